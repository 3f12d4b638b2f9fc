"""What an archive brings up when it has been opened: who the changes are by, and that it can only be read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.i18n import t
from tui.present.sentences import with_remedy
from tui.screens.base import Page
from tui.widgets.dialogs import Menu, MenuEntry, Prompt

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.app import TingsbokApp

EVERYWHERE, HERE = "a", "h"
"""Letters of the places where a name can be kept."""


class Opened(Struct, frozen=True):
    """What was found out about the archive that was opened.

    Attributes:
        root: Its folder.
        has_author: Whether git knows who makes changes in it.
        asked: Whether the user was asked for a name before.
        example: Whether it is the example.
        offered: Whether the tutorial has offered itself before.
        step: The step of the tutorial that was come to; -1 for none.
    """

    root: Path
    has_author: bool
    asked: bool
    example: bool
    offered: bool
    step: int


def greet(app: TingsbokApp, archive: Archive) -> None:
    """Say what is special about the archive, remember it, and ask what cannot be done without."""
    if archive.only_read is not None:
        app.navigator.say(with_remedy(archive.only_read.reason, archive.only_read.remedy))
    app.gateway.write(app, "opened", _look, partial(_greet, app), quiet=True)


def ask_identity(app: TingsbokApp) -> None:
    """Ask for name and address, and where to keep them."""

    def named(name: str | None) -> None:
        if name:
            prompt = Prompt(t("Your e-mail address"), note=t("It stands beside your name in the log."))
            app.push_screen(prompt, lambda address: _ask_where(app, name, address))

    app.push_screen(Prompt(t("Your name"), note=t("Every change says who made it. Esc: later.")), named)


def _look(archive: Archive) -> Opened:
    from tingsbok.remembered import Remembered
    from tingsbok.store.git_setup import identity
    from tui.reads.overview import is_example

    memory = Remembered()
    memory.opened(archive.root)
    example = is_example(archive)
    found = Opened(
        archive.root,
        bool(identity(archive.root)),
        memory.was_asked,
        example,
        memory.was_offered,
        memory.tutorial_step,
    )
    if example:
        memory.offered()
    if not found.has_author:
        memory.asked()
    return found


def _greet(app: TingsbokApp, found: Opened) -> None:
    only_read = app.archive is not None and app.archive.only_read is not None
    if not (found.has_author or found.asked or only_read) and isinstance(app.screen, Page):
        ask_identity(app)
    if found.example and app.options.tutorial:
        app.tutor.begin(found.step)
    elif found.example and not found.offered:
        app.tutor.is_offered = True
        app.renew()


def _ask_where(app: TingsbokApp, name: str, address: str | None) -> None:
    if not address:
        return
    entries = [
        MenuEntry(EVERYWHERE, t("For all my archives"), why=t("git's own settings on this computer")),
        MenuEntry(HERE, t("For this archive only")),
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            app.gateway.write(
                app,
                "identity",
                lambda archive: _keep(name, address, archive.root if key == HERE else None),
                lambda _: app.navigator.say(t("Changes are by {name} from now on.", name=name), done=True),
            )

    app.push_screen(Menu(t("Where shall it be kept?"), entries), chosen)


def _keep(name: str, address: str, root: Path | None) -> None:
    from tingsbok.store.git_setup import set_identity

    set_identity(name, address, root)
