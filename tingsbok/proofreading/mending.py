"""Putting findings right: the fields and the text of a record with other words in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.record import Record

_SPOKEN: Final = frozenset({"title", "text", "place", "until_text", "due_text", "next_meeting_text"})
"""Fields whose words are the minutes' own; notes and corrections quote what once stood there."""


class Mend(Struct, frozen=True):
    """A finding and the way in which it is put right."""

    problem: Problem
    fix: Fix


def mended(record: Record, mends: Sequence[Mend]) -> tuple[dict[str, Value], str]:
    """The record's fields and text with every mend done.

    Raises:
        Refused: The words are no longer where they were found.
    """
    fields: Value = record.fields
    body = record.body
    for mend in sorted(mends, key=_from_behind):
        problem, fix = mend.problem, mend.fix
        if fix.everywhere:
            body = _everywhere(body, problem.words, fix.text)
            fields = _in_fields(fields, problem.words, fix.text)
        elif problem.field:
            fields = _at_field(fields, _path(problem.field), problem.words, fix.text)
        else:
            body = _at_place(body, problem, problem.line - record.first_line, fix.text)
    return (fields if isinstance(fields, dict) else {}), body


def _from_behind(mend: Mend) -> tuple[bool, int, int, list[int]]:
    """Places in the text from its end, entries of lists from their end, and what holds everywhere last."""
    problem = mend.problem
    numbers = [-int(step) for step in problem.field.split(".") if step.isdecimal()]
    return mend.fix.everywhere, -problem.line, -problem.column, numbers


def _at_place(body: str, problem: Problem, line: int, text: str) -> str:
    lines = body.splitlines(keepends=True)
    if 0 <= line < len(lines):
        offset = sum(len(one) for one in lines[:line]) + problem.column - 1
        pattern = r"\s+".join(re.escape(word) for word in problem.words.split())
        found = re.compile(pattern).match(body, offset)
        if pattern and found:
            return body[:offset] + text + body[found.end() :]
    raise _gone(problem.words)


def _everywhere(text: str, words: str, new: str) -> str:
    """The text with every whole occurrence replaced, in the genitive too, and one that begins small."""
    for old, other in ((words, new), (_small(words), _small(new))):
        text = re.sub(rf"(?<!\w){re.escape(old)}(?=s?(?!\w))", lambda _, other=other: other, text)  # type: ignore[misc]
    return text


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _in_fields(value: Value, words: str, new: str, name: str = "") -> Value:
    if isinstance(value, str):
        return _everywhere(value, words, new) if name in _SPOKEN else value
    if isinstance(value, list):
        return [_in_fields(one, words, new, name) for one in value]
    return {key: _in_fields(one, words, new, key) for key, one in value.items()}


def _at_field(value: Value, path: Sequence[str], words: str, text: str) -> Value:
    """A copy in which the value at the path has other words, or the entry of the list there is gone."""
    step, rest = path[0], path[1:]
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        at = int(step)
        if not rest and not text:
            return [*value[:at], *value[at + 1 :]]
        new = _at_field(value[at], rest, words, text) if rest else _replaced(value[at], words, text)
        return [*value[:at], new, *value[at + 1 :]]
    if isinstance(value, dict) and step in value:
        new = _at_field(value[step], rest, words, text) if rest else _replaced(value[step], words, text)
        return {**value, step: new}
    raise _gone(words)


def _replaced(value: Value, words: str, text: str) -> Value:
    if isinstance(value, str) and words in value:
        return value.replace(words, text, 1)
    raise _gone(words)


def _path(dotted: str) -> list[str]:
    return dotted.split(".")


def _gone(words: str) -> Refused:
    return Refused(
        t('"{words}" is no longer where it was found.', words=words), remedy=t("Read the findings again.")
    )
