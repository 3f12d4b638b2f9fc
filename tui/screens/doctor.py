"""Whether this computer has all that the program needs: each thing with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tingsbok.i18n import t
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.screens.base import Page

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.questions.doctor import Finding, Terminal
    from tingsbok.settings import Settings

MARKS = {"ok": " ", "warning": "?", "error": "!"}
"""Signs before a line; advice and error also stand above the rest."""


class DoctorScreen(Page):
    """The computer, the terminal and the archive, looked at once each time the page is read."""

    INTENTS: ClassVar[tuple[Intent, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "start"

    def content(self) -> Iterable[Any]:
        """What was found."""
        with VerticalScroll(id="found"):
            yield Static(t("Reading …"), id="text", markup=False, classes="page-text")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.set_focus(self.query_one("#found"))

    def place(self) -> Sequence[str]:
        """The page."""
        return (t("This computer"),)

    def load(self) -> None:
        """Look at everything."""
        size, settings = self.app.size, self.tingsbok.settings
        window = (size.width, size.height)
        self.ask("doctor", lambda archive: _examine(archive, window, settings), self._show)

    def _show(self, found: list[Finding]) -> None:
        text = "\n".join(lines(found))
        self.query_one("#text", Static).update(content(text, keep_newlines=True))


def lines(found: Sequence[Finding]) -> list[str]:
    """A line for each thing, what must be mended first, and what to do under it."""
    ranked = sorted(found, key=lambda each: list(MARKS).index(each.level), reverse=True)
    width = max((len(each.what) for each in found), default=0)
    shown = []
    for each in ranked:
        shown.append(f"{MARKS[each.level]} {each.what.ljust(width)}  {each.found}")
        shown += [f"  {' ' * width}  {each.remedy}"] if each.remedy else []
    wrong = sum(each.level != "ok" for each in found)
    several = t("{count} things could be better.", count=wrong) if wrong else t("All is well.")
    said = t("1 thing could be better.") if wrong == 1 else several
    return [said, "", *shown]


def _examine(archive: Archive, window: tuple[int, int], settings: Settings) -> list[Finding]:
    from tingsbok import config
    from tingsbok.questions.doctor import of_archive, of_computer

    terminal = _terminal(window, colour=settings.switch("color"))
    editor = config.editor_command(settings.text("editor"), archive.git_editor())
    faults = [fault.sentence for fault in settings.faults]
    return [
        *of_computer(terminal, editor, faults, archive.root),
        *of_archive(archive.root, archive),
    ]


def _terminal(window: tuple[int, int], *, colour: bool) -> Terminal:
    import sys

    from tingsbok.questions.doctor import Terminal

    return Terminal(*window, sys.__stdout__.encoding if sys.__stdout__ else "", "", colour)
