"""A record as a change left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.ids import id_of
from tingsbok.record import parse_record
from tingsbok.store.base import is_record_path
from tui.present import record as record_text
from tui.present.record import Document
from tui.reads.opening import words
from tui.reads.records import names_in

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.history import Revision


class Then(Struct, frozen=True):
    """A record at some time.

    Attributes:
        id: The record; empty if the change touched none.
        document: Its fields and text then; ``None`` if the change took it away.
        others: How many other records the same change touched.
    """

    id: str
    document: Document | None
    others: int = 0


def then_view(archive: Archive, revision: Revision, only: str) -> Then:
    """The record as it was after a change.

    Args:
        archive: The archive.
        revision: The change.
        only: The record whose history is read; empty for the first one that the change touched.
    """
    records = [path for path in revision.paths if is_record_path(path)]
    own = [path for path in records if id_of(path) == only] or records
    if not own:
        return Then("", None)
    # a record that has changed its file since had the path that the change itself names
    versions = ((path, archive.store.read_at(revision.commit, path)) for path in own)
    path, raw = next(((path, raw) for path, raw in versions if raw is not None), (own[0], None))
    others = 0 if only else len(records) - 1
    if raw is None:
        return Then(id_of(path), None, others)
    found, said = parse_record(path, raw), words(archive)
    text = record_text.body(found, said)
    rows = record_text.rows(found, said)
    return Then(found.id, Document(text, rows, names_in(archive, [text])), others)
