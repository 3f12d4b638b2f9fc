"""Who was at a meeting: everybody expected is there already, Space says who was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tingsbok.actions import Preview
from tingsbok.acts.attendance import Sheet
from tingsbok.errors import ExternallyChanged
from tingsbok.i18n import t
from tingsbok.meetings import attendance
from tingsbok.meetings.attendance import PRESENT, Line, Lines
from tingsbok.meetings.locks import is_locked
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.lookups import lookups_for
from tui.present import attendance as present
from tui.present.attendance_grid import Grid, grid_of, in_the_room
from tui.reads import attendance as reads
from tui.reads.attendance import AttendanceView, Newcomer
from tui.screens.base import WIDEST
from tui.screens.writing import WritingPage
from tui.widgets.dialogs import Menu, MenuEntry, Prompt
from tui.widgets.line_input import LineInput
from tui.widgets.pages import Lines as Rows
from tui.widgets.picker import Picked, Picker
from tui.widgets.table import RecordTable

_BESIDE_GRID = 76
"""Cells that the other columns need beside the items."""


class AttendanceScreen(WritingPage):
    """The attendance list of one meeting. No field is typed in, so letters are keys.

    Args:
        identity: The meeting.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (
        *(intents.ATTENDANCE_TURN, intents.ATTENDANCE_LINE, intents.ATTENDANCE_ADD),
        *(intents.ATTENDANCE_FIND, intents.FIND_NEXT),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *intents.bindings(INTENTS),
        Binding("question_mark", "intent('app.help')", show=False),
        Binding("colon", "intent('app.palette')", show=False),
    ]

    def __init__(self, identity: str) -> None:
        super().__init__(f"attendance:{identity}")
        self.view = "meetings"
        self.identity = identity
        self.shown: AttendanceView | None = None
        self.base: Lines = ()
        self.lines: Lines = ()

    def content(self) -> Iterable[Any]:
        """How it is done above; the list; what it adds up to, and what saving would do."""
        with Horizontal(id="bar"):
            yield Static("", id="facts", markup=False)
            yield Static("/", id="slash", markup=False)
            yield LineInput(id="find", compact=True)
        yield RecordTable(present.columns(), id="rows", empty=t("Reading …"))
        yield Static("", id="sums", markup=False)
        yield Static("", id="preview", markup=False)

    def on_mount(self) -> None:
        """The list has the keys."""
        self._show_find(shown=False)
        self.set_focus(self.table)

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one("#rows", RecordTable)

    @property
    def is_locked(self) -> bool:
        """Whether the minutes are approved, so that a change is a correction with a reason."""
        return self.shown is not None and is_locked(self.shown.sheet.meeting)

    @property
    def spot(self) -> int:
        """Place of the line under the cursor; -1 if there is none."""
        return int(self.table.key) if self.table.key else -1

    def place(self) -> Sequence[str]:
        """The view, the meeting and what is done with it."""
        return (*super().place(), self.shown.title if self.shown else self.identity, t("Attendance"))

    def state(self) -> str:
        """How many are there."""
        return present.counts(self.lines)

    # --- reading

    def load(self) -> None:
        """Read the list once; what others change meanwhile is met when it is saved."""
        if self.data is None:
            self.ask(
                "attendance",
                lambda archive: reads.attendance_view(archive, self.identity, self.key),
                self._show,
            )

    def _show(self, shown: AttendanceView) -> None:
        self.shown, self.data = shown, shown.form
        self.base = self.lines = shown.sheet.lines
        kept = present.lines_kept((shown.form.kept or {}).get("lines"))
        if kept:
            self.lines = kept
            self.say_kept()
        recorded = any(line.written for line in self.base)
        facts = _hint(recorded=recorded, locked=self.is_locked)
        self.query_one("#facts", Static).update(content(facts))
        self._paint()
        self.preview()

    def _name_of(self, identity: str) -> str:
        return self.shown.names.get(identity, identity) if self.shown else identity

    def _paint(self, keep: str = "") -> None:
        if self.shown is None:
            return
        sheet, names = self.shown.sheet, self.shown.names
        grid = self._grid()
        self.table.set_columns(present.columns(grid))
        rows = present.table_lines(self.lines, names, self.shown.words, sheet.meeting, grid)
        empty = t("Nobody is expected. n adds somebody; the body's seats are under 7.")
        self.table.show(Rows(rows), keep or self.table.key or None, empty=empty)
        counts = in_the_room(grid, self.lines) if grid else ""
        sums = present.sums(self.lines, sheet.meeting, sheet.body, self._name_of, counts)
        self.query_one("#sums", Static).update(content("\n".join(sums), keep_newlines=True))
        self.renew_frame()

    def _grid(self) -> Grid | None:
        """The meeting's items as columns, where the window is very wide."""
        if self.shown is None or self.size.width < WIDEST:
            return None
        return grid_of(self.shown.sheet.meeting, self.lines, self.size.width - _BESIDE_GRID)

    def on_resize(self) -> None:
        """There may be room for the items now, or no longer."""
        self._paint()

    def _change(self, lines: Lines, keep: str = "") -> None:
        self.lines = lines
        self._paint(keep)
        self.written()

    # --- what is written

    @property
    def is_dirty(self) -> bool:
        """Whether anything was said that was not said before."""
        return self.lines != self.base

    @property
    def _etag(self) -> str:
        return self.shown.sheet.meeting.etag if self.shown else ""

    def kept(self) -> dict[str, Any]:
        """The whole list."""
        return {"lines": present.kept_lines(self.lines)}

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return intents.ATTENDANCE.shown_key

    def again(self) -> AttendanceScreen:
        """The same list, to go on with the draft."""
        return AttendanceScreen(self.identity)

    def preview(self) -> None:
        """Work out what saving would do."""
        if self.shown is not None and self._differs():
            lines, etag = self.lines, self._etag
            reason = "…" if self.is_locked else ""
            self.ask(
                "preview",
                lambda archive: reads.attendance_preview(archive, self.identity, lines, etag, reason),
                self._show_saving,
                quiet=True,
            )
        else:
            self._tell([t("Nothing has been changed yet.")])

    def _show_saving(self, preview: Preview) -> None:
        new = ", ".join(line.name for line in self.lines if not line.person)
        self._tell(
            [
                f"{t('CHANGE')}  {preview.subject}",
                *([t("New persons: {names}", names=new)] if new else []),
            ]
        )

    def _differs(self) -> bool:
        """Whether the record would become another; a proposal can be saved as it is."""
        return self.shown is not None and (
            attendance.recorded(self.lines) != self.shown.sheet.meeting.entries("attendance")
        )

    def do_form_save(self) -> None:
        """Record the list as one change."""
        if not self._differs():
            self.say(t("Nothing has changed, so there is nothing to save."))
            return
        if not self.is_locked:
            self._record("")
            return
        note = t("What stood there before is kept beside it. Enter saves the correction.")
        prompt = Prompt(t("Why is the attendance corrected?"), note=note, problem=_no_reason)
        self.app.push_screen(prompt, lambda reason: self._record(reason.strip()) if reason else None)

    def _record(self, reason: str) -> None:
        lines, etag = self.lines, self._etag
        self._write(
            lambda archive, durable: reads.attendance_record(
                archive, self.identity, lines, etag, durable, reason
            )
        )

    def _rebase(self, refusal: ExternallyChanged) -> bool:  # noqa: ARG002 - the list is read again, not the refusal
        """Lay what was said here over the list as somebody else has left it."""
        self.ask("newer", lambda archive: reads.newer_attendance(archive, self.identity), self._laid_over)
        return True

    def _laid_over(self, sheet: Sheet) -> None:
        if self.shown is None:
            return
        lines = attendance.carried_over(self.base, self.lines, sheet.lines)
        form = self.shown.form
        self.shown = AttendanceView(
            type(form)(sheet.meeting, form.record_type, sheet.meeting.fields, form.names, form.kept),
            sheet,
            self.shown.names,
            self.shown.words,
            self.shown.title,
        )
        self.data, self.base = self.shown.form, sheet.lines
        self._change(lines)
        self.say(
            t("Somebody else changed the list. What you said is laid over it; ctrl+s saves."), alert=True
        )

    # --- keys

    def do_attendance_turn(self) -> None:
        """The next answer for the person under the cursor."""
        if self.spot >= 0:
            self._change(attendance.turned(self.lines, self.spot))

    @on(RecordTable.RowChosen, "#rows")
    async def _chosen(self) -> None:
        await self.action_intent(intents.ATTENDANCE_LINE.id)

    def do_attendance_line(self) -> None:
        """What else can be said of the person under the cursor."""
        if self.spot < 0 or self.shown is None:
            self.say(t("There is nobody under the cursor."), passing=True)
            return
        spot = self.spot
        line = self.lines[spot]
        entries = [
            MenuEntry("k", t("came at item § …")),
            MenuEntry("g", t("left at item § …")),
            MenuEntry("e", t("somebody else sits for the person …")),
            MenuEntry("t", t("take out of the list")),
        ]
        name = present.person_name(line, self.shown.names)
        self.app.push_screen(Menu(name, entries), partial(self._line_chosen, spot))

    def _line_chosen(self, spot: int, key: str | None) -> None:
        line = self.lines[spot]
        if key in ("k", "g"):
            title = t("Came at item §") if key == "k" else t("Left at item §")
            value = line.from_item if key == "k" else line.to_item
            note = t("Empty: the whole meeting")
            prompt = Prompt(title, value, note=note, problem=self._no_such_item)
            self.app.push_screen(prompt, partial(self._time_typed, spot, came=key == "k"))
        elif key == "e":
            self._pick("substitute", spot)
        elif key == "t":
            self._change(attendance.removed(self.lines, spot))

    def _no_such_item(self, text: str) -> str:
        return "" if not text.strip() or self._item_key(text) else t("There is no such item.")

    def _item_key(self, text: str) -> str:
        return attendance.item_key(self.shown.sheet.meeting, text) if self.shown else ""

    def _time_typed(self, spot: int, text: str | None, *, came: bool) -> None:
        if text is not None:
            key = self._item_key(text)
            lines = attendance.with_times(
                self.lines, spot, came=key if came else None, left=None if came else key
            )
            self._change(lines)

    def do_attendance_add(self) -> None:
        """Add somebody who was not expected."""
        entries = [
            MenuEntry("g", t("guest")),
            MenuEntry("t", t("official")),
            MenuEntry("a", t("adjunct")),
            MenuEntry("e", t("substitute for the person under the cursor"), self.spot >= 0),
            MenuEntry("b", t("user representative")),
            MenuEntry("l", t("member")),
        ]
        roles = {"g": "guest", "t": "official", "a": "adjunct", "b": "user-representative", "l": "member"}

        def chosen(key: str | None) -> None:
            if key == "e":
                self._pick("substitute", self.spot)
            elif key:
                self._pick(roles[key])

        self.app.push_screen(Menu(t("Add"), entries), chosen)

    def _pick(self, role: str, spot: int = -1) -> None:
        names = self.shown.names if self.shown else {}
        lookups = lookups_for(self.tingsbok, names, lambda: self.today)
        title = t("Who?")
        if spot >= 0:
            title = t("Who sits for {name}?", name=present.person_name(self.lines[spot], names))
        picker = Picker(
            title,
            lookups.complete,
            types=["person"],
            new=[("person", t("New person"))],
            delay=lookups.delay,
        )
        self.app.push_screen(picker, partial(self._picked, role, spot))

    def _picked(self, role: str, spot: int, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.new and not picked.text:
            self.say(t("Type the new person's name."), alert=True)
        elif picked.new:
            self._add(Newcomer("", "", {}), role, spot, picked.text)
        else:
            self.ask(
                "newcomer",
                lambda archive: reads.newcomer(archive, picked.id),
                lambda found: self._add(found, role, spot),
            )

    def _add(self, new: Newcomer, role: str, spot: int, name: str = "") -> None:
        for_whom = self.lines[spot] if spot >= 0 else None
        if self.shown is not None:
            self.shown.names.update(new.names)
        line = Line(
            person=new.person,
            name=name,
            party=for_whom.party if for_whom else new.party,
            role=role,
            status=PRESENT,
            stands_in_for=for_whom.person if for_whom else "",
        )
        lines = attendance.added(self.lines, line)
        self._change(lines, str(next(place for place, each in enumerate(lines) if each == line)))

    # --- finding

    def do_text_find(self) -> None:
        """Find a name or a party."""
        self._show_find(shown=True)
        field = self.query_one("#find", Input)
        field.value = ""
        self.set_focus(field)

    def do_text_next(self) -> None:
        """Go to the next line that fits."""
        self._go_to_match(self.query_one("#find", Input).value, after=self.spot)

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        if event.value and self.focused is event.input:
            self._go_to_match(event.value)

    @on(Input.Submitted, "#find")
    def _find_done(self, event: Input.Submitted) -> None:
        self._leave_find()
        self._go_to_match(event.value, stay=True)

    def _go_to_match(self, text: str, *, after: int = -1, stay: bool = False) -> None:
        found = attendance.places_of(self.lines, text, self._name_of)
        if not found:
            self.say(
                t("Nothing matches “{text}”.", text=text) if text else t("Nothing to find. / asks for it.")
            )
        elif not (stay and self.spot in found):
            self.table.move_to_key(str(next((place for place in found if place > after), found[0])))

    def _leave_find(self) -> None:
        self._show_find(shown=False)
        self.set_focus(self.table)

    def _show_find(self, *, shown: bool) -> None:
        self.query_one("#slash").display = self.query_one("#find").display = shown

    def do_form_cancel(self) -> None:
        """First out of the finding, then out of the list; what was said stays as a draft."""
        if self.focused is self.query_one("#find", Input):
            self._leave_find()
            return
        super().do_form_cancel()


def _no_reason(text: str) -> str:
    return "" if text.strip() else t("A correction needs a reason.")


def _hint(*, recorded: bool, locked: bool) -> str:
    if locked:
        return t("The minutes are approved: changes are a correction, ctrl+s asks why.")
    begin = t("As recorded.") if recorded else t("Proposal: the members are present.")
    return " ".join((begin, t("Space changes: here, away, ? (unknown).")))
