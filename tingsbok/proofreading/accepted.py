"""Findings that somebody has accepted with a reason; they are kept in the record and not shown again.

An acceptance names the code and the words. When the words change it holds no longer, and the finding returns;
an id that a record had before is the same word as the one it has now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from tingsbok.frontmatter import Value
from tingsbok.ids import is_id
from tingsbok.problems import Problem
from tingsbok.record import Record

FIELD: Final = "accepted"
"""The field of a record that keeps them, a line each: ``code``, ``text``, ``reason``."""
PROMISE: Final = "promise"
"""Instead of a code, for a sentence that was looked at and is no assignment."""


def without(
    problems: Iterable[Problem], record: Record, current_id: Callable[[str], str] = str
) -> Iterator[Problem]:
    """The findings that nobody has accepted.

    Args:
        problems: What is found in the record.
        record: The record.
        current_id: Turns an id that a record once had into the one it has now; anything else stays.
    """

    def now(words: str) -> str:
        return current_id(words) if is_id(words) else words

    accepted = {(_said(line, "code"), now(_said(line, "text"))) for line in record.entries(FIELD)}
    for problem in problems:
        if not accepted or (problem.code, now(problem.words)) not in accepted:
            yield problem


def is_dismissed(sentence: str, record: Record) -> bool:
    """Whether somebody has said that a sentence is no assignment."""
    return any(
        _said(line, "code") == PROMISE and _said(line, "text") == sentence for line in record.entries(FIELD)
    )


def with_acceptance(fields: Mapping[str, Value], code: str, words: str, reason: str) -> dict[str, Value]:
    """A record's fields with one more acceptance."""
    had = fields.get(FIELD)
    lines = had if isinstance(had, list) else []
    return {**fields, FIELD: [*lines, {"code": code, "text": words, "reason": reason}]}


def _said(line: dict[str, Value], name: str) -> str:
    value = line.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
