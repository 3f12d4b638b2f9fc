"""The calendar: months side by side, and below them what happens on their days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Static

from tingsbok.i18n import N_, t
from tui import intents, reads
from tui.display import content
from tui.intents import Intent
from tui.present import calendar
from tui.present.calendar import CalendarView
from tui.screens.records import TablePage
from tui.widgets.dialogs import Menu, MenuEntry
from tui.widgets.months import Months
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from textual.widget import Widget


class CalendarScreen(TablePage):
    """Meetings, last days and what stands in their way."""

    LEADS_ON = True
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.PREVIOUS, intents.NEXT, intents.NEW),
        *(intents.CALENDAR_ICS, intents.CALENDAR_BODY, intents.CALENDAR_TODAY),
        *intents.RECORD,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "calendar"
        self.shown: CalendarView | None = None

    def content(self) -> Iterable[Any]:
        """The months; the day under the cursor, the list, and what the signs mean."""
        with Container(id="columns"):
            yield Months(id="months")
            with Vertical(id="days"):
                yield Static("", id="facts", markup=False)
                yield RecordTable(calendar.columns(), id="rows", header=False, empty=t("Reading …"))
                yield Static(calendar.legend(), id="legend", markup=False)

    def as_hint(self, intent: Intent) -> Intent:
        """A full stop turns the leaf here."""
        if intent is intents.NEXT:
            return replace(intent, rank=4, label=N_("next month"))
        return super().as_hint(intent)

    @property
    def months(self) -> Months:
        """The months."""
        return self.query_one(Months)

    def first_focus(self) -> Widget:
        """The arrows move the day."""
        return self.months

    def on_mount(self) -> None:
        """Begin with today."""
        self.months.begin(self.today)

    def place(self) -> Sequence[str]:
        """The view and the months."""
        months = self.months if self.is_mounted else None
        span = calendar.span(months.first_day, months.last_day, self.language) if months else ""
        return (*super().place(), span)

    def subject(self) -> str:
        """The record under the list's cursor."""
        return self._target().partition("#")[0]

    def _target(self) -> str:
        return self.table.key.partition(":")[2] if self.is_mounted else ""

    # --- reading

    def load(self) -> None:
        """Read the days of the months that are shown."""
        months, scope = self.months, self.tingsbok.scope
        first, last = months.first_day, months.last_day
        self._show_months({} if self.shown is None else self.shown.signs)
        self.ask("days", lambda archive: reads.calendar_view(archive, first, last, scope), self._show)

    @on(Months.WindowChanged)
    def _window_changed(self) -> None:
        self.renew_frame()
        if self.tingsbok.archive is not None:
            self.load()

    def _show(self, shown: CalendarView) -> None:
        self.shown = shown
        self._show_months(shown.signs)
        self.table.show(Lines(shown.lines), empty=t("Nothing in the period."))
        self._follow_day(self.months.day)
        self.renew_hints()

    def _show_months(self, signs: Any) -> None:
        shown = [calendar.month(year, number, self.language) for year, number in self.months.months()]
        self.months.show(self.today, shown, calendar.heading(), signs, calendar.STYLES)

    @on(Months.Moved)
    def _moved(self, event: Months.Moved) -> None:
        self._follow_day(event.day)

    def _follow_day(self, day: date) -> None:
        """Let the list and the line above it follow the day."""
        if self.shown is None:
            return
        if not self._list_has_keys():
            place = calendar.place_of(self.shown.happenings, day)
            if place is not None:
                self.table.move_to(place)
        count = len(calendar.on_day(self.shown, day))
        text = calendar.day_text(day, self.shown.free, count, self.language)
        self.query_one("#facts", Static).update(content(text))

    @on(RecordTable.RowHighlighted, "#rows")
    def _follow_row(self, event: RecordTable.RowHighlighted) -> None:
        """While the list has the keys, the day follows it."""
        if self._list_has_keys() and self.shown is not None:
            day = self.shown.happenings[event.index].date
            if len(day) == len("2024-11-15"):
                self.months.go_to(date.fromisoformat(day))

    def _list_has_keys(self) -> bool:
        return self.focused is self.table

    # --- keys

    @on(Months.Chosen)
    def _day_chosen(self, event: Months.Chosen) -> None:
        self._open_day(event.day)

    def _open_day(self, day: date) -> None:
        """Open what happens on a day; of several let the user choose."""
        found = calendar.on_day(self.shown, day) if self.shown else []
        if not found:
            self.say(t("Nothing happens that day. n plans a meeting, Tab goes to the list."), passing=True)
        elif len(found) == 1:
            self.navigator.open_record(calendar.target_of(found[0]))
        else:
            entries = [
                MenuEntry(str(place + 1), "  ".join(str(cell) for cell in line.cells[2:] if cell))
                for place, line in enumerate(found[:9])
            ]
            self.app.push_screen(Menu(t("Open"), entries), partial(self._chosen, found))

    def _chosen(self, found: Sequence[Line], key: str | None) -> None:
        if key is not None:
            self.navigator.open_record(calendar.target_of(found[int(key) - 1]))

    def do_record_open(self) -> None:
        """Open the day, or the row if the list has the keys."""
        if self._list_has_keys():
            self.table.action_choose()
        else:
            self._open_day(self.months.day)

    @on(RecordTable.RowChosen, "#rows")
    def _open(self, event: RecordTable.RowChosen) -> None:
        self.navigator.open_record(event.key.partition(":")[2])

    def do_nav_previous(self) -> None:
        """A month back."""
        self.months.move_months(-1)

    def do_nav_next(self) -> None:
        """A month on."""
        self.months.move_months(1)

    def do_calendar_today(self) -> None:
        """Put the cursor on today."""
        self.months.go_to(self.today)

    def do_record_new(self) -> None:
        """Plan a meeting on the day under the cursor."""
        self.navigator.open_new("meeting", {"date": self.months.day.isoformat(), "status": "planned"})

    def do_calendar_body(self) -> None:
        """Show one body only, or all."""
        self.tingsbok.everywhere.do_app_scope()

    def do_calendar_ics(self) -> None:
        """Choose what goes into the calendar file, then write it."""
        first = self.months.first_day
        entries = [MenuEntry("m", t("meetings")), MenuEntry("a", t("meetings and last days"))]
        note = t("A year from {day}, into the folder out/.", day=first.isoformat())
        menu = Menu(t("Write a calendar file (iCalendar)"), entries, note=note)
        self.app.push_screen(menu, partial(self._write, first))

    def _write(self, first: date, key: str | None) -> None:
        if key is None:
            return
        scope = self.tingsbok.scope
        self.tingsbok.gateway.write(
            self,
            "ics",
            lambda archive: reads.write_ics(archive, first, scope, due=key == "a"),
            self._written,
        )

    def _written(self, answer: tuple[str, int]) -> None:
        path, count = answer
        many = t("{count} meetings written to {path}", count=count, path=path)
        self.say(t("1 meeting written to {path}", path=path) if count == 1 else many, done=True)
