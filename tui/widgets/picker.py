"""Choose one or several records by typing a part of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tingsbok.i18n import N_, t
from tingsbok.ids import is_id
from tui.display import content
from tui.widgets.columns import Column
from tui.widgets.dialogs import Dialog
from tui.widgets.later import Later
from tui.widgets.line_input import LineInput
from tui.widgets.lookups import Complete, Found
from tui.widgets.pages import SECTION, Line, Lines
from tui.widgets.table import RecordTable

_NEW = "+"
_COLUMNS = (Column("", None), Column("", 26, drop=1))


class Picked(Struct, frozen=True):
    """What was picked.

    Attributes:
        ids: The chosen records, in the order they were marked.
        new: Name of the "new …" entry that was chosen instead; empty if none.
        text: What was typed.
    """

    ids: tuple[str, ...] = ()
    new: str = ""
    text: str = ""

    @property
    def id(self) -> str:
        """The chosen record; empty if a new one is wanted."""
        return self.ids[0] if self.ids else ""


class Picker(Dialog[Picked | None]):
    """Type to search, arrows to move, Enter to choose; the result is ``None`` if it was left.

    Args:
        title: What to pick.
        complete: Finds records for a text.
        types: Types of record to choose from; none means any.
        new: What else can be made: a name (returned as :attr:`Picked.new`) and its label for each.
        marks: Whether several can be chosen, with Space in the list.
        text: What is typed at first.
        note: A few words under the list when nothing is highlighted.
        delay: Seconds without a key before the search starts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "table('move', -1)", N_("Up"), show=False, priority=True),
        Binding("down", "table('move', 1)", N_("Down"), show=False, priority=True),
        Binding("pageup", "table('page', -1)", N_("Page up"), show=False, priority=True),
        Binding("pagedown", "table('page', 1)", N_("Page down"), show=False, priority=True),
        Binding("ctrl+n", "new", N_("New"), show=False),
    ]

    def __init__(
        self,
        title: str,
        complete: Complete,
        *,
        types: Sequence[str] = (),
        new: Sequence[tuple[str, str]] = (),
        marks: bool = False,
        text: str = "",
        note: str = "",
        delay: float = 0.08,
    ) -> None:
        super().__init__(title)
        self._complete = complete
        self._wanted_types = tuple(types)
        self._new = tuple(new)
        self._with_marks = marks
        self._typed = text
        self._note_text = note
        self._delay = delay
        self._found: dict[str, Found] = {}
        self._marked: dict[str, None] = {}

    def inside(self) -> Sequence[Widget]:
        """The line to type in, the list and the line about what is highlighted."""
        self._input = LineInput(self._typed, compact=True, placeholder=t("Type to search"))
        self._table = RecordTable(_COLUMNS, header=False, markable=self._with_marks)
        self._note = Static(content(self._note_text), classes="dialog--note")
        self._later = Later(self._table, self._search, self._show, self._delay)
        return self._input, self._table, self._note

    def keys(self) -> str:
        """How to choose."""
        if self._with_marks:
            return t("Enter choose  Tab list  Space mark  Esc close")
        return t("Enter choose  ctrl+n new  Esc close") if self._new else t("Enter choose  Esc close")

    def on_mount(self) -> None:
        """Let the user type."""
        self._input.focus()
        self._search_now()

    @property
    def is_settled(self) -> bool:
        """Whether the list fits what is typed: until then Enter would take something else."""
        return self._later.is_settled

    def _search_now(self) -> None:
        self._later.want(self._input.value)

    # --- searching

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._search_now()

    async def _search(self, text: str) -> list[Found]:
        return [Found(*one) for one in await self._complete(text, self._wanted_types)]

    def _show(self, text: str, found: Iterable[Found]) -> None:
        listed = list(found)
        self._found |= {one.id: one for one in listed}
        lines = [*self._lines(listed), *self._new_lines(text)]
        self._table.show(Lines(lines), empty=content(t("Nothing matches “{text}”.", text=text)))
        if not self._table.key:
            self._note.update(content(self._note_text))

    def _lines(self, found: Iterable[Found]) -> Iterator[Line]:
        for group, members in groupby(found, key=lambda one: one.group):
            if group:
                yield Line("", (group,), style=SECTION)
            for one in members:
                yield Line(one.id, (one.label, one.detail))

    def _new_lines(self, text: str) -> Iterator[Line]:
        for name, label in self._new:
            shown = f"+ {label} {t('“{text}”', text=text.strip())}" if text.strip() else f"+ {label}"
            yield Line(f"{_NEW}{name}", (shown, ""), style="strong")

    @on(RecordTable.RowHighlighted)
    def _highlighted(self, event: RecordTable.RowHighlighted) -> None:
        event.stop()
        found = self._found.get(event.key)
        self._note.update(content(_described(found) if found else self._note_text))

    # --- choosing

    def action_table(self, action: str, step: int) -> None:
        """Move in the list while the line has the keys."""
        move = self._table.action_move if action == "move" else self._table.action_page
        move(step)

    def action_new(self) -> None:
        """Take the first "new …" entry."""
        if self._new:
            self._choose(f"{_NEW}{self._new[0][0]}")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self._table.key)

    @on(RecordTable.RowChosen)
    def _chosen(self, event: RecordTable.RowChosen) -> None:
        event.stop()
        self._choose(event.key)

    @on(RecordTable.MarksChanged)
    def _marks_changed(self, event: RecordTable.MarksChanged) -> None:
        event.stop()
        kept = {key: None for key in self._marked if key in event.keys}
        self._marked = kept | {key: None for key in event.keys if key in self._found}

    def _choose(self, key: str) -> None:
        text = self._input.value.strip()
        if key.startswith(_NEW):
            self.dismiss(Picked(new=key.removeprefix(_NEW), text=text))
        elif self._marked:
            self.dismiss(Picked(tuple(self._marked), text=text))
        elif key:
            self.dismiss(Picked((key,), text=text))


def _described(found: Found) -> str:
    """What is under the cursor in full; the id too if it is a record's and not an entry of our own making."""
    return "  ".join(filter(None, (found.label, found.detail, found.id if is_id(found.id) else "")))
