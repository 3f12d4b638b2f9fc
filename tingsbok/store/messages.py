"""Commit messages: what may stand in one, and how one is taken apart."""

from __future__ import annotations

import re

from tingsbok.display import clean
from tingsbok.errors import Refused
from tingsbok.i18n import t

_TRAILER = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9-]*):[ \t]*(?P<value>.*)")


def encode_message(message: str) -> bytes:
    """Return a message as git shall store it: UTF-8, without control characters, ending with a line break.

    Raises:
        Refused: There is no text in it.
    """
    lines = [clean(line).rstrip() for line in message.replace("\r\n", "\n").strip("\n").split("\n")]
    text = "\n".join(lines).strip("\n")
    if not text:
        raise Refused(t("A change needs a sentence that says what it is."))
    return f"{text}\n".encode()


def parse_message(message: str) -> tuple[str, str, dict[str, list[str]]]:
    """Take a message apart into subject, body without trailers, and trailers.

    The trailers are the last paragraph, if it is not the first and every line in it is one.
    """
    subject, _, rest = message.strip("\n").partition("\n")
    body, _, last = rest.strip("\n").rpartition("\n\n")
    found = parse_trailers(last)
    return (subject, body, found) if found else (subject, rest.strip("\n"), {})


def parse_trailers(paragraph: str) -> dict[str, list[str]]:
    """Trailers in a paragraph, in order; empty if a line in it is none."""
    trailers: dict[str, list[str]] = {}
    for line in paragraph.splitlines():
        found = _TRAILER.fullmatch(line)
        if found is None:
            return {}
        trailers.setdefault(found["name"], []).append(found["value"].strip())
    return trailers
