"""The ways between pages, and what can be asked for everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tingsbok import i18n
from tingsbok.errors import NotAnArchive, TingsbokError
from tingsbok.i18n import N_, t
from tui import reads
from tui.present.letters import letters
from tui.present.sentences import with_remedy
from tui.screens.base import Page
from tui.tutorial import SAVED
from tui.views import PLACES, VIEWS, view_named, view_of
from tui.widgets.dialogs import Menu, MenuEntry

if TYPE_CHECKING:
    from tingsbok.actions import Saved
    from tingsbok.acts.assigning import Task
    from tingsbok.frontmatter import Value
    from tingsbok.history import Revision
    from tingsbok.index.rows import Row
    from tingsbok.record import Record
    from tui.app import TingsbokApp
    from tui.reads import Reconciliation
    from tui.screens.text import Prepare


class Navigator:
    """Opens pages and goes between views.

    Args:
        app: The app whose screens it arranges.
    """

    def __init__(self, app: TingsbokApp) -> None:
        self._app = app
        self.scope_name = ""
        self.recent: list[str] = []
        """Ids of the records opened last, the newest first."""

    # --- where the user is

    @property
    def page(self) -> Page | None:
        """The page on top, under any dialogs."""
        return next((screen for screen in reversed(self._app.screen_stack) if isinstance(screen, Page)), None)

    def typing(self) -> bool:
        """True if letters go into a field or belong to a dialog."""
        screen = self._app.screen
        return screen.typing() if isinstance(screen, Page) else True

    def say(self, text: str, *, alert: bool = False, done: bool = False, passing: bool = False) -> None:
        """Say something in the status line of the page on top; what is passing goes with the next key."""
        if self.page is not None and self.page.is_mounted:
            self.page.say(text, alert=alert, done=done, passing=passing)

    def refuse(self, error: TingsbokError) -> None:
        """Say why something was refused and what to do."""
        self.say(with_remedy(error.message, error.remedy), alert=True)

    def saved(self, saved: Saved) -> None:
        """A change is in the archive: say so and let every page read again."""
        from tui.screens.trust import remind

        self._app.renew()
        self.say_saved(saved)
        self._app.tutor.look(SAVED)
        remind(self._app, saved.subject)

    def say_saved(self, saved: Saved) -> None:
        """Say what was saved and how to undo it."""
        if saved.commit:
            self.say_done(N_("Saved: {subject}. u undoes it."), saved.subject)
        else:  # u would undo what was changed before it, by somebody else perhaps
            self.say(t("The history holds this already: there is no new change."), done=True)

    def say_done(self, text: str, subject: str) -> None:
        """Say what was done and how to take it back, which must not fall off the end of the line.

        Args:
            text: The sentence, as in the source, with ``{subject}``.
            subject: What was done; shortened as far as the window asks for.
        """
        from tingsbok.commit_text import cells, shortened

        room = self._app.size.width - cells(t(text, subject="")) - 1
        self.say(t(text, subject=shortened(subject, room)).replace("….", "…"), done=True)

    def tell_outside(self, found: Reconciliation) -> None:
        """Say what was changed in another program."""
        from tui.present.outside import sentence

        if found.outside and (found.changed or found.removed):
            self.say(sentence(found.outside))

    # --- without an archive

    def first_start(self, error: TingsbokError) -> None:
        """There is no archive to open: offer what a new user can do, or say why it cannot be opened."""
        from tui.screens.first_start import FirstStartScreen

        if isinstance(self.page, FirstStartScreen):
            if isinstance(error, NotAnArchive):
                self.say(t("There is no archive in that folder."), alert=True)
            else:
                self.refuse(error)
            return
        reason = "" if isinstance(error, NotAnArchive) else f"{error.message} {error.remedy}"
        self._app.push_screen(FirstStartScreen(self._app.directory, reason))

    def restart_first(self, directory: Path, reason: str) -> None:
        """Show the first start again, in the language in use now."""
        from tui.screens.first_start import FirstStartScreen

        self._app.switch_screen(FirstStartScreen(directory, reason))

    # --- views

    async def go(self, name: str) -> None:
        """Go to a view as it was left, with the pages that were opened in it closed."""
        app = self._app
        if app.current_mode != name:
            if name not in app._modes:  # noqa: SLF001 - Textual offers no way to ask
                app.add_mode(name, self._factory(name))
            await app.switch_mode(name)
        while len(app.screen_stack) > 1:
            await app.pop_screen()

    @staticmethod
    def _factory(name: str):  # type: ignore[no-untyped-def] # noqa: ANN205 - Textual wants a class or a callable
        if name == VIEWS[0].name:
            from tui.screens.start import StartScreen

            return StartScreen
        if name == "log":
            from tui.screens.log import LogScreen

            return LogScreen
        if name == "calendar":
            from tui.screens.calendar import CalendarScreen

            return CalendarScreen
        if name == "settings":
            from tui.screens.settings import SettingsScreen

            return SettingsScreen
        from tui.screens.listing import ListingScreen

        return lambda: ListingScreen(view_named(name))

    async def begin_anew(self) -> None:
        """Make every page again, in the language in use now; what was typed is kept as drafts."""
        app = self._app
        for page in app.pages():
            page.keep()
        here = app.current_mode
        # a mode cannot be taken away from under its screens: another one stands in meanwhile
        other = next(view.name for view in VIEWS if view.name != here)
        known = [view.name for view in PLACES if view.name in app._modes]  # noqa: SLF001
        for name in known:
            if name != here:
                await app.remove_mode(name)
        await self.go(other)
        await app.remove_mode(here)
        await self.go(here)

    def back(self) -> None:
        """Close the page on top; on a view's own page go to Start; on Start say how to quit."""
        if len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        elif self._app.current_mode != VIEWS[0].name:
            self._app.call_later(self.go, VIEWS[0].name)
        elif not self._app.tutor.rest():
            self.say(t("ctrl+q quits."))

    def show_type(self, name: str) -> None:
        """Show the tab of a type on the list that is on top."""
        from tui.screens.listing import ListingScreen

        if isinstance(self.page, ListingScreen):
            self.page.show_type(name)

    def open_next_meeting(self) -> None:
        """Open the next meeting that is planned, in the body that is looked at."""
        scope = self._app.scope

        def show(found: str) -> None:
            if found:
                self.open_record(found)
            else:
                self.say(t("No meeting is planned."))

        # until the index is whole a meeting may be missing from it; the writer answers when it is
        gateway = self._app.gateway
        put = gateway.ask if self._app.is_reconciled else gateway.write
        put(self._app, "next-meeting", lambda archive: reads.next_meeting(archive, scope), show)

    # --- records

    def open_record(self, target: str, saved: Saved | None = None) -> None:
        """Open the page of a record, ``id`` or ``meeting-id#item-key``; say there that it was just saved."""
        from tingsbok.questions.adoption import holds_answers

        identity, _, item = target.partition("#")

        def show(found: Record) -> None:
            self._show(found.id, found.type, item, holds=holds_answers(found))
            if saved is not None:
                self._app.screen.call_after_refresh(self.say_saved, saved)

        self._app.gateway.ask(self._app, "open-record", lambda archive: archive.get(identity), show)

    def open_row(self, row: Row, item: str = "") -> None:
        """Open the page of a record whose row is at hand."""
        if row.type == "decision":  # its page depends on more than its row
            self.open_record(row.id)
        else:
            self._show(row.id, row.type, item)

    def _show(self, identity: str, record_type: str, item: str, *, holds: bool = False) -> None:
        self.recent = [identity, *(other for other in self.recent if other != identity)][:20]
        self._app.push_screen(self._page_for(identity, record_type, item, holds=holds))

    @staticmethod
    def _page_for(identity: str, record_type: str, item: str, *, holds: bool = False) -> Page:
        if record_type == "meeting":
            from tui.screens.meeting import MeetingScreen

            return MeetingScreen(identity, item)
        if record_type == "case":
            from tui.screens.case import CaseScreen

            return CaseScreen(identity)
        if record_type == "agreement" or holds:
            from tui.screens.agreement import AgreementScreen

            return AgreementScreen(identity, view_of(record_type))
        if record_type in ("body", "person"):
            return _people_page(identity, record_type)
        if not record_type:
            from tui.screens.unreadable import UnreadableScreen

            return UnreadableScreen(identity)
        from tui.screens.record import RecordScreen

        return RecordScreen(identity, view_of(record_type))

    def replace_record(self, identity: str, record_type: str) -> None:
        """Show a record's own page instead of the page on top."""
        self._app.switch_screen(self._page_for(identity, record_type, ""))

    def open_history(self, identity: str) -> None:
        """Open the history of one record."""
        from tui.screens.history import HistoryScreen

        self._app.push_screen(HistoryScreen(identity))

    def open_difference(self, identity: str) -> None:
        """Open what differs between a record's file and its latest saved state."""
        from tui.screens.difference import DifferenceScreen

        self._app.push_screen(DifferenceScreen(identity))

    def open_change(self, revision: Revision, only: str = "") -> None:
        """Open what one change of the log did, to all its records or to one."""
        from tui.screens.difference import ChangeScreen

        self._app.push_screen(ChangeScreen(revision, only))

    def restore(self, identity: str, revision: Revision) -> None:
        """Show what putting a record back would do; Enter does it."""
        from tui.screens.restore import ask_restore

        ask_restore(self._app, identity, revision)

    def choose_restore(self, revision: Revision) -> None:
        """Choose one of the records that a change touched, then put it back."""
        from tui.screens.restore import choose_record

        choose_record(self._app, revision)

    def open_outside(self, path: str = "") -> None:
        """Open what was changed in another program."""
        from tui.screens.outside import OutsideScreen

        self._app.push_screen(OutsideScreen(path))

    def open_in_force(self, *, expiring: bool = False) -> None:
        """Open what is in force today, or what expires."""
        from tui.screens.inforce import ExpiringScreen, InForceScreen

        self._app.push_screen(ExpiringScreen() if expiring else InForceScreen())

    def follow(self, target: str) -> None:
        """Follow a link of a text: to a record, or to an address in the user's browser."""
        if target.startswith(("http://", "https://")):
            self._app.open_url(target)
        elif "/" in target or target.endswith(".md"):
            self.open_record(target.rsplit("/", 1)[-1].removesuffix(".md"))
        else:
            self.open_record(target)

    # --- writing

    def open_form(self, identity: str, field: str = "") -> None:
        """Open a record in a form, at a field."""
        from tui.screens.form import FormScreen

        self._app.push_screen(FormScreen(identity, at=field))

    def open_locked_form(self, identity: str) -> None:
        """Open a record of approved minutes in a form, with a word on how its locked words are corrected."""
        from tui.screens.form import FormScreen

        page = FormScreen(identity)
        page.reason = t("The minutes are approved. Correction: r, with a reason; the old words stay.")
        self._app.push_screen(page)

    def open_correction(self, identity: str) -> None:
        """Correct words of approved minutes."""
        from tui.screens.correct import CorrectScreen

        self._app.push_screen(CorrectScreen(identity))

    def open_new(self, record_type: str, fields: Mapping[str, Value] | None = None) -> None:
        """Open an empty form for a new record, in the body that is looked at if it belongs to one."""
        from tui.screens.form import FormScreen

        if record_type == "meeting":
            self.open_new_meeting(fields)
            return
        given = dict(fields or {})
        kind = self._app.archive.schemas.types.get(record_type) if self._app.archive else None
        if self._app.scope and kind is not None and kind.body_field == "body":
            given.setdefault("body", self._app.scope)
        self._app.push_screen(FormScreen("", record_type, given))

    def open_new_meeting(self, fields: Mapping[str, Value] | None = None, body: str = "") -> None:
        """Ask for a new meeting, like the one before in the same body."""
        from tui.screens.new_meeting import NewMeeting

        given = {name: value for name, value in (fields or {}).items() if name not in ("body", "status")}
        known = str((fields or {}).get("body", "")) or self._app.scope or body
        NewMeeting(self._app, known, given).begin()

    def open_waiting(self, meeting: str) -> None:
        """Open what waits for a meeting."""
        from tui.screens.waiting import WaitingScreen

        self._app.push_screen(WaitingScreen(meeting))

    def choose_new(self) -> None:
        """Choose a type, then open an empty form."""
        archive = self._app.archive
        if archive is None:
            return
        names = list(archive.schemas.types)
        titles = [archive.schemas.types[name].title(i18n.current()) for name in names]
        entries = [MenuEntry(key, title) for key, title in zip(letters(titles), titles, strict=True)]
        keys = {entry.key: name for entry, name in zip(entries, names, strict=True)}
        self._app.push_screen(Menu(t("New"), entries), lambda key: self.open_new(keys[key]) if key else None)

    def open_text(self, identity: str, line: int = 1, prepare: Prepare | None = None) -> None:
        """Open a record's text in the editor of the app, at a line of the text or at a place made for it."""
        from tui.screens.text import TextScreen

        self._app.push_screen(TextScreen(identity, line, prepare))

    def decide(self, reference: str) -> None:
        """Choose the outcome of an item, then write the decision."""
        from tui.screens.decision import DecideFlow

        DecideFlow(self._app, reference).begin()

    def open_decision(self, reference: str) -> None:
        """Go on with a decision on an item."""
        from tui.screens.decision import DecisionScreen

        self._app.push_screen(DecisionScreen(reference, ""))

    def open_assign(
        self, given_by: str, proposed: Task | None = None, names: Mapping[str, str] | None = None
    ) -> None:
        """Write a task that a decision or an item gives, beginning with what is proposed."""
        from tui.screens.assignment import AssignmentScreen

        self._app.push_screen(AssignmentScreen(given_by, proposed, names))

    def open_stats(self) -> None:
        """Open the figures of the body that is looked at, or of all."""
        from tui.screens.stats import StatsScreen

        self._app.push_screen(StatsScreen())

    def open_findings(self, only: str = "") -> None:
        """Open what is wrong in the archive, or in one record."""
        from tui.screens.findings import FindingsScreen

        self._app.push_screen(FindingsScreen(only))

    def open_promises(self, meeting: str) -> None:
        """Open what was promised at a meeting and is no assignment yet."""
        from tui.screens.promises import PromisesScreen

        self._app.push_screen(PromisesScreen(meeting))

    def open_draft(self, key: str) -> None:
        """Go on with something that was typed and not saved."""
        kind, _, target = key.partition(":")
        if kind == "new":
            self.open_new(target)
        elif kind == "new-meeting":
            self.open_new_meeting({"body": target})
        elif kind == "new-item":
            self._open_new_item(target)
        elif kind == "decide":
            self.open_decision(target)
        elif kind == "assign":
            self.open_assign(target)
        elif kind == "text":
            self.open_text(target)
        elif kind == "correct":
            self.open_correction(target)
        elif kind == "attendance":
            self.open_attendance(target)
        elif kind in ("replace", "join", "seats"):
            self.open_composition(kind, *target.partition(":")[::2])
        else:
            self.open_form(target)

    def _open_new_item(self, meeting: str) -> None:
        from tui.screens.agenda_item import ask_item

        archive, page = self._app.archive, self.page
        if archive is None or page is None:
            return
        kind = archive.schemas.types["meeting"]

        def show(found: Record) -> None:
            ask_item(page, found, kind, lambda _: self.open_record(found.id))

        page.ask("meeting", lambda archive: archive.get(meeting), show)

    def open_attendance(self, meeting: str) -> None:
        """Open the list of who was at a meeting."""
        from tui.screens.attendance import AttendanceScreen

        self._app.push_screen(AttendanceScreen(meeting))

    def open_composition(self, kind: str, body: str, about: str) -> None:
        """Open a form on who sits in a body: ``replace`` a person, ``join``, or ``seats`` of a party."""
        from tui.screens.replace import CompositionForm

        self._app.push_screen(CompositionForm(kind, body, about))

    def open_editor(self, identity: str, line: int) -> None:
        """Open a record's file in the user's text editor."""
        from tui.editor import edit_outside

        edit_outside(self._app, identity, line)

    def open_link(self, identity: str) -> None:
        """Choose a record to link to."""
        from tui.screens.link import LinkFlow

        LinkFlow(self._app, identity).begin()

    def open_unlink(self, identity: str) -> None:
        """Choose a link to take away."""
        from tui.screens.link import UnlinkFlow

        UnlinkFlow(self._app, identity).begin()

    def open_search(self, text: str = "") -> None:
        """Search everything, beginning with a text."""
        from tui.screens.search import SearchScreen

        if isinstance(self.page, SearchScreen):
            return
        self._app.push_screen(SearchScreen(text))


def _people_page(identity: str, record_type: str) -> Page:
    if record_type == "body":
        from tui.screens.body import BodyScreen

        return BodyScreen(identity)
    from tui.screens.person import PersonScreen

    return PersonScreen(identity, view_of(record_type))
