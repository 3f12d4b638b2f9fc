"""Findings and promises as lines of a table, and the place of a finding as a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tingsbok.ids import id_of
from tingsbok.problems import Fix, Problem
from tui.present.dates import short_day
from tui.present.markdown import plain
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.acts.promises import Offer

AROUND = 2
_WIDE = 64
"""Cells of a line of the file: a page of 80 columns does not fold it."""
TOLD = 3
"""Findings told of a text while it is written; more would push the text away."""


def columns() -> tuple[Column, ...]:
    """The columns of the list; it has no heading line."""
    return (Column("", 5), Column("", 18, drop=1), Column(""))


def promise_columns() -> tuple[Column, ...]:
    """The columns of the promises."""
    return (
        Column("§", 7),
        Column(t("Who"), 20),
        Column(t("By"), 12, drop=1),
        Column(t("Sentence")),
    )


def in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then by code and place."""
    return tuple(sorted(found, key=lambda one: (not one.is_error, _rank(one.code), one.path, one.line)))


def _rank(code: str) -> tuple[bool, str]:
    """What the minutes say comes before the form of the file."""
    return code < "T200", code


def line(at: int, problem: Problem, words: Words) -> Line:
    """One finding: its code, the record, what is wrong and with which words."""
    return Line(
        str(at),
        (problem.code, words.name_of(id_of(problem.path)), sentence(problem)),
        "!" if problem.is_error else "",
        "alert" if problem.is_error else "",
    )


def sentence(problem: Problem) -> str:
    """What is wrong, the words, and why."""
    quoted = f': "{problem.words}"' if problem.words and problem.excerpt else ""
    why = f" – {problem.why}" if problem.why else ""
    return f"{problem.message}{quoted}{why}"


def facts(found: Sequence[Problem]) -> str:
    """How many there are."""
    errors = sum(problem.is_error for problem in found)
    return t("{errors} errors, {advice} pieces of advice", errors=errors, advice=len(found) - errors)


def reading(left: int) -> str:
    """How far the checks have come."""
    return t("Checking: {count} records left, Esc leaves", count=left)


def empty() -> str:
    """What to say when nothing is wrong."""
    return t("Nothing is wrong.")


def note() -> str:
    """What an error and advice are, and what is done about them."""
    return t("Errors stop the approval, advice does not. Enter: proposals, r: accept with a reason.")


def place(problem: Problem, lines: Sequence[str], meaning: str = "") -> str:
    """The lines around a finding as Markdown, its own one marked; and what its code means."""
    title = f"**{problem.code}** {plain(sentence(problem))}"
    where = plain(f"{problem.path}:{problem.line}" if problem.line else problem.path)
    parts = [title, where]
    if problem.line:
        parts.append(_excerpt(problem, lines))
    if problem.remedy:
        parts.append(plain(problem.remedy))
    if meaning:
        parts.append(f"*{plain(meaning)}*")
    return "\n\n".join(parts)


def _excerpt(problem: Problem, lines: Sequence[str]) -> str:
    first, last = max(1, problem.line - AROUND), min(len(lines), problem.line + AROUND // 2)
    width = len(str(last))
    shown = []
    for number in range(first, last + 1):
        sign = ">" if number == problem.line else " "
        text = _around(lines[number - 1], problem.column if number == problem.line else 0)
        shown.append(f"{sign} {number:>{width}} | {text}")
    return "\n".join(["~~~~", *(text.replace("~~~~", "~~~ ") for text in shown), "~~~~"])


def _around(text: str, column: int) -> str:
    """The part of a line that holds a column, where the line is long."""
    is_near = column < _WIDE // 2
    first = 0 if is_near else max(0, min(column - _WIDE // 3, len(text) - _WIDE))
    before, after = "…" if first else "", "…" if len(text) > first + _WIDE else ""
    return f"{before}{text[first + len(before) : first + _WIDE - len(after)]}{after}"


def way(fix: Fix) -> str:
    """What a proposal writes."""
    if not fix.text:
        return t("take it away")
    if fix.everywhere:
        return t('write "{words}" everywhere', words=fix.text)
    return t('write "{words}"', words=fix.text)


def advice_lines(found: Sequence[Problem]) -> list[str]:
    """What the proof-reader says of a text that is being written."""
    told = [f"{one.code} {t('line {line}', line=one.line)}: {sentence(one)}" for one in found[:TOLD]]
    if len(found) > TOLD:
        told.append(t("… and {count} more", count=len(found) - TOLD))
    return told


def promise_line(one: Offer, words: Words, today: date) -> Line:
    """One promise: where, who, by when, and the sentence."""
    who = t("every member") if one.everybody else ", ".join(words.name_of(owner) for owner in one.owners)
    by = short_day(one.promise.due, today=today) if one.promise.due else one.promise.due_text
    return Line(str(one.number), (one.item, who or one.promise.who, by, one.promise.sentence))


def no_promises() -> str:
    """What to say when nobody has promised anything new."""
    return t("Nobody has promised anything that is no assignment yet.")
