"""Small questions over the screen: confirm, choose by letter, type a line. Each returns its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static

from tingsbok.i18n import N_, t
from tui.display import content
from tui.stylesheet import LATER
from tui.widgets.line_input import LineInput
from tui.widgets.lines import look

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A box in the middle of the screen with a title, something to answer and its keys."""

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", N_("Close"), show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Build the box around what the dialog asks."""
        box = Vertical(*self.inside(), classes="dialog--box")
        box.border_title = content(f" {self._title} ")
        if keys := self.keys():
            box.border_subtitle = content(f" {keys} ")
        yield box

    def inside(self) -> Sequence[Widget]:
        """The widgets in the box."""
        raise NotImplementedError

    def keys(self) -> str:
        """The keys of the dialog, shown in its lower border."""
        return ""

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Answers(Widget, can_focus=True):
    """Answers in a row, one of them current."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"answers--current"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,shift+tab", "move(-1)", show=False),
        Binding("right,tab", "move(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    current: reactive[int] = reactive(0)

    class Chosen(Message):
        """An answer was chosen.

        Args:
            index: Its place in the row.
        """

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = tuple(labels)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """Return the width of all answers."""
        return sum(content(label).cell_length + 7 for label in self._labels) - 2

    def render(self) -> Content:
        """Return the row; the current answer has signs as well as colour."""
        return Content("  ").join(self._answer(index, label) for index, label in enumerate(self._labels))

    def _answer(self, index: int, label: str) -> Content:
        current = index == self.current
        text = content(f">[ {label} ]" if current else f" [ {label} ]")
        if current:
            text = text.stylize(look(self, "answers--current"))
        return text.stylize(Style.from_meta({"answer": index}))

    def action_move(self, step: int) -> None:
        """Make the next answer current."""
        self.current = (self.current + step) % len(self._labels)

    def action_choose(self) -> None:
        """Choose the current answer."""
        self.post_message(self.Chosen(self.current))

    async def _on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("answer")
        if isinstance(index, int):
            event.stop()
            self.post_message(self.Chosen(index))


class Confirm(Dialog[str]):
    """A question for what cannot be undone. Enter and Esc give the safe answer.

    The result is ``""`` for the safe answer and the key of any other.

    Args:
        title: The question.
        body: What will happen and to what; several lines.
        safe: Label of the safe answer.
        other: Label of the other answer (its first letter is the key), or a key and a label for each.
    """

    def __init__(self, title: str, body: str, safe: str, other: str | Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._body = body
        others = [(other[:1].lower(), other)] if isinstance(other, str) else list(other)
        self._answers = [("", safe), *others]

    def inside(self) -> Sequence[Widget]:
        """The text and the answers."""
        text = Static(content(self._body, keep_newlines=True), classes="dialog--text")
        return text, Answers([label for _, label in self._answers])

    def keys(self) -> str:
        """Every answer's key."""
        keys = [f"Enter {self._answers[0][1]}", *(f"{key} {label}" for key, label in self._answers[1:])]
        return "  ".join(keys)

    def action_cancel(self) -> None:
        """Esc is the safe answer."""
        self.dismiss("")

    async def _on_key(self, event: events.Key) -> None:
        if event.character and event.character in {key for key, _ in self._answers[1:]}:
            event.stop()
            self.dismiss(event.character)

    @on(Answers.Chosen)
    def _chosen(self, event: Answers.Chosen) -> None:
        self.dismiss(self._answers[event.index][0])


class MenuEntry(NamedTuple):
    """One choice of a menu.

    Attributes:
        key: The letter that chooses it, and the menu's result.
        label: What it does.
        enabled: Whether it can be chosen now.
        why: Why it cannot, or a few more words about it.
    """

    key: str
    label: str
    enabled: bool = True
    why: str = ""


