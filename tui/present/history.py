"""Changes of records as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tui.present.dates import moment
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.changes import FieldChange
    from tingsbok.history import Revision

_OUTSIDE = ("external", "")


def columns() -> tuple[Column, ...]:
    """The columns of a list of changes."""
    return (Column(t("When"), 16), Column(t("Who"), 15, drop=1), Column(t("What")))


def revision_lines(revisions: Iterable[Revision], *, of_record: bool) -> tuple[Line, ...]:
    """A line for each change.

    Args:
        revisions: The changes, newest first.
        of_record: True for the history of one record, whose changes are said field by field; the log of the
            archive shows the subject of each change.
    """
    return tuple(
        Line(
            revision.commit,
            (moment(revision.when), revision.author, _what(revision) if of_record else revision.subject),
            "*" if revision.kind in _OUTSIDE else "",
        )
        for revision in revisions
    )


def _what(revision: Revision) -> str:
    if revision.kind == "create":
        return t("created")
    return summary(revision.changes) or revision.subject


def summary(changes: Sequence[FieldChange]) -> str:
    """The changes in one line: the first one, and how many more."""
    if not changes:
        return ""
    rest = t(" and {count} more", count=len(changes) - 1) if len(changes) > 1 else ""
    return one_line(changes[0]) + rest


def one_line(change: FieldChange) -> str:
    """One change as ``place: Teams → Umeå``; a long text only says that it was changed."""
    if change.kind == "text":
        return t("{field}: rewritten", field=change.label)
    if not change.after:
        return t("{field}: removed {value}", field=change.label, value=change.before)
    if not change.before:
        return f"{change.label}: – → {change.after}"
    return f"{change.label}: {change.before} → {change.after}"


def unsaved(identity: str) -> str:
    """What the page about an unsaved difference compares."""
    return t("{record}: the file as it is now, against what was saved last", record=identity)
