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

_ALL = "all"


def choose_scope(app: TingsbokApp) -> None:
    """Let the user choose a body."""

    async def complete(text: str, types: Sequence[str]) -> list[Found]:
        found: list[Found] = await app.gateway.fetch(
            app, lambda archive: reads.complete(archive, text, types), []
        )
        return found

    def chosen(picked: Picked | None) -> None:
        if picked is not None:
            app.set_scope("" if picked.new else picked.id)

    picker = Picker(t("Show which body?"), complete, types=["body"], new=[(_ALL, t("All bodies"))])
    app.push_screen(picker, chosen)
