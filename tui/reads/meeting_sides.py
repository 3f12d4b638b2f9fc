"""What a very wide window asks for beside a meeting: the other meetings, who is there, an item's context."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tingsbok.acts.attendance import expected
from tingsbok.collation import swedish_key
from tingsbok.questions.findings import findings_of
from tui.present import meeting as items
from tui.present import meeting_sides as present
from tui.present.meeting_sides import Body, Year
from tui.present.record import Document
from tui.present.rows import facet_terms
from tui.reads.opening import words
from tui.reads.records import names_in
from tui.widgets.pages import PAGE, Line

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.history import Revision

RECENT = 5
_EARLIER = 6
_CHANGES = 3
_TYPE = "meeting"


def tree(archive: Archive, meeting: str, opened: Collection[str], recent: Sequence[str]) -> tuple[Line, ...]:
    """Every body with meetings, the years and meetings of those that are open, and what belongs to a meeting.

    Args:
        archive: The archive.
        meeting: The meeting that is shown.
        opened: Keys of the branches that are open.
        recent: Ids of the records opened last.
    """
    said = words(archive)
    bodies = [
        Body(body, said.name_of(body), count, _years(archive, body, opened) if body in opened else None)
        for body, count in archive.facets("", "body", type=_TYPE)
    ]
    parts = archive.parts(meeting)
    cases = dict.fromkeys(filter(None, map(items.case_of, parts.items)))
    others = [row for identity in recent if identity != meeting and (row := archive.row(identity))]
    return present.tree_lines(
        sorted(bodies, key=lambda body: swedish_key(body.name)),
        {case: said.name_of(case) for case in cases},
        {row.id: row.short or row.title for row in others[:RECENT]},
        parts.meeting.id,
        said,
    )


def _years(archive: Archive, body: str, opened: Collection[str]) -> list[Year]:
    counts = sorted(archive.facets(facet_terms([("body", body)]), "year", type=_TYPE), reverse=True)
    return [_year(archive, body, year, count, is_open=f"{body}/{year}" in opened) for year, count in counts]


def _year(archive: Archive, body: str, year: str, count: int, *, is_open: bool) -> Year:
    key, query = f"{body}/{year}", f"{facet_terms([('body', body)])} year:{year}"
    meetings = archive.listing(query, type=_TYPE, sort="-date").page(0, PAGE) if is_open else None
    return Year(key, year, count, meetings)


def strip(archive: Archive, meeting: str) -> tuple[Line, ...]:
    """Who is at a meeting, and what the review finds in it."""
    sheet = expected(archive, meeting)
    found = findings_of(archive, meeting)
    return present.strip_lines(sheet.meeting, sheet.body, sheet.lines, found, words(archive))


def context(archive: Archive, meeting: str, case: str, own: Sequence[str]) -> Document:
    """What stands after an item's text, with the names of the records it links to.

    Args:
        archive: The archive.
        meeting: The meeting.
        case: The item's case; empty if it has none.
        own: Ids of the item's own decisions and assignments.
    """
    said = words(archive)
    query = facet_terms([("case", case)])
    rows = archive.listing(query, type="decision", sort="-date").page(0, PAGE) if case else ()
    earlier = [row for row in rows if row.id not in own][:_EARLIER]
    text = present.context(case, earlier, _changes(archive, own or (meeting,)), said)
    return Document(text, (), names_in(archive, [text]))


def _changes(archive: Archive, records: Sequence[str]) -> list[tuple[str, Revision]]:
    """The latest changes of some records, each with the name of its record, newest first."""
    found = [
        (archive.name(each), revision)
        for each in records
        for revision in archive.history(each, limit=_CHANGES)
    ]
    return sorted(found, key=lambda change: change[1].when, reverse=True)[:_CHANGES]
