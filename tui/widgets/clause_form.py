"""A form that grows by clauses: ctrl+n is another clause, the last line adds any other field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tingsbok.frontmatter import Value
from tingsbok.schema.types import Field
from tui.widgets.controls import Control, LongInput
from tui.widgets.form import RecordForm
from tui.widgets.lookups import Lookups
from tui.widgets.many_links import ManyLinks


class ClauseForm(RecordForm):
    """The form of a decision.

    Args:
        lookups: How to find, name and read what fields hold.
        clauses: Names of the fields that are clauses, the first one first.
    """

    ADD_KEY: ClassVar[str] = "Enter"

    def __init__(self, lookups: Lookups, clauses: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(lookups, id=id)
        self._clauses = tuple(clauses)

    def action_add_field(self) -> None:
        """Another clause, or the first empty one that is there already."""
        values = self.values()
        name = next((name for name in self._clauses if not values.get(name)), "")
        if name:
            self.focus_field(name)

    def focus_end(self, name: str) -> None:
        """Go to a clause, behind what is written there already."""
        row = self._rows.get((name,))
        if row is not None and isinstance(row.control, LongInput):
            row.control.move_cursor(row.control.document.end)
        self.focus_field(name)

    def show_field(self, name: str) -> None:
        """Show a field that was folded away."""
        if (name,) not in self._rows:
            self._add(name)

    def _missing(self) -> list[Field]:
        shown = {str(path[0]) for path in self._rows}
        return [
            field
            for field in super()._missing()
            if field.name not in self._clauses or self._is_next(field, shown)
        ]

    def _is_next(self, field: Field, shown: set[str]) -> bool:
        """Whether the clause comes after those that are shown: a later one cannot be added before it."""
        waiting = [name for name in self._clauses if name not in shown]
        return bool(waiting) and field.name == waiting[0]


class TaskForm(RecordForm):
    """The form of a task: whoever is named is added one after the other."""

    def control(self, field: Field, value: Value) -> Control | None:  # noqa: ARG002 - the signature of the base
        """Fields that name several are typed into."""
        if field.kind == "list" and field.item is not None and field.item.kind == "link":
            return ManyLinks(self._lookups, field.item.link_types)
        return None
