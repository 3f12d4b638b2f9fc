"""A field that names several: type a part of a name, Enter adds it, Enter on nothing goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tui.display import content
from tui.widgets.controls import Edited, tidy
from tui.widgets.dropdown import Dropdown
from tui.widgets.later import Later
from tui.widgets.line_input import LineInput
from tui.widgets.lookups import Found, Lookups

WORDS = "="
"""Begins a value that is words and names no record."""


class ManyLinks(Widget):
    """Several links, and words where nothing has such a name.

    Args:
        lookups: How to find and name records.
        types: Types of record that the field takes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Choose"), show=False),
        Binding("up", "move(-1)", N_("Choose"), show=False),
        Binding("escape", "close", N_("Close"), show=False),
        Binding("backspace", "remove", N_("Remove"), show=False),
    ]

    def __init__(self, lookups: Lookups, types: Sequence[str]) -> None:
        super().__init__()
        self._lookups = lookups
        self._types = tuple(types)
        self._values: list[str] = []
        self._names: dict[str, str] = {}
        self._list = Dropdown()
        self._later = Later(self, self._find, self._offer, lookups.delay)
        self._chosen = Static("", classes="many-links--chosen")
        self._input = LineInput(compact=True)

    def compose(self) -> ComposeResult:
        """Those that are chosen, the line to type in, and the list under it."""
        yield self._chosen
        yield self._input
        yield self._list

    def on_mount(self) -> None:
        """Show those that are chosen."""
        self._paint()

    # --- what a form needs

    @property
    def is_settled(self) -> bool:
        """Whether the list fits what is typed: until then Enter would take something else."""
        return self._later.is_settled

    def stored(self) -> Value:
        """Return ids and words; what is typed and not chosen counts as words, so that nothing is lost."""
        typed = tidy(self._input.value)
        return [*self._values, *([f"{WORDS}{typed}"] if typed else [])]

    def load(self, value: Value) -> None:
        """Show the values."""
        self._values = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        self._paint()

    def note(self) -> str:
        """Nothing to add."""
        return ""

    # --- typing and choosing

    def _paint(self) -> None:
        names = [self._called(value) for value in self._values]
        self._chosen.display = bool(names)
        self._chosen.update(content("  ".join(f"[{name}]" for name in names)))

    def _called(self, value: str) -> str:
        if value.startswith(WORDS):
            return t("“{text}”", text=value.removeprefix(WORDS))
        return self._names.get(value) or self._lookups.name(value)

    async def _find(self, text: str) -> Sequence[Found]:
        words = tidy(text)
        if not words:
            return ()
        found = [Found(*one) for one in await self._lookups.complete(text, self._types)]
        return [*found, Found(f"{WORDS}{words}", t("“{text}” as words", text=words))]

    def _offer(self, text: str, found: Sequence[Found]) -> None:  # noqa: ARG002 - the answer to the last text
        if self._input.has_focus:
            self._list.show([one for one in found if one.id not in self._values])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Edited())
        if event.value.strip():
            self._later.want(event.value)
        else:
            self._close()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if self._input.value.strip():
            event.stop()
            self._take_typed()

    @on(Dropdown.Chosen)
    def _clicked(self, event: Dropdown.Chosen) -> None:
        event.stop()
        self._take(event.found)

    def _take_typed(self) -> None:
        """Take the choice under the cursor; what is typed becomes words if nothing fits."""
        words = tidy(self._input.value)
        self._take(self._list.current or Found(f"{WORDS}{words}", words))

    def _take(self, found: Found) -> None:
        self._close()
        self._names[found.id] = found.label
        if found.id not in self._values:
            self._values.append(found.id)
        self._input.value = ""
        self._paint()
        self.post_message(Edited())

    def _close(self) -> None:
        self._later.forget()
        self._list.show(())

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Esc, Up and Down to the form while no list is open, and Backspace to the line."""
        if action == "remove":
            return not self._input.value and bool(self._values)
        return self._list.is_open or action not in {"close", "move"} or parameters == ()

    def action_move(self, step: int) -> None:
        """Move in the list."""
        self._list.move(step)

    def action_close(self) -> None:
        """Close the list."""
        self._close()

    def action_remove(self) -> None:
        """Take the last one away."""
        self._values.pop()
        self._paint()
        self.post_message(Edited())

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:  # noqa: ARG002 - Textual's signature
        if self._input.value.strip() and self.is_attached:
            self._take_typed()
        self._close()
