"""Months side by side with week numbers, signs on the days, and a cursor that the arrows move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tingsbok.i18n import N_
from tui.display import content
from tui.widgets.lines import fit, look

WIDTH = 24
"""Cells of one month: the week's number and seven days of three."""
GAP = 2
HEIGHT = 8
"""Lines of one month: its name, the weekdays, and six weeks."""
_ACROSS, _ROWS = 3, 2


class MonthView(Struct, frozen=True):
    """A month as it is painted.

    Attributes:
        year: Its year.
        month: 1 to 12.
        title: Its name.
        weeks: Each week's number and days, ``None`` for days of other months.
    """

    year: int
    month: int
    title: str
    weeks: tuple[tuple[int, tuple[date | None, ...]], ...]


class Months(Widget, can_focus=True):
    """A few months around the current day.

    Args:
        month_of: What a month looks like; asked with year and month.
        weekdays: The heading over the seven days, without the week's column.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "months--title",
        "months--head",
        "months--week",
        "months--cursor",
        "months--marked",
        "months--alert",
        "months--holiday",
        "months--today",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", N_("The day before"), show=False),
        Binding("right,l", "move(1)", N_("The day after"), show=False),
        Binding("up,k", "move(-7)", N_("A week back"), show=False),
        Binding("down,j", "move(7)", N_("A week on"), show=False),
        Binding("enter", "choose", N_("Open"), show=False),
    ]

    day: reactive[date] = reactive(date.min)
    """The day under the cursor."""

    class Moved(Message):
        """The cursor came to a day.

        Args:
            day: The day.
        """

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Moved):
        """A day was chosen with Enter or a double click."""

    class WindowChanged(Message):
        """Other months are shown.

        Args:
            first: The first day shown.
            last: The last day shown.
        """

        def __init__(self, first: date, last: date) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._months: Sequence[MonthView] = ()
        self._heading = ""
        self._signs: Mapping[date, str] = {}
        self._styles: Mapping[str, str] = {}
        self._first = (1, 1)
        self._count = _ACROSS
        self._today = date.min

    # --- data in

    def begin(self, today: date) -> None:
        """Put the cursor on *today*, with the month before as the first."""
        self.set_reactive(Months.day, today)
        self._first = _month_after((today.year, today.month), -1)
        self._tell()

    def show(
        self,
        today: date,
        months: Sequence[MonthView],
        heading: str,
        signs: Mapping[date, str],
        styles: Mapping[str, str],
    ) -> None:
        """Show months with signs on their days.

        Args:
            today: The day that is marked.
            months: What the months look like.
            heading: Over the days of a month, with the column of the weeks.
            signs: One sign for each day that has any.
            styles: Component class of each sign.
        """
        self._today = today
        self._months, self._heading, self._signs, self._styles = months, heading, signs, styles
        self.refresh()

    # --- the window

    @property
    def first_day(self) -> date:
        """The first day that is shown."""
        return date(*self._first, 1)

    @property
    def last_day(self) -> date:
        """The last day that is shown."""
        after = _month_after(self._first, self._count)
        return date(*after, 1) - timedelta(days=1)

    def months(self) -> list[tuple[int, int]]:
        """Year and month of every month that is shown."""
        return [_month_after(self._first, step) for step in range(self._count)]

    def _on_resize(self, event: events.Resize) -> None:
        across = max(1, min(_ACROSS, (event.size.width + GAP) // (WIDTH + GAP)))
        count = across * max(1, min(_ROWS, (event.size.height + 1) // (HEIGHT + 1)))
        if count != self._count and self.day != date.min:
            self._count = count
            self._reveal()
            self._tell()

    def _reveal(self) -> None:
        """Move the window as little as it takes to hold the day."""
        month = (self.day.year, self.day.month)
        self._first = min(self._first, month)
        while _month_after(self._first, self._count - 1) < month:
            self._first = _month_after(self._first, 1)

    def _tell(self) -> None:
        self.post_message(self.WindowChanged(self.first_day, self.last_day))

    # --- keys and mouse

    def action_move(self, days: int) -> None:
        """Go by so many days."""
        self.go_to(_bounded(self.day.toordinal() + days))

    def move_months(self, step: int) -> None:
        """Go by so many months, to the same day of the month or its last."""
        month = _month_after((self.day.year, self.day.month), step)
        last = (date(*_month_after(month, 1), 1) - timedelta(days=1)).day
        self.go_to(date(*month, min(self.day.day, last)))

    def go_to(self, day: date) -> None:
        """Put the cursor on a day; other months come when they must."""
        if day == self.day:
            return
        self.day = day
        before = self._first
        self._reveal()
        if self._first != before:
            self._tell()
        self.post_message(self.Moved(day))

    def action_choose(self) -> None:
        """Tell that the day was chosen."""
        self.post_message(self.Chosen(self.day))

    async def _on_click(self, event: events.Click) -> None:
        meta = event.style.meta.get("day")
        if isinstance(meta, int):
            event.stop()
            self.go_to(date.fromordinal(meta))
            if event.chain == 2:  # noqa: PLR2004 - a double click
                self.action_choose()

    # --- painting

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the height of one row of months."""
        return HEIGHT

    def render(self) -> Content:
        """Return the months, three in a row."""
        across = max(1, min(_ACROSS, (self.size.width + GAP) // (WIDTH + GAP)))
        blocks = [self._block(month) for month in self._months]
        rows = [blocks[start : start + across] for start in range(0, len(blocks), across)]
        lines: list[Content] = []
        for row in rows:
            lines += [Content(" " * GAP).join(parts) for parts in zip(*row, strict=True)]
            lines.append(Content(""))
        return Content("\n").join(lines[:-1])

    def _block(self, month: MonthView) -> list[Content]:
        lines = [self._part(month.title, "months--title"), self._part(self._heading, "months--head")]
        lines += [self._week(number, days) for number, days in month.weeks]
        return [*lines, *[Content(" " * WIDTH)] * (HEIGHT - len(lines))]

    def _part(self, text: str, component: str) -> Content:
        return content(fit(text, WIDTH)).stylize(look(self, component))

    def _week(self, number: int, days: Sequence[date | None]) -> Content:
        week = content(f"{number:2d} ").stylize(look(self, "months--week"))
        return week + Content("").join(self._day(day) for day in days)

    def _day(self, day: date | None) -> Content:
        if day is None:
            return Content("   ")
        sign = self._signs.get(day, " ")
        text = content(f"{day.day:2d}{sign}")
        if component := self._styles.get(sign):
            text = text.stylize(look(self, component))
        if day == self._today:
            text = text.stylize(look(self, "months--today"))
        if day == self.day:
            text = content(text.plain).stylize(look(self, "months--cursor"))
        return text.stylize(Style.from_meta({"day": day.toordinal()}))


def _month_after(month: tuple[int, int], step: int) -> tuple[int, int]:
    """The month so many months later, within the years that there are."""
    number = min(max(month[0] * 12 + month[1] - 1 + step, 12), 9998 * 12 + 11)
    return number // 12, number % 12 + 1


def _bounded(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date(9998, 12, 31).toordinal()))
