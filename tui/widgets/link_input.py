"""A field that leads to another record: type a part of its name and choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tui.widgets.controls import Edited, tidy
from tui.widgets.dropdown import NOT_ONE, Dropdown
from tui.widgets.later import Later
from tui.widgets.line_input import LineInput
from tui.widgets.lookups import Day, Found, Lookups, item_apart, to_items

_NEW = "+"
_MISSING = N_("! no such record")


class NewWanted(Message):
    """The user wants a record that does not exist yet.

    Args:
        type: The type of the new record.
        text: What was typed: its name, perhaps.
        fill: To be called with the new record's id and name; puts it where it was missed.
    """

    def __init__(self, type: str, text: str, fill: Callable[[str, str], None]) -> None:
        super().__init__()
        self.type = type
        self.text = text
        self.fill = fill


def new_choices(lookups: Lookups, types: Sequence[str], text: str) -> list[Found]:
    """Return an entry "new …" for each type that a field takes."""
    return [
        Found(f"{_NEW}{name}", t("+ New {type} “{text}”", type=lookups.type_title(name).lower(), text=text))
        for name in types
        if name != "*" and text.strip()
    ]


class LinkInput(Widget):
    """One link.

    Args:
        lookups: How to find and name records.
        types: Types of record that the field takes.
        or_date: Whether it also takes a date.
        to_item: Whether it also takes a meeting with one of its items.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Choose"), show=False),
        Binding("up", "move(-1)", N_("Choose"), show=False),
        Binding("escape", "close", N_("Close"), show=False),
        Binding("ctrl+n", "new", N_("New"), show=False),
    ]

    def __init__(
        self, lookups: Lookups, types: Sequence[str], *, or_date: bool = False, to_item: bool = False
    ) -> None:
        super().__init__()
        self._lookups = lookups
        self._types = tuple(types)
        self._or_date = or_date
        self._to_item = to_item
        self._complete = to_items(lookups.complete) if to_item else lookups.complete
        self._target = ""
        self._shown = ""  # the text that stands for the target
        self._list = Dropdown()
        self._later = Later(self, self._find, self._offer, lookups.delay)
        self._input: Input | None = None

    def compose(self) -> ComposeResult:
        """The line to type in and the list under it."""
        self._input = LineInput(self._shown, compact=True, select_on_focus=True)
        yield self._input
        yield self._list

    @property
    def is_settled(self) -> bool:
        """Whether the list fits what is typed: until then Enter would take something else."""
        return self._later.is_settled

    @property
    def _text(self) -> str:
        return self._input.value if self._input else self._shown

    def stored(self) -> Value:
        """Return the id of what is chosen, or would be on leaving; other text as it was typed."""
        offered = self._offered
        return offered.id if offered is not None else self._written()

    def _written(self) -> str:
        text = tidy(self._text)
        if text == tidy(self._shown):
            return self._target
        return self._day(text).iso or text

    @property
    def _offered(self) -> Found | None:
        """The record that stands for the typed text once the field is left."""
        current = self._list.current if self._text != self._shown and self.is_settled else None
        return None if current is None or current.id.startswith(_NEW) else current

    def _day(self, text: str) -> Day:
        """Read a text as a date, where one may stand."""
        return self._lookups.day(text) if self._or_date and text else Day("")

    def load(self, value: Value) -> None:
        """Show the record with this id."""
        target = value if isinstance(value, str) else ""
        self._set(target, self._label(target))

    def _label(self, target: str) -> str:
        is_day = self._or_date and target[:4].isdigit() and self._lookups.name_of(target) is None
        return target if is_day or not target else self._lookups.name(target)

    def _set(self, target: str, shown: str) -> None:
        self._target, self._shown = target, shown
        if self._input is not None:
            self._input.value = shown

    def note(self) -> str:
        """Return what the typed text leads to when it does not show itself."""
        written = self._written()
        if (
            not written
            or self._offered is not None
            or self._lookups.name_of(written.partition("#")[0]) is not None
        ):
            return ""
        day = self._day(written)
        if day.iso:
            return f"= {day.shown}"
        return f"! {day.problem}" if day.problem else t(_MISSING)

    def fault(self) -> str:
        """Return why the typed text leads nowhere, and what can be done here; empty if it leads somewhere."""
        day = self._day(self._written())
        if day.problem or not self.note().startswith("!"):
            return day.problem
        name, item = self._item_of(self._text)
        if item and not name:
            return t("Name the meeting before the item, such as LSG 2024-09-20 § 39.")
        said = t("Neither a date nor a record.") if self._or_date else t("There is no such record.")
        if not self._new_types:
            return said
        types = ", ".join(self._lookups.type_title(name).lower() for name in self._new_types)
        return f"{said} {t('ctrl+n in the field adds one ({types}).', types=types)}"

    @property
    def _new_types(self) -> tuple[str, ...]:
        return tuple(name for name in self._types if name != "*")

    # --- typing and choosing

    async def _find(self, text: str) -> Sequence[Found]:
        name, item = self._item_of(text)
        if item and not name:
            return [Found(target, self._lookups.name(target)) for target in self._same_meeting(item)]
        found = [Found(*one) for one in await self._complete(text, self._types)]
        return found if item else [*found, *new_choices(self._lookups, self._types, tidy(text))]

    def _item_of(self, text: str) -> tuple[str, str]:
        """The record and the item that a text names, where an item may be named."""
        return item_apart(tidy(text)) if self._to_item else (text, "")

    def _same_meeting(self, item: str) -> list[str]:
        """Another item of the meeting that stands here; none if no item of any stands here."""
        record, mark, _ = self._target.partition("#")
        return [f"{record}#{item}"] if record and mark else []

    def _offer(self, text: str, found: Sequence[Found]) -> None:
        if self._input is not None and self._input.has_focus:
            self._list.show(found, NOT_ONE if self._stands(tidy(text), found) else 0)
            self.post_message(Edited())  # what is offered is what would be saved now

    def _stands(self, text: str, found: Sequence[Found]) -> bool:
        """Whether what is typed stands until the user moves in the list.

        A date does, also one that is impossible, an emptied field, and what can only be guessed at.
        """
        day = self._day(text)
        emptied = not text and self._text != self._shown
        return bool(day.iso or day.problem or emptied or (found and found[0].guess))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        # also when it says again what it said: what was wrong with it no longer is
        self.post_message(Edited())
        if event.value == self._shown:
            self._close()  # what is offered was for other text
            return
        if self._input is not None and self._input.has_focus:
            self._later.want(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if self._list.current is not None and self.is_settled:
            event.stop()
            self._take(self._list.current)

    @on(Dropdown.Chosen)
    def _clicked(self, event: Dropdown.Chosen) -> None:
        event.stop()
        self._take(event.found)

    def _take(self, found: Found) -> None:
        self._close()
        if found.id.startswith(_NEW):
            self.post_message(NewWanted(found.id.removeprefix(_NEW), tidy(self._text), self.fill))
            return
        self._set(found.id, found.label)
        self.post_message(Edited())

    def fill(self, target: str, name: str) -> None:
        """Choose the new record with this id and name, as if the user had."""
        self._lookups.learn(target, name)
        self._set(target, name)
        self.post_message(Edited())

    def _close(self) -> None:
        self._later.forget()
        self._list.show(())

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Esc and Up to the form while no list is open, and ctrl+n while nothing is missing."""
        if action == "new":
            return bool(self._new_types) and self.note() == t(_MISSING)
        if action == "close" or parameters == (-1,):
            return self._list.is_open
        return True

    def action_move(self, step: int) -> None:
        """Move in the list, or open it for the text that stands here."""
        if self._list.is_open:
            self._list.move(step)
            self.post_message(Edited())
        else:
            self._later.want("" if self._text == self._shown else self._text)

    def action_new(self) -> None:
        """Ask for a new record of the first type that the field takes."""
        self._take(new_choices(self._lookups, self._new_types, self._text)[0])

    def action_close(self) -> None:
        """Close the list."""
        self._close()
        self.post_message(Edited())

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:  # noqa: ARG002 - Textual's signature
        if (offered := self._offered) is not None:
            self._take(offered)
        elif self._text != self._shown and (day := self._day(tidy(self._text))).iso:
            self._set(day.iso, day.iso)
        self._close()
