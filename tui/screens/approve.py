"""The next step of a meeting: what it lacks, one key away from mending it, and taking it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.actions import Saved
from tingsbok.dates import read_date
from tingsbok.i18n import t
from tingsbok.meetings.approval import Lack
from tui import reads
from tui.display import content
from tui.present import approve
from tui.reads.approving import Approval, StepView
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.screens.records import RecordPage
from tui.widgets.dialogs import Dialog, MenuEntry, MenuList, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from tingsbok.archive import Archive
    from tui.app import TingsbokApp

_MOST_LACKS = 9


class Answer(NamedTuple):
    """What the dialog was left with: something to mend, another day, or the step taken."""

    lack: Lack | None = None
    day: bool = False
    take: bool = False


class StepDialog(Dialog[Answer | None]):
    """What the next step lacks; Enter opens the place to mend it, ctrl+s takes the step.

    Args:
        view: The step.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, view: StepView) -> None:
        super().__init__(t("Next step"))
        self._view = view
        self._lacks = view.step.lacks[:_MOST_LACKS]
        entries = [
            MenuEntry(str(place + 1), f"{'! ' if lack.blocks else ''}{lack.sentence}")
            for place, lack in enumerate(self._lacks)
        ]
        self._list = MenuList(entries, "") if entries else None

    def inside(self) -> Sequence[Widget]:
        """Where the meeting stands, what is missing, and what will be saved."""
        found: list[Widget] = [
            Static(content(approve.head(self._view), keep_newlines=True), classes="dialog--text")
        ]
        if self._list is not None:
            found.append(self._list)
        if self._view.preview is not None:
            text = t("Is saved as: {subject}", subject=self._view.preview.subject)
            found.append(Static(content(text), classes="dialog--note"))
        return found

    def keys(self) -> str:
        """What can be done now."""
        if not self._view.to:
            return t("Esc close")
        if self._view.preview is None:
            return t("Enter opens it  d day  Esc close")
        return t("ctrl+s takes the step  d day  Esc close")

    async def _on_key(self, event: events.Key) -> None:
        letter = event.character or ""
        if letter == "d" and self._view.to:
            event.stop()
            self.dismiss(Answer(day=True))
        elif letter.isdigit() and self._list is not None:
            event.stop()
            self._list.choose(letter)

    @on(MenuList.Chosen)
    def _mend(self, event: MenuList.Chosen) -> None:
        self.dismiss(Answer(lack=self._lacks[int(event.key) - 1]))

    def action_take(self) -> None:
        """Take the step, if nothing stops it."""
        if self._view.preview is not None:
            self.dismiss(Answer(take=True))


class StepFlow:
    """Shows the next step of a meeting, and takes it.

    Args:
        app: The app.
        meeting: The meeting.
        go_to: Puts the cursor of the meeting's page on an item.
    """

    def __init__(self, app: TingsbokApp, meeting: str, go_to: Callable[[str], None]) -> None:
        self._app = app
        self._meeting = meeting
        self._go_to = go_to

    def begin(self, day: str = "") -> None:
        """Find out what the step lacks."""
        self._app.gateway.ask(
            self._app, "step", lambda archive: reads.step_view(archive, self._meeting, day), self._show
        )

    def _show(self, view: StepView) -> None:
        def answered(answer: Answer | None) -> None:
            if answer is None:
                return
            if answer.lack is not None:
                self._open(answer.lack)
            elif answer.day:
                self._ask_day(view.day)
            elif view.step.work is not None:
                work = view.step.work
                self._write(lambda archive: archive.carry_out(work))

        self._app.push_screen(StepDialog(view), answered)

    def _write(self, work: Callable[[Archive], Saved]) -> None:
        self._app.gateway.write(self._app, "step", work, self._app.navigator.saved)

    def _ask_day(self, day: str) -> None:
        def typed(text: str | None) -> None:
            self.begin(self._read(text) if text is not None else day)

        self._app.push_screen(Prompt(t("The day of the step"), day, problem=self._no_day), typed)

    def _read(self, text: str) -> str:
        archive = self._app.archive
        return read_date(text, base=archive.today, today=archive.today).value or "" if archive else ""

    def _no_day(self, text: str) -> str:
        archive = self._app.archive
        if archive is None:
            return ""
        read = read_date(text, base=archive.today, today=archive.today)
        whole = len(read.value or "") == len("2024-11-15")
        return read.problem or ("" if whole else t('"{text}" is no day.', text=text))

    def _open(self, lack: Lack) -> None:
        """Open the place where a lack is mended."""
        navigator, identity = self._app.navigator, lack.target.partition("#")[0]
        if lack.code == "decision":
            self._go_to(lack.item)
            navigator.say(t("b records the decision."))
        elif lack.code in {"attendance", "attendance-unknown", "quorum"}:
            navigator.open_attendance(identity)
        elif lack.code == "finding":
            navigator.open_findings(identity)
        elif lack.code == "items":
            navigator.open_waiting(identity)
        elif lack.code == "text" and isinstance(navigator.page, RecordPage):
            navigator.page.do_record_text()
        elif lack.code in {"clause", "text"}:
            navigator.open_text(identity)
        else:
            navigator.open_form(identity, lack.field)


class PreviousFlow:
    """Approves the minutes of the last meeting under an item that is for it.

    Args:
        app: The app.
        meeting: The meeting that approves.
        item: Key of the item.
        otherwise: What to do if the item is for something else.
    """

    def __init__(self, app: TingsbokApp, meeting: str, item: str, otherwise: Callable[[], None]) -> None:
        self._app = app
        self._meeting = meeting
        self._item = item
        self._otherwise = otherwise

    def begin(self) -> None:
        """Look for minutes that wait for approval."""
        meeting, item = self._meeting, self._item
        self._app.gateway.ask(
            self._app,
            "previous",
            lambda archive: reads.approval_of_previous(archive, meeting, item),
            self._show,
        )

    def _show(self, found: Approval | None) -> None:
        if found is None:
            self._otherwise()
            return
        work = found.work
        title = t("Approve the minutes of {meeting}", meeting=found.name)
        dialog = PreviewDialog(title, found.preview, t("approves them"), found.advice)
        ask_to_save(self._app, dialog, "previous", lambda archive: archive.carry_out(work))
