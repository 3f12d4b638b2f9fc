"""The menu behind ``g``: two keys to any place; it teaches itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tingsbok.i18n import N_, t
from tui.screens.base import Page
from tui.widgets.dialogs import Menu, MenuEntry
from tui.widgets.document import DocumentView
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.app import TingsbokApp


class Place(NamedTuple):
    """One line of the menu.

    Attributes:
        key: Its letter.
        label: What it is called (English source text).
        target: ``view:NAME``, ``type:VIEW:TYPE`` or ``do:NAME``.
    """

    key: str
    label: str
    target: str


PLACES = (
    Place("g", N_("to the top"), "do:first"),
    Place("e", N_("to the end"), "do:last"),
    Place("s", N_("start"), "view:start"),
    Place("m", N_("meetings"), "view:meetings"),
    Place("n", N_("next meeting"), "do:next-meeting"),
    Place("a", N_("cases"), "view:cases"),
    Place("b", N_("decisions"), "view:decisions"),
    Place("t", N_("agreements"), "view:agreements"),
    Place("u", N_("assignments"), "view:assignments"),
    Place("p", N_("people"), "type:people:person"),
    Place("k", N_("calendar"), "view:calendar"),
    Place("o", N_("one body only …"), "do:scope"),
    Place("r", N_("organisations"), "type:people:organisation"),
    Place("h", N_("the whole log"), "view:log"),
    Place("d", N_("changed outside Tingsbok"), "do:outside"),
    Place("f", N_("the review's findings"), "do:findings"),
    Place("v", N_("in force today"), "do:in-force"),
    Place("l", N_("expiring"), "do:expiring"),
    Place("y", N_("statistics"), "do:stats"),
    Place("w", N_("saved views …"), "do:views"),
    Place("i", N_("settings"), "view:settings"),
)
"""Letters as they stand in the menu of the design; what does not exist has no letter."""


def open_goto(app: TingsbokApp) -> None:
    """Show the menu and go to what is chosen."""
    entries = [MenuEntry(place.key, t(place.label)) for place in PLACES]
    targets = {place.key: place.target for place in PLACES}

    async def chosen(key: str | None) -> None:
        if key is not None:
            await go_to(app, targets[key])

    app.push_screen(Menu(t("Go to"), entries), chosen)


async def go_to(app: TingsbokApp, target: str) -> None:
    """Go to one of the menu's places."""
    kind, _, rest = target.partition(":")
    if kind == "view":
        await app.navigator.go(rest)
    elif kind == "type":
        view, _, name = rest.partition(":")
        await app.navigator.go(view)
        app.navigator.show_type(name)
    elif rest in ("first", "last"):
        _scroll(app.navigator.page, rest)
    elif rest == "outside":
        app.navigator.open_outside()
    elif rest == "stats":
        app.navigator.open_stats()
    elif rest == "views":
        from tui.screens.views import choose_view

        choose_view(app)
    elif rest == "findings":
        app.navigator.open_findings()
    elif rest in ("in-force", "expiring"):
        app.navigator.open_in_force(expiring=rest == "expiring")
    elif rest == "scope":
        app.everywhere.do_app_scope()
    else:
        app.navigator.open_next_meeting()


def _scroll(page: Page | None, end: str) -> None:
    focused = page.focused if page else None
    if isinstance(focused, RecordTable):
        (focused.action_first if end == "first" else focused.action_last)()
    elif isinstance(focused, DocumentView):
        (focused.action_scroll_home if end == "first" else focused.action_scroll_end)()
