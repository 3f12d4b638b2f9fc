"""Rows of lists: pages, values of fields, records that fit a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from tingsbok.query import quoted
from tingsbok.schema import RecordType
from tui.present import rows
from tui.present.listing import ACTIVE, ListQuery, facet_title, facet_value
from tui.present.words import Words
from tui.reads.opening import words
from tui.widgets.lookups import Found
from tui.widgets.pages import PAGE, Line

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.index.rows import Listing, Row


class ListPage(Struct, frozen=True):
    """The beginning of a list.

    Attributes:
        listing: The rest of it.
        lines: Its first lines.
        waiting: Id of the row that waits for work, if it is among the first.
        named: Id of the row that is called what the list is filtered by, if it is among the first.
        total: How many records of the type there are without any filter.
        broken: How many files of the archive cannot be read, whatever type they have.
        columns: Fields of the columns that are shown; empty for all.
        names: Names of the records that the list is narrowed to, by id.
    """

    listing: Listing
    lines: tuple[Line, ...]
    waiting: str
    named: str
    total: int
    broken: int = 0
    columns: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of rows."""
        return self.listing.count


def list_page(archive: Archive, query: ListQuery) -> ListPage:
    """Find the rows and make the first lines."""
    listing = archive.listing(str(query), type=query.type, sort=query.sort)
    first = listing.page(0, PAGE)
    total = archive.listing("", type=query.type).count if str(query) else listing.count
    named = rows.named_row(first, query.text)
    kind = archive.schemas.types.get(query.type)
    columns = query.columns or (rows.unfiltered(kind, query.facets) if kind else ())
    said = words(archive)
    return ListPage(
        listing,
        _lines(first, said, columns),
        rows.waiting_row(first),
        named,
        total,
        archive.listing("problem:*").count,
        columns,
        {value: said.name_of(value) for _, value in query.facets},
    )


def more_lines(
    archive: Archive, listing: Listing, start: int, columns: Sequence[str] = ()
) -> tuple[Line, ...]:
    """Make the lines of the page that begins at *start*, of some columns or of all."""
    return _lines(listing.page(start, PAGE), words(archive), columns)


def _lines(found: Sequence[Row], said: Words, columns: Sequence[str]) -> tuple[Line, ...]:
    return tuple(rows.line(row, said, columns) for row in found)


def neighbour(archive: Archive, identity: str, step: int) -> str:
    """Id of the meeting before or after this one in the same body; empty if there is none."""
    row = archive.row(identity)
    if row is None or not row.body:
        return ""
    listing = archive.listing(f"body:={quoted(row.body)}", type=row.type, sort="date")
    ids = [found.id for found in listing.page(0, listing.count)]
    place = ids.index(identity) + step if identity in ids else -1
    return ids[place] if 0 <= place < len(ids) else ""


def meeting_of(archive: Archive, identity: str) -> str:
    """The meeting and item that a decision was made or an assignment given at; empty if at none."""
    record = archive.get(identity)
    given_by = record.text("given_by")
    giver = archive.resolve(given_by) if given_by and "#" not in given_by else None
    if giver is not None and giver.type == "decision":
        record, given_by = giver, ""
    meeting, item = record.text("meeting"), record.text("item")
    return (f"{meeting}#{item}" if meeting and item else meeting) or given_by


def next_meeting(archive: Archive, scope: str) -> str:
    """Id of the next meeting that is not over, in one body or all; empty if none is planned."""
    query = str(ListQuery("meeting", f"{archive.today.isoformat()}..", scope=scope))
    found = archive.listing(query, type="meeting", sort="date").page(0, 1)
    return found[0].id if found else ""


def complete(
    archive: Archive, text: str, types: Sequence[str] = (), without: str = "", limit: int = 20
) -> list[Found]:
    """Records that fit a text, for pickers and link fields.

    Args:
        archive: The archive.
        text: What was typed.
        types: Types to choose from; none means any.
        without: Id of a record that cannot be chosen.
        limit: At most so many.
    """
    said = words(archive)
    wanted = tuple(name for name in types if name != "*")
    rows = [row for row in archive.complete(text, wanted, limit) if row.id != without]
    guess = bool(rows) and not archive.is_called(rows[0].id, text)  # the likeliest; the others then are, too
    return [
        Found(
            row.id,
            row.title,
            "  ".join(filter(None, (said.type_title(row.type), row.date))),
            guess=guess,
        )
        for row in rows
    ]


def facet_values(archive: Archive, record_type: RecordType, query: ListQuery) -> list[Found]:
    """Every value of every facet, with its number among the rows that the rest of the query leaves."""
    said = words(archive)
    found = []
    for name in record_type.facets:
        rest = replace(query, facets=tuple(pair for pair in query.facets if pair[0] != name))
        title = facet_title(record_type, name)
        for value, count in archive.facets(str(rest), name, type=record_type.name):
            active = ACTIVE if (name, value) in query.facets else ""
            label = facet_value(record_type, name, value)
            label = said.name_of(value) if label == value else label
            found.append(Found(f"{name}={value}", f"{active}{label}", str(count), title))
    return found
