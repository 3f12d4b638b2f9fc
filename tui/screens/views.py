"""Saved views: what a list shows, kept under a name and opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tingsbok.actions import Preview, ViewFile, Work
from tingsbok.i18n import current, t
from tingsbok.schema import RecordType
from tingsbok.views import SavedView, Views
from tui.present import listing
from tui.present.listing import ListQuery
from tui.present.rows import first_of
from tui.reads import views as reads
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.views import view_of
from tui.widgets.dialogs import Menu, MenuEntry, Prompt

if TYPE_CHECKING:
    from tui.app import TingsbokApp

COLUMNS, SAVE, OPEN = "1", "2", "3"
"""Keys of what a list's menu offers beside the orders."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_REMOVE = "-"


def entries() -> list[MenuEntry]:
    """What a list's menu offers beside the orders."""
    return [
        MenuEntry(COLUMNS, t("Columns …")),
        MenuEntry(SAVE, t("Save as a view …")),
        MenuEntry(OPEN, t("Open a saved view …")),
    ]


def choose_columns(
    app: TingsbokApp, record_type: RecordType, query: ListQuery, then: Callable[[tuple[str, ...]], None]
) -> None:
    """Show or hide columns, one at a time, until Esc; *then* gets the columns after each."""
    names = [first_of(column.spec) for column in record_type.columns]
    shown = [name for name in names if name in query.columns] or names
    lines = [
        MenuEntry(letter, f"[{'x' if name in shown else ' '}] {listing.facet_title(record_type, name)}")
        for letter, name in zip(_LETTERS, names, strict=False)
    ]

    def chosen(key: str | None) -> None:
        if key is None:
            return
        name = names[_LETTERS.index(key)]
        left = [each for each in names if (each in shown) != (each == name)]
        columns = tuple(left) if left and left != names else ()
        then(columns)
        choose_columns(app, record_type, listing.with_columns(query, columns), then)

    app.push_screen(Menu(t("Columns"), lines, note=t("Esc when you are done.")), chosen)


def save_view(app: TingsbokApp, query: ListQuery) -> None:
    """Ask for a name, show what is saved, and save it."""

    def named(title: str | None) -> None:
        if title:
            app.gateway.ask(app, "view", partial(reads.saving, title=title, query=query), partial(_show, app))

    note = t("Filter, order and columns, for everybody who has the archive.")
    app.push_screen(Prompt(t("Save as a view"), note=note, problem=_name_problem), named)


def choose_view(app: TingsbokApp) -> None:
    """Show the saved views and open the one that is chosen."""
    app.gateway.ask(app, "views", reads.views, partial(_choose, app))


def _choose(app: TingsbokApp, found: Views) -> None:
    if found.problems:
        first = found.problems[0]
        app.navigator.say(f"{first.path}: {first.message}", alert=True)
    if not found.views:
        if not found.problems:
            app.navigator.say(t("No views are saved. w on a list saves one."))
        return
    types = app.archive.schemas.types if app.archive else {}
    width = max(len(view.title) for view in found.views)
    lines = [
        MenuEntry(letter, view.title.ljust(width), why=types[view.type].plural(current()).lower())
        for letter, view in zip(_LETTERS, found.views, strict=False)
    ]
    if not (app.archive and app.archive.only_read):
        lines.append(MenuEntry(_REMOVE, t("Take a view away …")))

    async def chosen(key: str | None) -> None:
        if key == _REMOVE:
            _choose_removal(app, found.views)
        elif key is not None:
            await open_view(app, found.views[_LETTERS.index(key)])

    app.push_screen(Menu(t("Saved views"), lines), chosen)


def _choose_removal(app: TingsbokApp, views: Sequence[SavedView]) -> None:
    lines = [MenuEntry(letter, view.title) for letter, view in zip(_LETTERS, views, strict=False)]

    def chosen(key: str | None) -> None:
        if key is not None:
            name = views[_LETTERS.index(key)].name
            app.gateway.ask(app, "view", partial(reads.removing, name=name), partial(_show, app))

    app.push_screen(Menu(t("Take which view away?"), lines), chosen)


async def open_view(app: TingsbokApp, view: SavedView) -> None:
    """Go to the list of a view and show it."""
    from tui.screens.listing import ListingScreen

    name = view_of(view.type)
    if not name:
        app.navigator.say(t("Records of that type have no list of their own: search for them."))
        return
    await app.navigator.go(name)
    page = app.navigator.page
    if isinstance(page, ListingScreen):
        page.show_view(view)


def _show(app: TingsbokApp, found: tuple[Work, Preview]) -> None:
    work, preview = found
    dialog = PreviewDialog(t("Save the change?"), preview, t("saves"), _about(work))
    ask_to_save(app, dialog, "view", lambda archive: archive.carry_out(work))


def _about(work: Work) -> str:
    """The view as its file will say it; nothing for one that is taken away."""
    raw = next((change.raw for change in work.changes if isinstance(change, ViewFile)), None)
    return raw.decode("utf-8").strip() if raw else ""


def _name_problem(title: str) -> str:
    return "" if any(sign.isalnum() for sign in title) else t("It needs a letter or a digit.")
