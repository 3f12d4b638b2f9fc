"""Saved views: which there are, and what saving a list as one would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.actions import Preview, Work
from tingsbok.views import Views
from tui.present.listing import ListQuery

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def views(archive: Archive) -> Views:
    """All saved views, and what is wrong with files that are none."""
    return archive.views()


def saving(archive: Archive, title: str, query: ListQuery) -> tuple[Work, Preview]:
    """What saving what a list shows under a name would do."""
    from tingsbok.acts.views import save_view

    work = save_view(archive, title, query.type, query=str(query), sort=query.sort, columns=query.columns)
    return work, archive.preview(work)


def removing(archive: Archive, name: str) -> tuple[Work, Preview]:
    """What taking a view away would do."""
    from tingsbok.acts.views import remove_view

    work = remove_view(archive, name)
    return work, archive.preview(work)
