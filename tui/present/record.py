"""A record as a document: its fields in the schema's order, its text, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.schema import Field, RecordType
from tui.present.markdown import link, plain
from tui.present.sentences import with_remedy
from tui.present.words import Words
from tui.widgets.document import FieldRow

if TYPE_CHECKING:
    from tingsbok.reading import Backlink


class Document(Struct, frozen=True):
    """What a document view shows.

    Attributes:
        body: Markdown.
        rows: The table above it.
        names: Names of the records that the body links to; a link to any other is broken.
        first_line: The body's first line in its file.
    """

    body: str = ""
    rows: tuple[FieldRow, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    first_line: int = 1


def body(record: Record, words: Words, backlinks: Sequence[Backlink] = ()) -> str:
    """The record's text and what refers to it."""
    return "\n\n".join(filter(None, (record.body.strip("\n"), references(backlinks, words))))


def first_line(record: Record) -> int:
    """The 1-based line of the file where the text begins."""
    leading = len(record.body) - len(record.body.lstrip("\n"))
    return record.first_line + leading


def rows(record: Record, words: Words, problems: Sequence[Problem] = ()) -> tuple[FieldRow, ...]:
    """A line for each field that has a value; lists of mappings have a line for each entry."""
    record_type = words.type(record.type)
    found = [
        FieldRow("!", with_remedy(problem.message, problem.remedy))
        for problem in problems
        if problem.is_error
    ]
    for name, value in _ordered(record, record_type):
        known = (record_type.field(name) if record_type else None) or Field(name)
        found += field_rows(known, value, words)
    return tuple(found)


def references(backlinks: Sequence[Backlink], words: Words) -> str:
    """What refers to the record, by type, each with the field it refers in."""
    if not backlinks:
        return ""
    lines = [f"### {t('Referred to by')}"]
    for name in dict.fromkeys(backlink.row.type for backlink in backlinks):
        found = [backlink for backlink in backlinks if backlink.row.type == name]
        lines += [f"**{plain(words.plural(name))}**", "\n".join(_references(found))]
    return "\n\n".join(lines)


def _references(backlinks: Iterable[Backlink]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for backlink in backlinks:
        if (backlink.row.id, backlink.field) in seen:
            continue
        seen.add((backlink.row.id, backlink.field))
        where = plain(backlink.field or t("in the text"))
        date = f"{plain(backlink.row.date)} " if backlink.row.date else ""
        yield f"- {date}{link(backlink.row.id, backlink.row.title)} ({where.lower()})"


def _ordered(record: Record, record_type: RecordType | None) -> list[tuple[str, Value]]:
    order = {known.name: place for place, known in enumerate(record_type.fields)} if record_type else {}
    shown = ((name, value) for name, value in record.fields.items() if name != "type" and value)
    return sorted(shown, key=lambda pair: order.get(pair[0], len(order)))


def field_rows(known: Field, value: Value, words: Words) -> Iterator[FieldRow]:
    """A line for a value; a list has a line for each link or mapping in it, so that each can be followed."""
    title = known.title(words.language)
    if not isinstance(value, list):
        yield _row(title, known, value, words)
        return
    element = known.item or known
    if element.kind != "link" and not any(isinstance(item, dict) for item in value):
        yield FieldRow(title, known.display(value, words.language, words.name_of))
        return
    for place, item in enumerate(value):
        yield _row("" if place else title, element if isinstance(item, str) else known, item, words)


def _row(title: str, known: Field, value: Value, words: Words) -> FieldRow:
    if isinstance(value, dict):
        parts = [
            (known.child(name) or Field(name)).display(item, words.language, words.name_of)
            for name, item in value.items()
        ]
        return FieldRow(title, " · ".join(filter(None, parts)), _first_link(known, value))
    shown = known.display(value, words.language, words.name_of)
    target = value.partition("#")[0] if isinstance(value, str) and _leads(known, value) else ""
    return FieldRow(title, shown, target, bool(target) and words.name_of(target) == target)


def _first_link(known: Field, value: dict[str, Value]) -> str:
    for name, item in value.items():
        child = known.child(name)
        if child is not None and isinstance(item, str) and _leads(child, item):
            return item.partition("#")[0]
    return ""


def _leads(known: Field, value: str) -> bool:
    is_date = known.or_date and value[:4].isdigit()
    return known.kind == "link" and bool(value) and not is_date
