"""What was changed in another program, in sentences and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok.i18n import N_, t
from tui.present.changes import SHOWN, problem_lines
from tui.present.history import one_line, summary
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.actions import Outside

OUTSIDE_KINDS = {"added": N_("new"), "changed": N_("changed"), "deleted": N_("deleted")}


def sentence(changes: Sequence[Outside]) -> str:
    """What the status line says when files have changed outside."""
    first = changes[0]
    if first.fault:
        return t("{file} cannot be read any more: {fault}", file=first.id, fault=first.fault)
    if len(changes) > 1:
        return t("{count} files were changed outside Tingsbok. g d shows them.", count=len(changes))
    if first.kind == "deleted":
        return t("{file} was removed outside Tingsbok. g d shows it.", file=first.id)
    if not first.changes:
        return t("{file} was changed outside Tingsbok. g d shows it.", file=first.id)
    return t(
        "{file} was changed outside Tingsbok: {change}. g d saves it.",
        file=first.id,
        change=one_line(first.changes[0]),
    )


def columns() -> tuple[Column, ...]:
    """The columns of the list of changed files."""
    return (Column(t("What"), 10), Column(t("Record"), 30), Column(t("Changes")))


def lines(changes: Sequence[Outside]) -> tuple[Line, ...]:
    """A line for each changed file."""
    return tuple(
        Line(
            change.path,
            (
                t(OUTSIDE_KINDS.get(change.kind, change.kind)),
                change.id,
                _what(change),
            ),
            "!" if any(problem.is_error for problem in change.problems) else "",
        )
        for change in changes
    )


def short(change: Outside) -> str:
    """One changed file in a few words, with its id; of a removed one only what it was."""
    if change.kind == "deleted":
        called = (found.before for found in change.changes if found.field in ("title", "name"))
        return "  ".join(filter(None, (change.id, next(called, ""))))
    if change.fault:
        return f"{change.fault}  {change.id}"
    return f"{summary(change.changes)}  {change.id}" if change.changes else change.path


def _what(change: Outside) -> str:
    if change.fault:
        return t("cannot be read: {fault}", fault=change.fault)
    return "; ".join(one_line(found) for found in change.changes) or change.path


def detail(change: Outside) -> list[str]:
    """Every change of one file, what it would be saved as, and what is wrong."""
    if change.fault:
        return [_what(change), "", *problem_lines(change.problems)]
    lines = [one_line(found) for found in change.changes[:SHOWN]]
    if len(change.changes) > SHOWN:
        lines.append(t("… and {count} more", count=len(change.changes) - SHOWN))
    if not change.changes and change.kind == "changed":
        lines.append(t("Only comments or layout differ."))
    saved = [f"{t('SAVED AS')}  {change.path}", f"{t('CHANGE')}  {change.subject}"]
    return [*lines, "", *saved, *problem_lines(change.problems)]
