"""The views of an open archive: found in its folder, read like any other file of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tingsbok.errors import InvalidRecord, NotFound, TingsbokError
from tingsbok.i18n import t
from tingsbok.record import etag_of
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Store
from tingsbok.views import VIEWS, SavedView, Views, path_of, read_view, read_views


class HasViews:
    """What an archive knows of its saved views."""

    root: Path
    schemas: SchemaSet
    store: Store

    def views(self) -> Views:
        """All saved views, and what is wrong with files that are none."""
        return read_views(self._view_files(), self.schemas)

    def view(self, name: str) -> SavedView:
        """The view with that name, or that people call so.

        Raises:
            NotFound: There is none; the remedy names those there are.
            InvalidRecord: Its file cannot be used.
        """
        try:
            found = read_view(name, self.store.read(path_of(name)), self.schemas)
        except TingsbokError:
            return self._view_called(name)
        if isinstance(found, SavedView):
            return found
        raise InvalidRecord(found.message, remedy=found.remedy, problems=[found])

    def view_etag(self, name: str) -> str | None:
        """Etag of a view's file, whatever is in it; ``None`` if there is none."""
        try:
            return etag_of(self.store.read(path_of(name)))
        except NotFound:
            return None

    def _view_called(self, title: str) -> SavedView:
        known = self.views().views
        for view in known:
            if view.title.casefold() == title.casefold():
                return view
        names = ", ".join(view.name for view in known)
        raise NotFound(
            t('There is no view "{name}".', name=title),
            remedy=t("Views: {names}", names=names) if names else t("Save one with w on a list in the app."),
        )

    def _view_files(self) -> Iterator[tuple[str, bytes]]:
        folder = self.root / VIEWS
        try:
            names = sorted(file.stem for file in folder.iterdir() if file.suffix == ".toml")
        except OSError:
            names = []
        for name in names:
            try:
                yield name, self.store.read(path_of(name))
            except TingsbokError:  # a link, a pipe, or gone meanwhile
                continue