class MenuList(Widget, can_focus=True):
    """The entries of a menu, one a line; in columns beside each other where the window is too low."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "menu-list--cursor",
        "menu-list--key",
        "menu-list--why",
        "menu-list--off",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    cursor: reactive[int] = reactive(0)

    _FRAME = 6
    """Rows above and below the entries, and cells beside them, that the box and its surroundings take."""

    class Chosen(Message):
        """An entry was chosen.

        Args:
            key: Its key.
        """

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, entries: Sequence[MenuEntry], current: str) -> None:
        super().__init__()
        self._entries = tuple(entries)
        keys = [entry.key for entry in entries]
        self.set_reactive(MenuList.cursor, keys.index(current) if current in keys else 0)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """Return the width of the longest entry, in each column."""
        columns = -(-len(self._entries) // self._rows()) if self._entries else 1
        return self._widest() * columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the rows of the longest column."""
        return self._rows()

    def _widest(self) -> int:
        return max((self._line(entry, current=False).cell_length + 1 for entry in self._entries), default=0)

    def _rows(self) -> int:
        """Entries below each other: all, if the window is high enough or too narrow for more columns."""
        count, window = len(self._entries), self.app.size
        fit = max(1, (window.width * 9 // 10 - self._FRAME) // max(1, self._widest()))
        needed = -(-count // max(1, window.height - self._FRAME))
        return -(-count // max(1, min(fit, needed)))

    def render(self) -> Content:
        """Return all entries."""
        rows = max(1, self._rows())
        columns = -(-len(self._entries) // rows)
        width = self.size.width // max(1, columns)
        return Content("\n").join(
            Content("").join(
                self._entry(index, self._entries[index], width)
                for index in range(row, len(self._entries), rows)
            )
            for row in range(rows)
        )

    def _entry(self, index: int, entry: MenuEntry, width: int) -> Content:
        current = index == self.cursor
        line = self._line(entry, current=current).truncate(width, ellipsis=True, pad=True)
        if current:
            line = Content(line.plain).stylize(look(self, "menu-list--cursor"))
        return line.stylize(Style.from_meta({"entry": index}))

    def _line(self, entry: MenuEntry, *, current: bool) -> Content:
        key = self._part(f" {'>' if current else ' '} {entry.key}  ", "menu-list--key")
        label = content(entry.label) if entry.enabled else self._part(entry.label, "menu-list--off")
        why = self._part(f"   {entry.why}", "menu-list--why") if entry.why else Content("")
        return key + label + why

    def _part(self, text: str, component: str) -> Content:
        return content(text).stylize(look(self, component))

    def watch_cursor(self) -> None:
        """Bring the entry into sight where the box is lower than its entries."""
        if isinstance(self.parent, Widget) and self.is_attached:
            row = self.virtual_region.y + self.cursor % max(1, self._rows())
            self.parent.scroll_to_region(Region(0, row, 1, 1), animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Go to the next entry, past the end to the other end."""
        self.cursor = (self.cursor + step) % len(self._entries)

    def action_beside(self, step: int) -> None:
        """Go to the entry in the column beside, if there is one."""
        target = self.cursor + step * self._rows()
        if 0 <= target < len(self._entries):
            self.cursor = target

    def action_choose(self) -> None:
        """Choose the entry under the cursor, if it can be chosen."""
        entry = self._entries[self.cursor]
        if entry.enabled:
            self.post_message(self.Chosen(entry.key))

    def choose(self, key: str) -> None:
        """Go to the entry with *key* and choose it."""
        for index, entry in enumerate(self._entries):
            if entry.key == key:
                self.cursor = index
                self.action_choose()

    async def _on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("entry")
        if isinstance(index, int):
            event.stop()
            self.cursor = index
            self.action_choose()


class Menu(Dialog[str | None]):
    """Choices with a letter each; the result is the letter, ``None`` if none was chosen.

    Args:
        title: What to choose.
        entries: The choices; tuples in the order of :class:`MenuEntry` will do.
        current: Key of the entry that Enter takes.
        note: A line under the entries.
    """

    def __init__(
        self,
        title: str,
        entries: Sequence[MenuEntry | tuple[str, str] | tuple[str, str, bool, str]],
        *,
        current: str = "",
        note: str = "",
    ) -> None:
        super().__init__(title)
        self._list = MenuList([MenuEntry(*entry) for entry in entries], current)
        self._note = note
        self._follow: Callable[[int], None] | None = None

    def on_current(self, follow: Callable[[int], None]) -> None:
        """Call *follow* with the place of the entry that the cursor comes to, so that a choice is seen."""
        self._follow = follow

    def on_mount(self) -> None:
        """From now on somebody may follow the cursor."""
        if self._follow is not None:
            self.watch(self._list, "cursor", self._follow, init=False)

    def inside(self) -> Sequence[Widget]:
        """The entries and the note."""
        note = Static(content(self._note, keep_newlines=True), classes="dialog--note")
        return (self._list, note) if self._note else (self._list,)

    def keys(self) -> str:
        """How to choose."""
        return t("letter or Enter choose  Esc close")

    async def _on_key(self, event: events.Key) -> None:
        if event.character and event.character.isprintable():
            event.stop()
            self._list.choose(event.character)

    @on(MenuList.Chosen)
    def _chosen(self, event: MenuList.Chosen) -> None:
        self.dismiss(event.key)


class Prompt(Dialog[str | None]):
    """A line of text to type; the result is the text, ``None`` if it was left by Esc.

    Args:
        title: What to type.
        value: What stands there at first.
        note: A few words of help under the line.
        problem: Says what is wrong with a text; a text with a problem is not accepted.
    """

    def __init__(
        self, title: str, value: str = "", *, note: str = "", problem: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(title)
        self._value = value
        self._note = Static(content(note), classes="dialog--note")
        self._problem = problem

    def inside(self) -> Sequence[Widget]:
        """The line and the note."""
        return LineInput(self._value, compact=True), self._note

    def keys(self) -> str:
        """How to answer."""
        return t("Enter accept  Esc cancel")

    @on(Input.Submitted)
    def _accept(self, event: Input.Submitted) -> None:
        event.stop()
        problem = self._problem(event.value) if self._problem else ""
        if problem:
            self._note.update(content(f"! {problem}"))
            self._note.add_class("-problem")
        else:
            self.dismiss(event.value)
