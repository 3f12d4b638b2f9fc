"""The log: every change of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tingsbok.i18n import t
from tui import intents, reads
from tui.intents import Intent
from tui.present import sentences
from tui.reads import LogFilter
from tui.screens.changes import ChangesPage
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

_PERIOD, _ALL = "period", "all"
_DAY = len("2024-11-08")


class LogScreen(ChangesPage):
    """Who changed what, when, from what to what; put it back."""

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.COMPARE, intents.RESTORE, intents.PERSON, intents.VIEWAS, intents.COPY),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "log"
        self.chosen = LogFilter()

    def subject(self) -> str:
        """The record that the change under the cursor is about."""
        return self.revision.ids[0] if self.revision and self.revision.ids else ""

    def ask_part(self, before: str) -> None:
        """Ask for changes of the whole archive."""
        chosen = self.chosen
        self.ask("log", lambda archive: reads.log_part(archive, chosen, before), self.show_part)

    def facts(self) -> str:
        """How many changes are shown and what narrows them."""
        number = sentences.changes(len(self.part.lines), complete=self.part.complete) if self.part else ""
        period = "–".join(dict.fromkeys(filter(None, (self.chosen.since, self.chosen.until))))
        narrowed = " ".join(filter(None, (self.chosen.author, period)))
        return "   ".join(filter(None, (number, narrowed)))

    # --- filter

    def do_log_filter(self) -> None:
        """Choose a person or a period."""
        authors = sorted({each.author for each in self.part.revisions}) if self.part else []

        async def complete(text: str, types: Sequence[str]) -> list[Found]:  # noqa: ARG001 - a picker's own signature
            return [Found(name, name) for name in authors if text.casefold() in name.casefold()]

        new = [(_PERIOD, t("From the day, or between two days:")), (_ALL, t("All changes"))]
        note = t("A period may be: 2024-10  2024-10-01..2024-10-31")
        self.app.push_screen(Picker(t("Show which changes?"), complete, new=new, note=note), self._chosen)

    def _chosen(self, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.new == _PERIOD:
            since, between, until = (part.strip() for part in picked.text.partition(".."))
            if not between and len(since) < _DAY:  # a month or a year is a period by itself
                until = since
            self.chosen = LogFilter(self.chosen.author, since, until)
        else:
            self.chosen = LogFilter(author=picked.id)
        self.load()
