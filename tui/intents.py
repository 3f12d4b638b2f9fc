"""What a user can ask for: one entry is a key, a footer hint, a help line and a palette command.

Screens list the intents they answer; bindings, hints, help and palette are derived from that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.i18n import N_, t
from tingsbok.settings.keyboard import FORBIDDEN, Action, in_use

if TYPE_CHECKING:
    from textual.binding import Binding

KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": N_("Space"),
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "colon": ":",
    "question_mark": "?",
    "section_sign": "§",
    "number_sign": "#",
}
"""How keys are written on the screen, by Textual's name."""

_FUNCTION_KEY = re.compile(r"f[0-9]{1,2}\Z")

IN_FIELDS = ("form.", "search.", "text.editor", "decide.clause")
"""How the names of intents begin that are asked for while letters go into a field."""

_own: Mapping[str, tuple[str, ...]] = {}


def use_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Set the user's own keys, by the name of the intent, for everything that is shown from now on."""
    global _own  # noqa: PLW0603 - one user, one keyboard for the process
    _own = own


class Intent(Struct, frozen=True):
    """One thing a user can ask for.

    Attributes:
        id: Stable name such as ``record.edit``; a screen answers in ``do_record_edit``.
        keys: Textual key names, the one to show first.
        label: A word or two for the hint line (English source text).
        help: What it does, for help and palette (English source text).
        rank: Place in the hint line, 1 first; 0 keeps it out of there.
        everywhere: The same in every view, so help shows it apart.
        steady: Stays in the hint line however narrow the window is.
        variant: Name under which its keys are chosen where they differ from those of the same id elsewhere,
            as on pages where letters go into a field.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    rank: int = 0
    everywhere: bool = False
    steady: bool = False
    variant: str = ""

    @property
    def name(self) -> str:
        """The name under which its keys are chosen."""
        return self.variant or self.id

    @property
    def handler(self) -> str:
        """Name of the method that answers the intent."""
        return "do_" + self.id.replace(".", "_")

    @property
    def action(self) -> Action:
        """The intent as something that a user can choose keys for."""
        return Action(self.name, self.keys, self.help, self.name.startswith(IN_FIELDS))

    @property
    def keys_in_use(self) -> tuple[str, ...]:
        """Its keys: the user's own before those of the program."""
        return in_use(self.action, _own) if self.keys else ()

    @property
    def shown_key(self) -> str:
        """The key as it is written on the screen."""
        return shown(self.keys_in_use[0]) if self.keys else ""


