"""Help and palette: search what can be done here, Enter does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tingsbok import i18n
from tingsbok.i18n import t
from tui import commands
from tui.commands import Command
from tui.screens.base import Page
from tui.screens.goto import PLACES, go_to
from tui.tutorial import HELPED
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.app import TingsbokApp


def open_help(app: TingsbokApp, page: Page) -> None:
    """Help for a page: its own keys first, then those that are the same everywhere."""
    rows = [
        *commands.of_intents((intent for intent in page.all_intents() if not intent.everywhere), t("HERE")),
        *commands.moving(marking=any(table.is_markable for table in page.query(RecordTable))),
        *commands.of_intents((intent for intent in page.all_intents() if intent.everywhere), t("EVERYWHERE")),
        *commands.of_views(),
    ]
    _open(app, page, t("Help: {place}", place=" > ".join(page.place())), rows)
    app.tutor.look(HELPED)


def open_palette(app: TingsbokApp, page: Page) -> None:
    """All commands: what the page can do, every view and place, and a new record of every type."""
    archive = app.archive
    types = archive.schemas.types.items() if archive else ()
    rows = [
        *commands.of_intents(page.all_intents(), ""),
        *commands.of_views(),
        *commands.of_types([(name, found.title(i18n.current())) for name, found in types]),
        *(Command(f"goto:{place.target}", t(place.label), f"g {place.key}", t("GO TO")) for place in PLACES),
    ]
    _open(app, page, t("All commands"), rows)


def _open(app: TingsbokApp, page: Page, title: str, rows: Sequence[Command]) -> None:
    async def complete(text: str, types: Sequence[str]) -> list[Found]:  # noqa: ARG001 - a picker's own signature
        return commands.matching(rows, text)

    async def chosen(picked: Picked | None) -> None:
        if picked is not None and picked.id:
            await run(app, page, picked.id)

    app.push_screen(Picker(title, complete, delay=0), chosen)


async def run(app: TingsbokApp, page: Page, command: str) -> None:
    """Carry out a row."""
    kind, _, rest = command.partition(":")
    if kind == "intent":
        await page.action_intent(rest)
    elif kind == "view":
        await app.navigator.go(rest)
    elif kind == "new":
        app.navigator.open_new(rest)
    else:
        await go_to(app, rest)
