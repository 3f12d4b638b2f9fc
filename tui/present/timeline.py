"""The life-line of a case as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.dates import is_date
from tingsbok.followup import Event
from tingsbok.followup.lifeline import chosen
from tingsbok.followup.mentions import Mention
from tingsbok.i18n import N_, t
from tui.present.sentences import item_number
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION, Line

OUTCOME_FIELDS = {
    "decision": "outcome",
    "mention": "outcome",
    "assignment": "status",
    "agreement": "status",
    "item": "items.kind",
}
REPORTS = {"made": N_("made"), "promised": N_("promised")}
KINDS = {"report": N_("report"), "mention": N_("mention")}
MENTION = "mention:"
"""How the keys of rows begin that stand for mentions."""
_HOLDER = {"item": "meeting", "mention": "decision"}


class Timeline(Struct, frozen=True):
    """What a case page shows.

    Attributes:
        title: The case's title.
        status: Its status in words.
        bodies: Names of the bodies it has been before, in the order of time.
        events: Its events.
        lines: A line for each event.
        waiting: How many conditions of its decisions are open.
        at: The day it is shown as of, ISO; empty for now.
    """

    title: str
    status: str
    bodies: tuple[str, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...]
    waiting: int = 0
    at: str = ""


class Narrowed(Struct, frozen=True):
    """What narrows a life-line.

    Attributes:
        since: First date, month or year.
        until: Last date, month or year.
        at: The day the archive is read as of.
        words: What each line must say: a body, an outcome, a part of a title.
    """

    since: str = ""
    until: str = ""
    at: str = ""
    words: tuple[str, ...] = ()


def narrowed(text: str) -> Narrowed:
    """What a text narrows to: ``2021``, ``2021..2023``, ``vfr bordlagt``, ``@2024-10-01``, or several."""
    found = Narrowed()
    for word in text.split():
        if word.startswith("@"):
            found = replace(found, at=word[1:])
        elif ".." in word:
            since, _, until = word.partition("..")
            found = replace(found, since=since, until=until)
        elif word[:1].isdigit():
            found = replace(found, since=word)
        else:
            found = replace(found, words=(*found.words, word.casefold()))
    return found


def columns() -> tuple[Column, ...]:
    """The columns of a life-line."""
    return (
        Column(t("Date"), 10),
        Column(t("Body"), 6),
        Column("§", 5),
        Column(t("Event"), least=20),
        Column(t("Outcome"), 18, drop=1),
    )


def event_lines(events: Iterable[Event], words: Words, today: str) -> tuple[Line, ...]:
    """A line for each event; what is still to come is marked, what is only mentioned elsewhere says so."""
    return tuple(
        Line(
            f"{number}:{event.target}",
            (
                f"{event.date}?" if event.uncertain else event.date or "-",
                words.name_of(event.body) if event.body else "-",
                item_number(event.item) or "-",
                _title(event, words),
                outcome(event, words),
            ),
            "",
            "muted" if event.mentioned else "strong" if event.date > today else "",
        )
        for number, event in enumerate(events)
    )


def outcome(event: Event, words: Words) -> str:
    """How the event ended, in words."""
    if event.mentioned and not event.outcome:
        return t("(missing)")
    if event.outcome in REPORTS:
        return t(REPORTS[event.outcome])
    field = OUTCOME_FIELDS.get(event.kind, "")
    shown = words.value(_HOLDER.get(event.kind, event.kind), field, event.outcome) if field else event.outcome
    return f"{shown} {t('(condition)')}" if event.waits else shown


def bodies(events: Iterable[Event], words: Words) -> tuple[str, ...]:
    """Names of the bodies in the order they first met the case."""
    return tuple(dict.fromkeys(words.name_of(event.body) for event in events if event.body))


def places(shown: Timeline, wanted: Narrowed) -> tuple[int, ...]:
    """Places of the events that fit; undated ones stay whatever the period."""
    within = set(chosen(shown.events, since=wanted.since, until=wanted.until))
    return tuple(
        place
        for place, (event, line) in enumerate(zip(shown.events, shown.lines, strict=True))
        if event in within and all(word in _said(line) for word in wanted.words)
    )


def _said(line: Line) -> str:
    return " ".join(str(cell) for cell in line.cells).casefold()


def mention_lines(found: Sequence[Mention], words: Words) -> tuple[Line, ...]:
    """The section of texts that mean the case without linking to it; the keys begin with ``mention:``."""
    if not found:
        return ()
    heading = Line("", (t("MENTIONED WITHOUT A LINK"), t("Enter links")), style=SECTION)
    lines = (
        Line(
            f"{MENTION}{place}",
            ("", "", "", f"{words.name_of(one.source)}: {one.excerpt}", one.words),
            "+",
            "muted",
        )
        for place, one in enumerate(found)
    )
    return (heading, *lines)


def _title(event: Event, words: Words) -> str:
    if event.kind in ("decision", "item"):
        return event.title
    if event.kind in KINDS:
        return f"{t(KINDS[event.kind])}: {words.name_of(event.title)}"
    return f"{words.type_title(event.kind)}: {event.title}"


def latest(events: Iterable[Event], today: str) -> int:
    """Place of the first event of the latest day on which something happened: where a reader begins."""
    days = [event.date for event in events]
    past = [day for day in days if day and day <= today]
    return days.index(past[-1]) if past else 0


def facts(shown: Timeline, count: int) -> str:
    """Bodies and number of events."""
    number = t("1 event") if count == 1 else t("{count} events", count=count)
    several = t("{count} open conditions", count=shown.waiting) if shown.waiting else ""
    waiting = t("1 open condition") if shown.waiting == 1 else several
    then = t("as of {day}", day=shown.at) if shown.at else ""
    return "   ".join(filter(None, (then, number, waiting, ", ".join(shown.bodies))))


def no_date(wanted: Narrowed) -> str:
    """What stands where a date belongs and is none, in words; empty if all is well."""
    odd = next((one for one in (wanted.since, wanted.until, wanted.at) if one and not is_date(one)), "")
    return t('"{text}" is no date.', text=odd) if odd else ""


def empty(text: str) -> str:
    """Why there are no events and what to do.

    Args:
        text: What narrows them, as it was typed.
    """
    wanted = narrowed(text)
    if wanted == Narrowed():
        return t("Nothing has happened in this case yet. c links it to decisions and meetings.")
    if fault := no_date(wanted):
        return fault
    if wanted == Narrowed(since=wanted.since):
        return t("Nothing has happened since {start}. Esc shows everything.", start=wanted.since)
    return t('Nothing in the case matches "{text}". Esc shows everything.', text=text)
