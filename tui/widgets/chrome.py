"""The frame around every screen: where am I, which views are there, what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from tui.display import content
from tui.widgets.lines import ELLIPSIS, fit, look

_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_WORK_SHOWS_AFTER = 0.1


class ChromeLine(Widget):
    """One line of the frame, with parts that can be clicked."""

    def part(self, text: str, *components: str, meta: dict[str, object] | None = None) -> Content:
        """Return *text* in the look of *components*; *meta* is what a click on it finds."""
        plain = content(text)
        for component in components:
            plain = plain.stylize(look(self, component))
        return plain.stylize(Style.from_meta(meta)) if meta else plain


class PlaceLine(ChromeLine):
    """The first row: the way to this screen on the left; scope, day and week on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"place-line--place", "place-line--state", "place-line--details"}

    place: reactive[tuple[str, ...]] = reactive(())
    """The way here, outermost first, such as ``("Möten", "LSG 2024-09-20")``."""
    state: reactive[str] = reactive("")
    """What is special about this place, such as ``utkast``."""
    details: reactive[tuple[str, ...]] = reactive(())
    """What stands on the right; the first ones leave when the window is narrow."""

    def show(self, place: Sequence[str], details: Sequence[str] = (), state: str = "") -> None:
        """Say where the user is."""
        self.place, self.details, self.state = tuple(place), tuple(details), state

    def render(self) -> Content:
        """Return the line."""
        width = self.size.width
        place, state = _way(self.place, width * 2 // 3), f"  {self.state}" if self.state else ""
        left = Content.assemble(
            self.part(f" {place}", "place-line--place"), self.part(state, "place-line--state")
        ).truncate(width, ellipsis=True)
        right = _joined(self.details, width - left.cell_length - 2)
        space = " " * max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, space, self.part(right.plain, "place-line--details"))


def _way(place: Sequence[str], width: int) -> str:
    """Join the steps, the outermost replaced by an ellipsis when they do not fit."""
    for first in range(len(place)):
        steps = (ELLIPSIS, *place[first:]) if first else tuple(place)
        text = " > ".join(steps)
        if content(text).cell_length <= width:
            return text
    return fit(place[-1], width).rstrip() if place else ""


def _joined(details: Sequence[str], width: int) -> Content:
    for first in range(len(details)):
        text = content(" | ".join(details[first:]) + " ")
        if text.cell_length <= width:
            return text
    return Content("")


class ViewTabs(ChromeLine):
    """The second row: the views with their numbers, the current one in brackets."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"view-tabs--current", "view-tabs--key"}
    ALL_FROM = 140
    """Width from which the view of number 0 has room too; before that only its key leads there."""

    views: reactive[tuple[tuple[int, str], ...]] = reactive(())
    """Number and label of each view."""
    current: reactive[int] = reactive(-1)
    """Number of the view that is shown; any other number means none of them."""

    class ViewChosen(Message):
        """A view was clicked.

        Args:
            number: The view's number.
        """

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def show(self, views: Sequence[tuple[int, str]], current: int) -> None:
        """Show these views."""
        self.views, self.current = tuple(views), current

    def render(self) -> Content:
        """Return the line; where it is narrow, labels are shortened alike until all views fit."""
        width = self.size.width
        longest = min(width, max((len(label) for _, label in self._shown), default=0))
        line = self._line(longest, edge=" ")  # brackets take the place of spaces: nothing moves
        for length in range(longest, -1, -1):
            if line.cell_length <= width:
                break
            line = self._line(length, edge="")
        return line

    @property
    def _shown(self) -> Sequence[tuple[int, str]]:
        return [view for view in self.views if view[0] or self.size.width >= self.ALL_FROM]

    def _line(self, length: int, edge: str) -> Content:
        tabs: list[Content] = []
        for number, label in self._shown:
            current = number == self.current
            text = f"{number} {label if current else _short(label, length)}".strip()
            tabs.append(self._tab(number, text, edge, current=current))
        before = "" if edge or (self.views and self.views[0][0] == self.current) else " "
        return Content(before) + Content("" if edge else " ").join(tabs)

    def _tab(self, number: int, text: str, edge: str, *, current: bool) -> Content:
        meta: dict[str, object] = {"view": number}
        if current:
            return self.part(f"[{text}]", "view-tabs--current", meta=meta)
        key, space, label = text.partition(" ")
        start = self.part(edge, meta=meta) + self.part(key, "view-tabs--key", meta=meta)
        return start + self.part(space + label + edge, meta=meta)

    async def _on_click(self, event: events.Click) -> None:
        number = event.style.meta.get("view")
        if isinstance(number, int):
            event.stop()
            self.post_message(self.ViewChosen(number))


def _short(label: str, length: int) -> str:
    if len(label) <= length:
        return label
    return label[: length - 1] + "." if length > 1 else ""


class RuleLine(ChromeLine):
    """The thin line under the views; what guides the user stands in it, where it takes no row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rule-line--text"}

    text: reactive[str] = reactive("")
    """What it says; empty for a line without words."""

    def render(self) -> Content:
        """Return the line."""
        width = self.size.width
        if not self.text:
            return content("─" * width)
        said = self.part(f" {self.text} ", "rule-line--text")
        return Content.assemble("─", said, "─" * max(0, width - said.cell_length - 1)).truncate(width)


class StatusLine(ChromeLine):
    """The row above the hints: the result of the last act, or what is going on now.

    Args:
        delay: Seconds of work before a sign of it shows: quick answers do not flicker.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--error", "status-line--done", "status-line--work"}

    result: reactive[tuple[str, str]] = reactive(("", "info"))
    """The last result and its kind."""
    work_text: reactive[str] = reactive("")
    """What is going on, once it has lasted longer than the delay."""
    frame: reactive[int] = reactive(0)

    def __init__(self, *, delay: float = _WORK_SHOWS_AFTER, id: str | None = None) -> None:
        super().__init__(id=id)
        self._delay = delay
        self._timer: Timer | None = None

    def say(self, text: str, kind: Literal["info", "passing", "done", "error"] = "info") -> None:
        """Show a result until the next one; an error has a sign before it as well as a colour.

        What is passing holds for one key only: why it did nothing is wrong as soon as another one is pressed.
        """
        self.result = (text, kind)

    def go_on(self) -> None:
        """The user has gone on: what was said of the last key is over."""
        if self.result[1] == "passing":
            self.say("")

    def work(self, text: str) -> None:
        """Say that something is going on; it shows if :meth:`rest` is not called soon."""
        self.rest()
        if self._delay > 0:
            self._timer = self.set_timer(self._delay, lambda: self._show_work(text))
        else:
            self._show_work(text)

    def rest(self) -> None:
        """Nothing is going on any more; the last result shows again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.work_text = ""

    def _show_work(self, text: str) -> None:
        self.work_text = text
        if self.app.animation_level != "none":
            self._timer = self.set_interval(0.1, self._turn)

    def _turn(self) -> None:
        self.frame = (self.frame + 1) % len(_FRAMES)

    def render(self) -> Content:
        """Return the line."""
        if self.work_text:
            return self.part(f" {_FRAMES[self.frame]} {self.work_text}", "status-line--work")
        text, kind = self.result
        if kind in {"info", "passing"}:
            return content(f" {text}")
        sign = "! " if kind == "error" else ""
        return self.part(f" {sign}{text}", f"status-line--{kind}")
