"""Findings that somebody has accepted with a reason; they are kept in the record and not shown again.

An acceptance names the code and the words. When the words change it holds no longer, and the finding returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tingsbok.frontmatter import Value
from tingsbok.problems import Problem
from tingsbok.record import Record

FIELD: Final = "accepted"
"""The field of a record that keeps them, a line each: ``code``, ``text``, ``reason``."""
PROMISE: Final = "promise"
"""Instead of a code, for a sentence that was looked at and is no assignment."""


def without(problems: Iterable[Problem], record: Record) -> Iterator[Problem]:
    """The findings that nobody has accepted."""
    accepted = {(_said(line, "code"), _said(line, "text")) for line in record.entries(FIELD)}
    for problem in problems:
        if (problem.code, problem.words) not in accepted:
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
