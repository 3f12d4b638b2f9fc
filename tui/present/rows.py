"""Rows of the index as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tingsbok.ids import fold
from tingsbok.query import quoted
from tingsbok.schema import RecordType
from tui.present.sentences import item_number
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.index.rows import Row

WORK_ORDER = ("drafted", "held", "called", "planned")
"""Statuses that wait for somebody's work, the most urgent first."""


_ITEM = "item"
"""The field of the item that something was decided at; an item without a number has a word as its key."""

_OUTCOME = "outcome"
"""The field that a list of what was decided is read for."""

_TITLES = ("title", "name")
"""Fields that rows are told apart by; another flexible column may be narrow before others leave."""

_LEAST_BESIDE_TITLES = 12

_IN_WORDS = ("choice", "boolean")
"""Kinds whose cells hold the file's own word; linked records come by name."""


def places(record_type: RecordType, chosen: Sequence[str]) -> list[int]:
    """Places of the columns whose fields are chosen; of all if none of them is a column."""
    specs = [first_of(column.spec) for column in record_type.columns]
    found = [place for place, name in enumerate(specs) if name in chosen]
    return found or list(range(len(specs)))


def unfiltered(record_type: RecordType, facets: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Fields of the columns that do not say the same in every row; empty if no column does.

    Args:
        record_type: The type of the rows.
        facets: The fields and values that narrow the list.
    """
    fixed = {name for name, _ in facets if (field := record_type.field(name)) and field.kind == "choice"}
    names = [first_of(column.spec) for column in record_type.columns]
    return tuple(name for name in names if name not in fixed) if fixed.intersection(names) else ()


def columns(record_type: RecordType, language: str, chosen: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a type's list; in a narrow window numbers of items leave first, then the later ones."""
    found = [record_type.columns[place] for place in places(record_type, chosen)]
    flexible = next((index for index, column in enumerate(found) if column.width is None), 0)
    headings = [_heading(record_type, column.spec, language) for column in found]
    return tuple(
        Column(
            headings[index],
            _width(column.width, headings[index]),
            "right" if column.show == "count" else "left",
            0 if index in (0, flexible) else _drop(first_of(column.spec), index, len(found)),
            **_least(first_of(column.spec)),
        )
        for index, column in enumerate(found)
    )


def _drop(field: str, index: int, count: int) -> int:
    """How soon a column leaves: the item's number first, what was decided last."""
    return {_ITEM: count + 1, _OUTCOME: 1}.get(field, index + 1)


def _least(field: str) -> dict[str, int]:
    return {} if field in _TITLES else {"least": _LEAST_BESIDE_TITLES}


def _width(asked: int | None, heading: str) -> int | None:
    """The width that is asked for, and a cell more where only that keeps the heading from being cut."""
    return asked + 1 if asked is not None and len(heading) == asked + 1 else asked


def line(row: Row, words: Words, chosen: Sequence[str] = ()) -> Line:
    """One row as a line; a file that cannot be read shows its name."""
    record_type = words.type(row.type)
    mark = "!" if row.problems else ""
    if record_type is None:
        return Line(row.id, (row.path,), "!", "alert")
    cells = tuple(
        text if column.show == "count" else _cell(record_type, column.spec, text, words)
        for column, text in zip(record_type.columns, row.cells, strict=False)
    )
    return Line(
        row.id, tuple(cells[place] for place in places(record_type, chosen) if place < len(cells)), mark
    )


def waiting_row(rows: Sequence[Row]) -> str:
    """Id of the row that waits for work: drafted before held before planned; empty if none does."""
    waiting = [row for row in rows if row.status in WORK_ORDER]
    return min(waiting, key=lambda row: WORK_ORDER.index(row.status)).id if waiting else ""


def named_row(rows: Sequence[Row], text: str) -> str:
    """Id of the first row that is called what was typed, or whose name or id begins so; empty if none is."""
    wanted = fold(text.strip())
    names = [(row.id, {fold(row.title), fold(row.short), fold(row.id)}) for row in rows]
    exact = (identity for identity, called in names if wanted in called)
    begun = (identity for identity, called in names if any(name.startswith(wanted) for name in called))
    return next(exact, "") or next(begun, "") if wanted else ""


def first_of(spec: str) -> str:
    """The field that gives a column its heading and its words."""
    return spec.partition("|")[0]


def facet_terms(facets: Iterable[tuple[str, str]]) -> str:
    """Facets as the query language writes them."""
    return " ".join(f"{name}:={quoted(value)}" for name, value in facets)


def _heading(record_type: RecordType, spec: str, language: str) -> str:
    field = record_type.field(first_of(spec))
    return field.title(language) if field else spec


def _cell(record_type: RecordType, spec: str, text: str, words: Words) -> str:
    field = record_type.field(first_of(spec))
    if field is not None and field.kind in _IN_WORDS:
        return field.display(text, words.language)
    return item_number(text) or "-" if spec == _ITEM and text else text
