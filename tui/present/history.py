"""Changes of records as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tui.present.dates import moment
from tui.present.markdown import plain
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.changes import FieldChange
    from tingsbok.history import Revision
    from tingsbok.record import Record
    from tingsbok.schema import RecordType
    from tui.present.words import Words
    from tui.reads.then import Then

_OUTSIDE = ("external", "")
_WHOLE = 40
"""Cells of a change that a narrow window shows whole."""


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


def last_set_lines(
    found: Mapping[str, Revision], record: Record, record_type: RecordType | None, words: Words
) -> tuple[Line, ...]:
    """A line for each field, in the order of the schema: when it was set last, by whom, and to what.

    Args:
        found: The change that set each field last, by the field's name; empty for the text.
        record: The record as it is.
        record_type: Its type; ``None`` if it has none that is known.
        words: Names and words of the archive.
    """
    known = [field.name for field in record_type.fields] if record_type else []
    names = [*(name for name in known if name in found), *(name for name in found if name not in known)]
    return tuple(
        Line(
            f"{found[name].commit}:{name}",
            (moment(found[name].when), found[name].author, _value(name, record, record_type, words)),
            "*" if found[name].kind in _OUTSIDE else "",
        )
        for name in names
        if name != "type"
    )


def _value(name: str, record: Record, record_type: RecordType | None, words: Words) -> str:
    """A field and what it holds; the text only by its name."""
    from tingsbok.schema import Field  # the start page has no use for it

    if not name:
        return t("text")
    known = record_type.field(name) if record_type else None
    field = known or Field(name)
    value = record.fields.get(name, "")
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        shown = str(len(value))
    else:
        shown = field.display(value, words.language, words.name_of)
    return f"{field.title(words.language) if known else name}: {shown}"


def _what(revision: Revision) -> str:
    if revision.kind == "create":
        return t("created")
    return summary(revision.changes) or revision.subject


def summary(changes: Sequence[FieldChange]) -> str:
    """The changes in one line: the first one, and how many more."""
    if not changes:
        return ""
    rest = t(" and {count} more", count=len(changes) - 1) if len(changes) > 1 else ""
    from tingsbok.commit_text import cells, told_apart  # not before the first screen stands

    line = one_line(changes[0])
    if cells(line) > _WHOLE:
        line = one_line(told_apart(changes[0]))
    return line + rest


def one_line(change: FieldChange) -> str:
    """One change as ``place: Teams → Umeå``; a long text only says that it came, went or changed."""
    if change.kind == "text" and change.before and not change.after:
        return t("{field}: removed", field=change.label)
    if change.kind == "text" and change.after and not change.before:
        return t("{field}: added", field=change.label)
    if change.kind == "text":
        return t("{field}: rewritten", field=change.label)
    if not change.after:
        return t("{field}: removed {value}", field=change.label, value=change.before)
    if not change.before:
        return f"{change.label}: – → {change.after}"
    return f"{change.label}: {change.before} → {change.after}"


def then_head(revision: Revision, then: Then) -> str:
    """When it was so and by whom, and below that which record it is of those that the change touched."""
    more = t(" and {count} more", count=then.others) if then.others else ""
    name = t("{record} as it was then", record=then.id) + more if then.id else ""
    return f"{moment(revision.when)}   {revision.author}\n{name}"


def gone(then: Then) -> str:
    """Why there is nothing to show of a record at that time, as Markdown."""
    if not then.id:
        return t("The change is about no record.")
    return t("{record} was taken away here.", record=plain(then.id))


def unsaved(identity: str) -> str:
    """What the page about an unsaved difference compares."""
    return t("{record}: the file as it is now, against what was saved last", record=identity)
