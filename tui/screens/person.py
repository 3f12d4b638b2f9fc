"""A person's page: the record, seats and meetings beside it, and merging it with another record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal

from tui import intents
from tui.intents import Intent
from tui.reads import person as reads
from tui.screens.life_column import LifeColumn
from tui.screens.merging import merge_with
from tui.screens.record import RecordScreen
from tui.widgets.document import DocumentView


class PersonScreen(RecordScreen):
    """One person.

    Args:
        identity: The person.
        view: Name of the view it belongs to.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (*RecordScreen.INTENTS, intents.PERSON_MERGE)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings([intents.PERSON_MERGE])]

    def content(self) -> Iterable[Any]:
        """What has changed in what it refers to; the document; seats and meetings over the years."""
        yield self.suspects_line()
        with Horizontal(id="columns"):
            yield DocumentView()
            yield LifeColumn(id="life")

    def load(self) -> None:
        """Read the record again, and what stands beside it if that can be seen."""
        super().load()
        self._read_life()

    @on(LifeColumn.Shown)
    def _read_life(self) -> None:
        column = self.query_one(LifeColumn)
        if column.is_seen and self.tingsbok.archive is not None:
            self.ask("life", lambda archive: reads.life_of(archive, self.identity), column.show, quiet=True)

    @on(LifeColumn.Chosen)
    def _clicked(self, event: LifeColumn.Chosen) -> None:
        self.navigator.open_record(event.id)

    def do_person_merge(self) -> None:
        """Merge the person with another record."""
        merge_with(self.tingsbok, self.identity)
