"""What a record relies on and has changed since, as its page tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.acts.confirming import confirm
from tingsbok.i18n import t
from tingsbok.questions.suspects import suspects_of, told
from tui.present.history import one_line

if TYPE_CHECKING:
    from tingsbok.actions import Saved
    from tingsbok.archive import Archive


class SuspectsView(Struct, frozen=True):
    """Suspect references of one record.

    Attributes:
        note: What has changed, in one sentence; empty if nothing has.
        lines: Every changed field, under the name of what it belongs to.
    """

    note: str = ""
    lines: tuple[str, ...] = ()


def suspects_view(archive: Archive, identity: str) -> SuspectsView:
    """What has changed in what the record refers to."""
    found = suspects_of(archive, identity)
    lines: list[str] = []
    for suspect in found:
        lines += [f"{archive.name(suspect.target)}, {t('since {day}', day=suspect.since)}"]
        lines += [f"  {one_line(change)}" for change in suspect.changes]
    return SuspectsView(told(found, archive), tuple(lines))


def confirm_record(archive: Archive, identity: str) -> Saved:
    """Say that the record still fits, as one change."""
    return archive.carry_out(confirm(archive, identity))
