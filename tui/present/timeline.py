"""The life-line of a case as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tingsbok.followup import Event
from tingsbok.i18n import t
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import Line

OUTCOME_FIELDS = {"decision": "outcome", "assignment": "status", "agreement": "status", "item": "items.kind"}
_WIDEST_NUMBER = 5
_HOLDER = {"item": "meeting"}


@dataclass(frozen=True)
class Timeline:
    """What a case page shows.

    Attributes:
        title: The case's title.
        status: Its status in words.
        bodies: Names of the bodies it has been before, in the order of time.
        events: Its events.
        lines: A line for each event.
    """

    title: str
    status: str
    bodies: tuple[str, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...]


def columns() -> tuple[Column, ...]:
    """The columns of a life-line."""
    return (
        Column(t("Date"), 10),
        Column(t("Body"), 6),
        Column("§", 5),
        Column(t("Event"), least=20),
        Column(t("Outcome"), 16, drop=1),
    )


def event_lines(events: Iterable[Event], words: Words, today: str) -> tuple[Line, ...]:
    """A line for each event; what is still to come is marked, what is only mentioned elsewhere says so."""
    return tuple(
        Line(
            f"{number}:{event.target}",
            (
                event.date or "-",
                words.name_of(event.body) if event.body else "-",
                _number(event.item) or "-",
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
    field = OUTCOME_FIELDS.get(event.kind, "")
    return words.value(_HOLDER.get(event.kind, event.kind), field, event.outcome) if field else event.outcome


def bodies(events: Iterable[Event], words: Words) -> tuple[str, ...]:
    """Names of the bodies in the order they first met the case."""
    return tuple(dict.fromkeys(words.name_of(event.body) for event in events if event.body))


def since(events: Iterable[Event], start: str) -> tuple[int, ...]:
    """Places of the events on or after *start*, a date or the beginning of one; undated ones stay."""
    return tuple(
        place for place, event in enumerate(events) if not event.date or event.date[: len(start)] >= start
    )


def _number(item: str) -> str:
    """The item's number; a key that is only a slug is no number."""
    number = item.removeprefix("§").strip()
    return number if len(number) <= _WIDEST_NUMBER else ""


def _title(event: Event, words: Words) -> str:
    if event.kind in ("decision", "item"):
        return event.title
    return f"{words.type_title(event.kind)}: {event.title}"


def latest(events: Iterable[Event], today: str) -> int:
    """Place of the latest event that has happened: where a reader begins."""
    past = [place for place, event in enumerate(events) if event.date and event.date <= today]
    return past[-1] if past else 0


def facts(shown: Timeline, count: int) -> str:
    """Bodies and number of events."""
    number = t("{count} events", count=count)
    return "   ".join(filter(None, (", ".join(shown.bodies), number)))


def empty(start: str) -> str:
    """Why there are no events and what to do."""
    if start:
        return t("Nothing has happened since {start}. Esc shows everything.", start=start)
    return t("Nothing has happened in this case yet. c links it to decisions and meetings.")