def keys_for(name: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys in use of what has *keys* in the program and is chosen keys for under *name*."""
    return in_use(Action(name, keys, ""), _own)


def shown(key: str) -> str:
    """A Textual key name as people write it: ``ctrl+s`` stays, ``question_mark`` becomes ``?``."""
    if _FUNCTION_KEY.match(key):
        return key.upper()
    return t(KEY_NAMES[key]) if key in KEY_NAMES else key  # a letter is itself in every language


def bindings(intents: Iterable[Intent]) -> list[Binding]:
    """Textual bindings for *intents*; each runs the screen's action ``intent`` with the intent's id."""
    from textual.binding import Binding

    return [
        Binding(",".join(intent.keys), f"intent('{intent.id}')", intent.label, show=False, id=intent.name)
        for intent in intents
        if intent.keys
    ]


class Group(IntEnum):
    """What a key is about: the groups of the hint lines of a large window, in their order."""

    ROW = 0
    """What is done with the row or record under the cursor."""
    PAGE = 1
    """What is done with the page or with what all of it shows."""
    GO = 2
    """Where to go."""


_WAYS = frozenset({"record.case", "record.meeting", "meeting.item", "form.cancel", "first.quit"})
"""Names of what leads elsewhere, besides what begins with ``app.`` or ``nav.``."""
_OF_A_ROW = frozenset({"meeting.decide", "meeting.assign", "log.compare", "log.restore"})
"""Names that begin as those of a page do, and are about a row."""
_OF_A_PAGE = frozenset(
    {
        *("record.new", "agreement.papers", "attendance.add", "body.day", "inforce.day", "text.editor"),
        *("decide.clause", "finding.mend", "setting.file", "setting.tabs", "first.language"),
    }
)
"""Names that begin as those of a row do, and are about the page."""


def group_of(intent: Intent) -> Group:
    """What a key is about, by the name of its intent; a page may know better."""
    area = intent.id.partition(".")[0]
    if area in ("app", "nav") or intent.id in _WAYS:
        return Group.GO
    whole = area in ("list", "text", "form", "calendar", "start", "meeting", "case", "log", "search")
    is_page = intent.id not in _OF_A_ROW and (whole or intent.id in _OF_A_PAGE)
    return Group.PAGE if is_page else Group.ROW


def clashes(intents: Sequence[Intent]) -> list[str]:
    """What is wrong with a set of intents used together: keys or ids twice, keys that do not arrive."""
    found: list[str] = []
    owner: dict[str, str] = {}
    seen: set[str] = set()
    for intent in intents:
        if intent.id in seen:
            found.append(f"{intent.id} is listed twice")
        seen.add(intent.id)
        for key in intent.keys:
            if key in owner:
                found.append(f"{key} runs both {owner[key]} and {intent.id}")
            if key in FORBIDDEN or key.startswith(("alt+", "ctrl+shift+")):
                found.append(f"{key} of {intent.id} does not reach the program everywhere")
            owner[key] = intent.id
    return found


# --- everywhere -----------------------------------------------------------------------------------------
BACK = Intent("nav.back", ("escape", "left", "h"), N_("back"), N_("Back one level"), 0, everywhere=True)
LEAVE = Intent(
    "nav.leave",
    ("q",),
    N_("back"),
    N_("Back one level; on Start: quit"),
    90,
    everywhere=True,
    steady=True,
)
QUIT = Intent("app.leave", ("ctrl+q",), N_("quit"), N_("Quit Tingsbok"), 0, everywhere=True)
HELP = Intent("app.help", ("question_mark", "f1"), N_("more"), N_("Help for this view"), 89, everywhere=True)
PALETTE = Intent("app.palette", ("colon", "ctrl+p"), N_("commands"), N_("All commands"), 0, everywhere=True)
GOTO = Intent("app.goto", ("g",), N_("go to"), N_("Go to …"), 70, everywhere=True)
SEARCH = Intent("app.search", ("s",), N_("search"), N_("Search everything"), 60, everywhere=True)
UNDO = Intent("app.undo", ("u", "ctrl+z"), N_("undo"), N_("Undo the latest change"), 0, everywhere=True)
REDO = Intent("app.redo", ("U", "ctrl+y"), N_("redo"), N_("Redo what was undone"), 0, everywhere=True)
RELOAD = Intent("app.reload", ("f5", "ctrl+r"), N_("reload"), N_("Read again from disk"), 0, everywhere=True)
OUTSIDE = Intent(
    "app.outside", (), N_("changed outside"), N_("Show what was changed in another program"), everywhere=True
)
SCOPE = Intent("app.scope", (), N_("choose body"), N_("Show one body only, or all"), everywhere=True)
TRUST = Intent(
    "app.trust", (), N_("trust"), N_("Trust: which programs of the archive's own may run"), everywhere=True
)

TUTORIAL = Intent(
    "app.tutorial", (), N_("tutorial"), N_("Tutorial: begin, go on, skip a step"), everywhere=True
)
IDENTITY = Intent(
    "app.identity", (), N_("my name"), N_("My name and address: who changes are by"), everywhere=True
)
DOCTOR = Intent(
    "app.doctor", (), N_("this computer"), N_("Check this computer: git, terminal, editor"), everywhere=True
)

EVERYWHERE = (
    *(SEARCH, GOTO, PALETTE, HELP, UNDO, REDO, RELOAD, OUTSIDE, SCOPE, TRUST, TUTORIAL, IDENTITY),
    *(DOCTOR, BACK, LEAVE, QUIT),
)

# --- lists and records ------------------------------------------------------------------------------------
OPEN = Intent("record.open", ("enter", "right", "l", "ö"), N_("open"), N_("Open what is under the cursor"), 1)
NEW = Intent("record.new", ("n", "ctrl+n"), N_("new"), N_("Write a new record"), 10)
EDIT = Intent("record.edit", ("e", "f2"), N_("edit"), N_("Edit in a form"), 11)
EDITOR = Intent("record.editor", ("E",), N_("text editor"), N_("Open the file in your text editor"), 30)
TEXT = Intent("record.text", (), N_("edit the text"), N_("Edit the text of the record"))
LINK = Intent("record.link", ("c",), N_("link"), N_("Link to another record"), 13)
UNLINK = Intent("record.unlink", (), N_("remove link"), N_("Remove a link to another record"))
HISTORY = Intent("record.history", ("H",), N_("history"), N_("History of the record"), 14)
DIFFERENCE = Intent(
    "record.difference", ("d",), N_("difference"), N_("What differs from the saved record"), 0
)
COPY = Intent("record.copy", ("y",), N_("copy reference"), N_("Copy a reference to the record"))
CASE = Intent("record.case", ("a", "ä"), N_("to the case"), N_("Go to the case"), 25)
MEETING = Intent("record.meeting", ("m",), N_("to the meeting"), N_("Go to the meeting"), 26)
PREVIOUS = Intent("nav.previous", ("comma",), N_("previous"), N_("The previous one"))
NEXT = Intent("nav.next", ("full_stop",), N_("next"), N_("The next one"))
FILTER = Intent("list.filter", ("slash", "ctrl+f"), N_("filter"), N_("Filter while you type"), 12)
FIND = Intent("text.find", ("slash", "ctrl+f"), N_("find"), N_("Find in the text"), 12)
FIND_NEXT = Intent("text.next", ("f3",), N_("next hit"), N_("Go to the next place that was found"))
FACETS = Intent("list.facets", ("f",), N_("by field"), N_("Filter by fields"), 15)
SORT = Intent("list.sort", ("w",), N_("order"), N_("Order, columns, saved views"), 16)
PANE = Intent("list.pane", ("i",), N_("side pane"), N_("Show or hide the side pane"))
TABLE = Intent(
    "meeting.item", ("section_sign", "number_sign"), N_("item"), N_("Go to an item by its number"), 12
)
DECIDE = Intent("meeting.decide", ("b",), N_("decide"), N_("Record a decision on the item"), 2)
ASSIGN = Intent("meeting.assign", ("t",), N_("task"), N_("Give somebody a task out of the item"), 3)
CLAUSE = Intent("decide.clause", ("ctrl+n",), N_("clause"), N_("Write another clause"), 2)
WAITING = Intent("meeting.waiting", ("v",), N_("waiting"), N_("What waits for the meeting"), 9)
LIST_WAITING = Intent("meeting.waiting", ("v",), N_("waiting"), N_("What waits for the meeting in the row"))
ITEM_NEW = Intent("record.new", ("n", "ctrl+n"), N_("new item"), N_("Add an item to the agenda"), 10)
ARRANGE = Intent(
    "agenda.arrange", ("w",), N_("order"), N_("Move, nest, put off or take off the item of the agenda"), 16
)
WAITING_TAKE = Intent("waiting.take", ("ctrl+s",), N_("take up"), N_("Put what is marked on the agenda"), 1)
WAITING_SOURCE = Intent(
    "waiting.source", ("enter", "right", "l", "ö"), N_("source"), N_("Open where it comes from"), 2
)
WAITING_LATER = Intent("waiting.later", ("r",), N_("put off"), N_("Put it off to a later meeting or day"), 3)
SINCE = Intent(
    "case.since",
    ("f",),
    N_("since"),
    N_("Narrow it: 2021..2023, a body, an outcome; @day: as it was known then"),
    12,
)
RESTORE = Intent("log.restore", ("r",), N_("restore"), N_("Put this version back"), 12)
SETTING_FILE = Intent(
    "setting.file", ("E",), N_("text editor"), N_("Open the settings in your text editor"), 3
)
SETTING_CHANGE = Intent(
    "setting.change", ("enter", "right", "l", "ö"), N_("change"), N_("Change the setting or the key"), 1
)
SETTING_TABS = Intent("setting.tabs", ("full_stop",), N_("settings, keys"), N_("Settings, or the keys"), 4)
SETTING_RESET = Intent("setting.reset", ("r",), N_("reset"), N_("Take the user's own value or key away"), 2)
SHOW_RECORD = Intent("record.open", ("ö", "l", "right"), N_("open"), N_("Open the record"), 2)
COMPARE = Intent(
    "log.compare", ("enter", "d", "right", "l"), N_("difference"), N_("Show what was changed"), 1
)
PERSON = Intent("log.filter", ("f",), N_("filter"), N_("Filter by person or date"), 13)
VIEWAS = Intent("log.view", ("w",), N_("view"), N_("Show fields, words or the file itself"), 17)
SET_LAST = Intent(
    "log.fields", ("f",), N_("field by field"), N_("Who set each field last, or every change"), 13
)
ON_DAY = Intent("inforce.day", ("f",), N_("on a day"), N_("Show it as it is on another day"), 12)
STEP = Intent("meeting.step", ("r",), N_("next step"), N_("Next step of the meeting, or a correction"), 15)
EXPORT = Intent(
    "record.export", ("x",), N_("write out"), N_("Export: write a notice, minutes or an extract"), 18
)
LIST_REGISTER = Intent(
    "record.register", ("r",), N_("report, done"), N_("Register what has become of the record in the row")
)
REGISTER = Intent("record.register", ("r",), N_("register"), N_("Register that a condition is met"), 9)
RATIFY = Intent("agreement.ratify", ("r",), N_("answer"), N_("Register what the party has answered"), 2)
BESIDE = Intent("agreement.beside", (), N_("agreement"), N_("The next agreement of the matrix (← and →)"))
PAPERS = Intent(
    "agreement.papers", ("x",), N_("reminder, csv"), N_("Export: write reminders, packages or tables"), 3
)
CALENDAR_ICS = Intent("calendar.ics", ("x",), N_("calendar file"), N_("Export: write a calendar file"), 2)
CALENDAR_BODY = Intent("calendar.body", ("f",), N_("body"), N_("Show one body only, or all"), 3)
START_BODY = Intent("start.body", ("f",), N_("body"), N_("Show one body only, or all"), 15)
CALENDAR_TODAY = Intent("calendar.today", (), N_("today"), N_("Go to today"))
ATTENDANCE = Intent("meeting.attendance", ("p",), N_("attendance"), N_("Who is at the meeting"), 8)
ATTENDANCE_TURN = Intent("attendance.turn", ("space",), N_("here/away/?"), N_("Here, away or unknown"), 2)
ATTENDANCE_LINE = Intent("attendance.line", ("r",), N_("came/left"), N_("Came, left, or sits for another"), 3)
ATTENDANCE_ADD = Intent("attendance.add", ("n",), N_("add"), N_("Add a guest, an official, a substitute"), 4)
ATTENDANCE_FIND = Intent("text.find", ("slash", "ctrl+f"), N_("find"), N_("Find a name or a party"), 5)
BODY_REPLACE = Intent("body.replace", ("r",), N_("replace"), N_("Somebody takes the place of another"), 2)
BODY_NEW = Intent("record.new", ("n", "ctrl+n"), N_("new member"), N_("New member, or seats for a party"), 3)
BODY_DAY = Intent("body.day", ("f",), N_("on date"), N_("Show who sat there on another day"), 15)
PERSON_MERGE = Intent("person.merge", (), N_("merge persons"), N_("Merge the person with another record"))
FINDING_ACCEPT = Intent("finding.accept", ("r",), N_("accept"), N_("Accept the finding with a reason"), 2)
FINDING_CHOOSE = Intent("record.open", OPEN.keys, N_("choose"), N_("See what it would do, or go there"), 3)
FINDING_MEND = Intent(
    "finding.mend", (), N_("mend what is certain"), N_("Mend everything that has one certain remedy")
)
FINDING_PROMISES = Intent("finding.promises", ("t",), N_("promises"), N_("Promises of the meeting"), 3)
PROMISES = Intent("meeting.promises", (), N_("promises"), N_("What was promised and is no assignment yet"))
FINDINGS = Intent("meeting.findings", (), N_("findings"), N_("What the review finds in the meeting"))
PROMISE_TAKE = Intent("promise.take", ("enter", "t"), N_("assignment"), N_("Make an assignment of it"), 1)
PROMISE_DISMISS = Intent("promise.dismiss", ("r",), N_("dismiss"), N_("It is no assignment; say why"), 2)
PROMISE_SHOW = Intent("promise.show", ("right", "l", "ö"), N_("item"), N_("Go to the item it stands in"), 3)
SEARCH_OPEN = Intent(
    "record.open", ("enter",), N_("open"), N_("Open the hit under the cursor"), 1, variant="search.open"
)
SEARCH_HELP = Intent("app.help", ("f1",), N_("help"), N_("Help for this view"), 88, variant="search.help")
SEARCH_BACK = Intent(
    "nav.back", ("escape",), N_("back"), N_("Back one level"), 3, steady=True, variant="search.back"
)
SEARCH_TYPES = Intent("search.types", ("tab",), N_("type"), N_("Show hits of the next type only"), 2)
SEARCH_CORRECT = Intent(
    "search.correct", ("ctrl+n",), N_("did you mean"), N_("Search for what was probably meant")
)

# --- first start ------------------------------------------------------------------------------------------
FIRST_CHOOSE = Intent(
    "first.choose", ("enter", "right"), N_("choose"), N_("Take the choice under the cursor"), 1
)
FIRST_DEMO = Intent("first.demo", ("1",), N_("example"), N_("Try it with an example"))
FIRST_OPEN = Intent("first.open", ("2",), N_("open"), N_("Open an archive"))
FIRST_FETCH = Intent("first.fetch", ("3",), N_("fetch"), N_("Fetch an archive from a git server"))
FIRST_CREATE = Intent("first.create", ("4",), N_("new archive"), N_("Make a new archive"))
FIRST_LANGUAGE = Intent("first.language", ("L",), N_("English"), N_("Change the language"), 2)
FIRST_QUIT = Intent("first.quit", ("q", "escape"), N_("quit"), N_("Quit Tingsbok"), 3)

# --- forms and texts --------------------------------------------------------------------------------------
SAVE = Intent("form.save", ("ctrl+s",), N_("save"), N_("Save as one change"), 1)
FORM_ADD = Intent("form.add_line", (), N_("field"), N_("Add a field (ctrl+n)"))
FORM_EDITOR = Intent(
    "form.editor_line", (), N_("in the text editor"), N_("Write the field in your text editor (F4)")
)
FORM_TEXT = Intent("form.text", (), N_("text"), N_("Write the text of the record"))
TEXT_EDITOR = Intent("text.editor", ("f4",), N_("text editor"), N_("Go on in your text editor"), 5)
FORM_DISCARD = Intent("form.discard", (), N_("throw away"), N_("Leave and throw away what was typed"))
FORM_COMMANDS = Intent("app.palette", ("ctrl+p",), N_("commands"), N_("All commands"), variant="form.palette")
FORM_HELP = Intent("app.help", ("f1",), N_("help"), N_("Help for this form"), 8, variant="form.help")
CANCEL = Intent("form.cancel", ("escape",), N_("leave"), N_("Leave; what was typed is kept as a draft"), 9)

OUTSIDE_SAVE = Intent(
    "outside.save", ("enter", "ctrl+s"), N_("save as a change"), N_("Save the file as a change"), 1
)
OUTSIDE_SHOW = Intent("outside.show", ("right", "l", "ö"), N_("open"), N_("Open the record"), 3)

RECORD = (EDIT, TEXT, LINK, UNLINK, HISTORY, DIFFERENCE, EDITOR, COPY)
"""What can be done with any record, wherever it is shown."""

WRITING = (SAVE, FORM_COMMANDS, FORM_HELP, FORM_DISCARD, CANCEL, QUIT)
"""What can be done on every page on which a record is written."""

WRITES = frozenset(
    {
        *("app.undo", "app.redo", "app.identity", "form.save", "outside.save", "log.restore"),
        *("record.new", "record.edit", "record.editor", "record.text", "record.link", "record.unlink"),
        *("record.register", "agreement.ratify", "person.merge", "body.replace"),
        *("meeting.decide", "meeting.assign", "meeting.step", "agenda.arrange"),
        *("waiting.take", "waiting.later", "finding.accept", "finding.mend"),
        *("promise.take", "promise.dismiss", "attendance.turn", "attendance.line", "attendance.add"),
    }
)
"""Names of what leads to writing in the archive: it is not begun where the archive may only be read."""
