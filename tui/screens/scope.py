"""One body or all: which body the lists and the first view are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tui import reads
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.app import TingsbokApp

_ALL = "*"
"""Stands for all bodies; no record has such an id."""
_MOST = 1_000
"""Bodies that are listed: no archive has as many, and typing narrows the list."""


def choose_scope(app: TingsbokApp) -> None:
    """Let the user choose a body."""
    all_bodies = Found(_ALL, t("All bodies"))

    async def complete(text: str, types: Sequence[str]) -> list[Found]:
        found: list[Found] = await app.gateway.fetch(
            app, lambda archive: reads.complete(archive, text, types, limit=_MOST), []
        )
        is_meant = text.strip().casefold() in all_bodies.label.casefold()
        return [all_bodies, *found] if is_meant else found

    def chosen(picked: Picked | None) -> None:
        if picked is not None:
            app.set_scope("" if picked.id == _ALL else picked.id)

    app.push_screen(Picker(t("Show which body?"), complete, types=["body"]), chosen)
