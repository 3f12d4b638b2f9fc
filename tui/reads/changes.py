"""What undo, links and outside changes would do, and what history says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok import i18n
from tingsbok.actions import Preview
from tingsbok.history import Revision
from tingsbok.i18n import t
from tui.undoing import UndoMemory
from tui.widgets.lookups import Found

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_LOOKED_BACK = 200
"""Changes that undo looks through for one that is still in force."""


def undo_preview(memory: UndoMemory, archive: Archive) -> tuple[Preview, Revision] | None:
    """What undo would do next, and the change it reverses; ``None`` if there is nothing."""
    commit = memory.to_undo(archive.log(limit=_LOOKED_BACK))
    return archive.undo_preview(commit) if commit else None


def redo_preview(memory: UndoMemory, archive: Archive) -> tuple[Preview, Revision] | None:
    """What redo would do next, and the undoing it reverses; ``None`` if there is nothing."""
    commit = memory.to_redo(archive.log(limit=_LOOKED_BACK))
    return archive.undo_preview(commit) if commit else None


class LinkPlace(Struct, frozen=True):
    """A place where a link could go.

    Attributes:
        field: The field's name; empty for the text.
        label: What it is called.
        preview: What saving the link there would do.
    """

    field: str
    label: str
    preview: Preview


def link_places(archive: Archive, source: str, target: str) -> list[LinkPlace]:
    """Where a link from one record to another could go, each with what it would do."""
    fields = archive.link_fields(source, target)
    places = [(field.name, field.title(i18n.current())) for field in fields] or [
        ("", t("a link in the text"))
    ]
    return [LinkPlace(name, label, archive.link_preview(source, target, name)) for name, label in places]


def links_from(archive: Archive, source: str) -> list[Found]:
    """The links that a record holds in fields of its own, as ``field=target``."""
    record = archive.get(source)
    record_type = archive.schemas.types.get(record.type)
    found = []
    for field in record_type.fields if record_type else ():
        if field.kind == "link" or (field.item is not None and field.item.kind == "link"):
            found += [
                Found(
                    f"{field.name}={target}",
                    archive.name(target.partition("#")[0]),
                    field.title(i18n.current()),
                )
                for target in record.texts(field.name)
            ]
    return found


def unlink_preview(archive: Archive, source: str, target: str, field: str) -> Preview:
    """What taking a link away would do."""
    return archive.unlink_preview(source, target, field)
