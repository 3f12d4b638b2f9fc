"""Saving a list as a view, and taking a view away; like every other change they are shown before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import ChangeKind, ViewFile, Work
from tingsbok.errors import NotFound
from tingsbok.i18n import N_, in_language, t
from tingsbok.views import SavedView, named, path_of, refuse_broken

if TYPE_CHECKING:
    from tingsbok.archive import Archive

NOUN = N_("View")


def save_view(
    archive: Archive,
    title: str,
    record_type: str,
    *,
    query: str = "",
    sort: str = "",
    columns: Sequence[str] = (),
) -> Work:
    """Save what a list shows; a view of the same name is replaced.

    Args:
        archive: The archive.
        title: What people call the view.
        record_type: The type it lists.
        query: The filter, in the query language.
        sort: The order; empty for the type's own.
        columns: Fields to show; empty for the type's own.

    Raises:
        WrongUse: The title has no letter or digit, or the view would not be one that can be used.
    """
    said = in_language(archive.language)
    view = SavedView(named(title), title.strip(), record_type, query, sort, tuple(columns))
    refuse_broken(view, archive.schemas)
    there = archive.view_etag(view.name)
    kind = ChangeKind.EDIT if there else ChangeKind.CREATE
    summary = said("changed, {title}", title=view.title) if there else said("new, {title}", title=view.title)
    return Work((ViewFile(view.path, view.to_toml(), there),), summary, kind, noun=said(NOUN))


def remove_view(archive: Archive, name: str) -> Work:
    """Take a view away, also one whose file cannot be used.

    Raises:
        NotFound: There is no such file.
    """
    there = archive.view_etag(name)
    if there is None:
        raise NotFound(t('There is no view "{name}".', name=name))
    said = in_language(archive.language)
    change = ViewFile(path_of(name), None, there)
    return Work((change,), said("removed from the archive"), ChangeKind.DELETE, noun=said(NOUN))
