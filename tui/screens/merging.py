"""Two records of one person become one: choose the other, see what changes, Enter does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tingsbok.actions import Preview
from tingsbok.i18n import t
from tui import reads as lists
from tui.reads import composition as reads
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.record_picker import RecordPicker
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.app import TingsbokApp


def merge_with(app: TingsbokApp, keep: str) -> None:
    """Choose the record that shall go up in *keep*, a person, and show what that would do."""

    async def complete(text: str, types: Sequence[str]) -> list[Found]:
        found: list[Found] = await app.gateway.fetch(
            app, lambda archive: lists.complete(archive, text, types, keep), []
        )
        return found

    def picked(choice: Picked | None) -> None:
        if choice is not None and choice.id:
            other = choice.id
            app.gateway.ask(
                app,
                "merge",
                lambda archive: reads.merge_preview(archive, keep, other),
                partial(_show, app, keep, other),
            )

    title = t("Which record is the same person as {person}?", person=keep)
    picker = RecordPicker(app, title, complete, types=["person"], delay=app.options.delay)
    app.push_screen(picker, picked)


def _show(app: TingsbokApp, keep: str, other: str, preview: Preview) -> None:
    dialog = PreviewDialog(
        t("Merge {other} into {person}", other=other, person=keep), preview, t("merges them")
    )
    ask_to_save(app, dialog, "merge", lambda archive: reads.merge(archive, keep, other))
