"""Linking records without knowing their ids, and taking links away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import Preview
from tingsbok.i18n import t
from tui import reads
from tui.reads import LinkPlace
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.record_picker import RecordPicker
from tui.widgets.dialogs import Menu, MenuEntry
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked

if TYPE_CHECKING:
    from tui.app import TingsbokApp


class LinkFlow:
    """Choose a record, then the field that shall hold the link, then save.

    Args:
        app: The app.
        source: The record that gets the link.
    """

    def __init__(self, app: TingsbokApp, source: str) -> None:
        self._app = app
        self._source = source

    def begin(self) -> None:
        """Choose the record to link to."""

        async def complete(text: str, types: Sequence[str]) -> list[Found]:
            found: list[Found] = await self._app.gateway.fetch(
                self._app, lambda archive: reads.complete(archive, text, types, self._source), []
            )
            return found

        title = t("Link {record} to", record=self._source)
        note = t("Links are kept once; the other direction is worked out.")
        picker = RecordPicker(self._app, title, complete, note=note, delay=self._app.options.delay)
        self._app.push_screen(picker, self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.id:
            target = picked.id
            self._app.gateway.ask(
                self._app,
                "link",
                lambda archive: reads.link_places(archive, self._source, target),
                lambda places: self._choose_field(target, places),
            )

    def _choose_field(self, target: str, places: Sequence[LinkPlace]) -> None:
        if len(places) == 1:
            self._show(target, places[0])
            return
        entries = [MenuEntry(str(number + 1), place.label) for number, place in enumerate(places[:9])]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._show(target, places[int(key) - 1])

        self._app.push_screen(Menu(t("As what?"), entries), chosen)

    def _show(self, target: str, place: LinkPlace) -> None:
        dialog = PreviewDialog(t("Link as {field}", field=place.label), place.preview, t("saves the link"))
        ask_to_save(
            self._app, dialog, "link", lambda archive: archive.link(self._source, target, place.field)
        )


class UnlinkFlow:
    """Choose one of the record's links, then save the record without it.

    Args:
        app: The app.
        source: The record that holds the links.
    """

    def __init__(self, app: TingsbokApp, source: str) -> None:
        self._app = app
        self._source = source

    def begin(self) -> None:
        """Choose the link."""

        async def complete(text: str, types: Sequence[str]) -> list[Found]:  # noqa: ARG001 - a picker's own signature
            found: list[Found] = await self._app.gateway.fetch(
                self._app, lambda archive: reads.links_from(archive, self._source), []
            )
            return [each for each in found if text.casefold() in each.label.casefold()]

        self._app.push_screen(RecordPicker(self._app, t("Remove which link?"), complete), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.id:
            field, _, target = picked.id.partition("=")
            self._app.gateway.ask(
                self._app,
                "unlink",
                lambda archive: reads.unlink_preview(archive, self._source, target, field),
                lambda preview: self._show(target, field, preview),
            )

    def _show(self, target: str, field: str, preview: Preview) -> None:
        dialog = PreviewDialog(t("Remove the link"), preview, t("removes the link"))
        ask_to_save(self._app, dialog, "unlink", lambda archive: archive.unlink(self._source, target, field))
