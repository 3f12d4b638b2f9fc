"""A person's page: the record, and merging it with another one of the same person."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui import intents
from tui.intents import Intent
from tui.screens.merging import merge_with
from tui.screens.record import RecordScreen


class PersonScreen(RecordScreen):
    """One person.

    Args:
        identity: The person.
        view: Name of the view it belongs to.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (*RecordScreen.INTENTS, intents.PERSON_MERGE)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings([intents.PERSON_MERGE])]

    def do_person_merge(self) -> None:
        """Merge the person with another record."""
        merge_with(self.tingsbok, self.identity)
