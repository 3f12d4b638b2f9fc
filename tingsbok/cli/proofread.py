"""``tingsbok proofread``: read minutes that are no records yet, in any text or Markdown file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from tingsbok.cli.context import Context
from tingsbok.cli.problem_lines import print_problems
from tingsbok.errors import InvalidRecord, NotAnArchive, NotFound, reason_of
from tingsbok.i18n import N_, t
from tingsbok.problems import Problem
from tingsbok.proofreading import Context as Knowledge
from tingsbok.proofreading import Names
from tingsbok.proofreading.rules import names_of, read_text

SUMMARY = N_("Proof-read minutes in text or Markdown files.")

_MOST_BYTES: Final = 8_000_000
_LOOKED_AT: Final = 65_536


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which files."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=t("a text or Markdown file"))


def run(context: Context) -> int:
    """Print the findings of each file; exit 1 if any is an error.

    In an archive its persons, bodies and meetings count. A name in a later file is compared with those of the
    earlier ones too.
    """
    known = _known(context)
    found: list[Problem] = []
    for name in context.arguments.files:
        text = _text(Path(name))
        found += read_text(text, name, known)
        known = replace(known, people=Names([*known.people, *names_of(text, name)]))
    return print_problems(context, "proofread", found)


def _known(context: Context) -> Knowledge:
    try:
        return context.archive.known()
    except NotAnArchive:
        return Knowledge()


def _text(path: Path) -> str:
    """The text of a file, front matter blanked; Windows' old encoding is read where it is not UTF-8.

    Raises:
        NotFound: There is no such file, or it cannot be opened.
        InvalidRecord: Its bytes are no text.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES)
    except OSError as error:
        raise NotFound(
            t("{path} cannot be read: {why}", path=path, why=reason_of(error)),
            remedy=t("Records are read by: {command}", command="tingsbok check ID"),
        ) from error
    if b"\0" in raw[:_LOOKED_AT]:
        raise InvalidRecord(
            t("{path} is no text.", path=path), remedy=t("Save it as text or Markdown, in UTF-8.")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return _without_front_matter(text)


def _without_front_matter(text: str) -> str:
    """The text with a front matter's lines empty, so that every line keeps its number."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3)
    return text if end < 0 else "\n" * text.count("\n", 0, end + 5) + text[end + 5 :]
