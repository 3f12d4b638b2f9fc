"""An item of a meeting, as people name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.errors import NotFound, WrongUse
from tingsbok.i18n import t
from tingsbok.meetings.parts import ItemParts, meeting_parts
from tingsbok.meetings.sections import sections, sections_of, shown_number, text_of
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class Place(Struct, frozen=True):
    """Where a decision is made: the meeting, and the item in it."""

    meeting: Record
    item: ItemParts

    @property
    def reference(self) -> str:
        """``meeting-id#key``."""
        return f"{self.meeting.id}#{self.item.key}"

    @property
    def number(self) -> str:
        """The item's number as people say it: ``§ 38a``; its title if it has none."""
        number = shown_number(self.item)
        return f"§ {number}" if number else self.item.title


def place(archive: Archive, meeting: str, item: str = "") -> Place:
    """The item that is meant.

    Args:
        archive: The archive.
        meeting: The meeting, or ``meeting#item``.
        item: The item's key or number.

    Raises:
        NotFound: There is no such meeting or item.
        WrongUse: The record is no meeting.
    """
    identity, _, key = meeting.partition("#")
    record = archive.get(identity)
    if record.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=record.id))
    wanted = _plain(item or key)
    parts = meeting_parts(record, (), ()).items
    for found in parts:
        if wanted and wanted in {_plain(found.key), _plain(found.number)}:
            return Place(record, _with_parts(archive, record, found.key))
    keys = ", ".join(found.key for found in parts)
    raise NotFound(
        t('{meeting} has no item "{item}".', meeting=record.id, item=item or key),
        remedy=t("Items: {keys}", keys=keys) if keys else "",
    )


def _with_parts(archive: Archive, meeting: Record, key: str) -> ItemParts:
    return next(found for found in archive.parts(meeting.id).items if found.key == key)


def _plain(text: str) -> str:
    return text.casefold().replace("§", "").replace(" ", "").strip(").")


def item_text(where: Place) -> str:
    """What the minutes say under the item."""
    items = meeting_parts(where.meeting, (), ()).items
    return text_of(sections_of(items, sections(where.meeting.body))[where.item.index])
