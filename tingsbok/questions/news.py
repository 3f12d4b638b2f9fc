"""What others have changed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.store.git_setup import identity

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.history import Revision


def from_others(archive: Archive, limit: int) -> list[Revision]:
    """The newest changes that somebody else has made, among the latest; all if git knows no address."""
    own = identity(archive.root).rpartition("<")[2].removesuffix(">").casefold()
    found = archive.log(limit=limit * 2)
    return [change for change in found if not own or change.email.casefold() != own][:limit]
