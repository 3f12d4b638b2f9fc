"""The first view: what is late and near, what is being worked on, what others have done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Static

from tingsbok.i18n import t
from tui import intents, reads
from tui.display import content
from tui.intents import Group, Intent
from tui.present import start
from tui.screens.records import TablePage
from tui.widgets.hints import Hint
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.reads.kept_start import StartWork
    from tui.screens.start_aside import StartAside


_QUIET = 2.0
"""Seconds after a change until what the next start shows is found out, if this screen is not seen."""


class StartScreen(TablePage):
    """What must I do now? Answered in one look, without a key."""

    CSS_PATH = None
    LEADS_ON = True
    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.OPEN, intents.NEW, intents.LIST_WAITING, intents.START_BODY),
        *intents.RECORD,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self) -> None:
        super().__init__()
        self.view = "start"
        self._lines = start.Lines()
        self._news = start.News()
        self._aside: StartAside | None = None
        self._later: Timer | None = None

    def content(self) -> Iterable[Any]:
        """A banner if the archive has one, and the sections."""
        yield Static("", id="banner", markup=False)
        yield RecordTable(start.columns(), id="rows", header=False, empty=t("Opening the archive …"))

    def on_mount(self) -> None:
        """Show only what there is something for, and what was kept while the archive is being opened."""
        self.query_one("#banner").display = False
        app = self.tingsbok
        self._lines = reads.peeked_work(app.options, app.directory, app.scope, self._days)
        if self._lines.near:
            self._show()

    def place(self) -> Sequence[str]:
        """The archive's title and the view."""
        archive = self.tingsbok.archive
        return (archive.title if archive else "Tingsbok", t("Start"))

    def as_hint(self, intent: Intent) -> Intent:
        """From here there is no way back, and a meeting may wait under the cursor."""
        if intent is intents.LEAVE:
            return replace(intent, label=intents.QUIT.label)
        return replace(intent, rank=12) if intent is intents.LIST_WAITING else super().as_hint(intent)

    def group_of(self, intent: Intent) -> Group:
        """What waits, waits for the meeting in the row."""
        return Group.ROW if intent.id == intents.LIST_WAITING.id else super().group_of(intent)

    def subject(self) -> str:
        """The record under the cursor, if the line is about one."""
        kind, _, target = self._used.key.partition(":") if self.is_mounted else ("", "", "")
        return target.partition("#")[0] if kind == "record" else ""

    @property
    def _used(self) -> RecordTable:
        """The rows that have the keys."""
        aside = self._aside
        return aside if aside is not None and aside.has_focus else self.table

    def renew(self) -> None:
        """Read again; below another page only in a quiet moment, for the next start to find it."""
        super().renew()
        if self._later is not None:
            self._later.stop()
        self._later = None if self.is_current else self.set_timer(_QUIET, self._keep)

    def _keep(self) -> None:
        self._ask_work("keep", lambda _: None)

    def _ask_work(self, channel: str, then: Callable[[StartWork], None]) -> None:
        scope, days = self.tingsbok.scope, self._days
        self.ask(channel, lambda archive: reads.start_work(archive, scope, days), then, quiet=True)

    @property
    def _days(self) -> int:
        """How many days ahead is near."""
        return self.tingsbok.settings.number("start.days")

    def load(self) -> None:
        """Read what there is to do; when the index is known to be right, ask git what is new."""
        scope = self.tingsbok.scope
        self._ask_work("work", self._show_work)
        if self.tingsbok.is_reconciled:
            self.ask(
                "outlook", lambda archive: reads.start_outlook(archive, scope), self._show_outlook, quiet=True
            )
            self.ask(
                "review", lambda archive: reads.start_review(archive, scope), self._show_review, quiet=True
            )
            self.ask("news", lambda archive: reads.start_news(archive), self._show_news, quiet=True)  # noqa: PLW0108 - loads in the thread
            self._look_beside()

    def _show_work(self, work: StartWork) -> None:
        if self.tingsbok.is_reconciled or work.count:
            new, old = work.lines, self._lines
            self._lines = replace(new, waiting=old.waiting, review=old.review, glance=old.glance)
        self._show()
        text = start.banner(example=work.example, offer=self.tingsbok.tutor.is_offered)
        self.query_one("#banner", Static).update(content(text))
        self.query_one("#banner").display = bool(text)
        self.renew_frame()
        self.tingsbok.rows_stand()

    def _show_outlook(self, lines: start.Lines) -> None:
        self._lines = replace(self._lines, waiting=lines.waiting, glance=lines.glance)
        self._show()

    def _show_review(self, lines: Sequence[Line]) -> None:
        self._lines = replace(self._lines, review=tuple(lines))
        self._show()

    def _show_news(self, news: start.News) -> None:
        self._news = news
        self._show()

    # --- the column of a very wide window

    def on_resize(self) -> None:
        """There may be room for the column now, or none any more."""
        self.call_after_refresh(self._look_beside)

    def _look_beside(self) -> None:
        """Read for the column if it can be seen; it is made when the first rows stand."""
        if not self.is_mounted:
            return
        if self._aside is not None:
            self._aside.read()
        elif self.tingsbok.is_reconciled and self.has_class("-widest"):
            from tui.screens.start_aside import StartAside

            self._aside = StartAside(id="aside")
            self.query_one("#content").mount(self._aside)

    def on_beside_shown(self) -> None:
        """What others have changed stands in the column now."""
        self._show()
        self.renew_hints()

    def on_beside_hidden(self) -> None:
        """What others have changed stands below the rest again."""
        if self.focused in (None, self._aside):
            self.set_focus(self.table)
        self._show()
        self.renew_hints()

    def large_hints(self) -> Sequence[Hint]:
        """The way into the column, and out of it."""
        if self._aside is None or not self._aside.is_seen or not self._aside.can_focus:
            return ()
        text = t("list") if self._aside.has_focus else t("next meeting, news")
        return (Hint("Tab", text, "app.focus_next", 65, group=Group.GO, large=True),)

    def on_descendant_focus(self) -> None:
        """Where Tab leads has changed."""
        if self._aside is not None:
            self.renew_hints()

    def _show(self) -> None:
        known, aside = self._lines.all, self._aside
        beside = aside is not None and aside.is_seen
        if aside is not None and beside:
            aside.show_news(self._news.changes)
        lines = (*known, *start.news_lines(self._news, beside=beside)) if known else ()
        self.table.show(Lines(lines), self.table.key or None, empty=t("Reading …"))

    @on(RecordTable.RowChosen)
    def _open(self, event: RecordTable.RowChosen) -> None:
        if self.tingsbok.archive is None:
            return
        kind, _, target = event.key.partition(":")
        match kind:
            case "outside":
                self.navigator.open_outside(target)
            case "draft":
                self.navigator.open_draft(target)
            case "commit":
                self._open_change(target)
            case "waiting":
                self.navigator.open_waiting(target)
            case "goto" if target == "findings":
                self.navigator.open_findings()
            case "goto":
                self.navigator.open_in_force(expiring=target == "expiring")
            case _:
                self.navigator.open_record(target)

    def _open_change(self, commit: str) -> None:
        found = next((change for change in self._news.changes if change.commit == commit), None)
        if found is not None:
            self.navigator.open_change(found)

    def do_record_open(self) -> None:
        """Open what is under the cursor."""
        self._used.action_choose()

    def do_start_body(self) -> None:
        """Show one body only, or all."""
        self.tingsbok.everywhere.do_app_scope()

    def do_record_new(self) -> None:
        """Write a new record of any type."""
        self.navigator.choose_new()

    def do_meeting_waiting(self) -> None:
        """Show what waits for the meeting under the cursor."""
        from tui.screens.agenda_item import open_waiting

        aside = self._aside
        coming = aside.meeting.id if aside is not None and aside.has_focus and aside.meeting else ""
        open_waiting(self, coming or self.subject())

    def do_nav_leave(self) -> None:
        """Here there is nothing to go back to: quit."""
        self.tingsbok.action_leave()
