"""When a matter returns, and how often it has been put off before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tingsbok.dates import is_date, is_real_date, read_date
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, in_language, t
from tingsbok.meetings.outcomes import RETURNING
from tingsbok.meetings.parts import ItemParts
from tingsbok.query import quoted
from tingsbok.record import Record, said
from tingsbok.steps import COMING

if TYPE_CHECKING:
    from tingsbok.archive import Archive

NEXT = frozenset({"next", "nästa", "next meeting", "nästa möte"})
"""Words for the body's next meeting."""

_ORDINALS = {2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), 6: N_("sixth")}
_MOST_STEPS = 50


def next_meeting(archive: Archive, meeting: Record) -> Record | None:
    """The body's next meeting that is planned or called, else the one its minutes name, if any."""
    day = meeting.text("date")
    coming = archive.records(f"body:={quoted(meeting.text('body'))} {day}..", type="meeting", sort="date")
    for found in coming if day and meeting.text("body") else ():
        if found.text("date") > day and found.text("status") in COMING:
            return found
    named = meeting.text("next_meeting")
    return archive.resolve(named) if named else None


def returning(archive: Archive, meeting: Record, text: str) -> dict[str, Value]:
    """When the matter returns, as the decision's fields: a meeting, a day, or words.

    Args:
        archive: The archive.
        meeting: The meeting that decides; dates without a year are counted from its day.
        text: ``next``, a meeting's id, a date as people write it, or any words; empty means the next meeting.

    Raises:
        WrongUse: The text is a date that cannot be.
    """
    words = " ".join(text.split())
    following = next_meeting(archive, meeting)
    if not words or words.casefold() in NEXT:
        if following is not None:
            return {"until": following.id}
        # a short word such as "next" is for the command line; in the minutes stands the archive's own
        return {"until_text": in_language(archive.language)("next meeting")}
    record = archive.resolve(words.partition("#")[0])
    if record is not None and record.type == "meeting":
        return {"until": words}
    read = read_date(words, base=_day(meeting) or archive.today, next_meeting=_day(following))
    if read.problem:
        raise WrongUse(read.problem, remedy=" / ".join(read.proposals))
    if not read.value:
        return {"until_text": words}
    found = _meeting_on(archive, meeting.text("body"), read.value)
    return {"until": found or read.value}


def _meeting_on(archive: Archive, body: str, day: str) -> str:
    if not body or len(day) < len("2024-11-15"):
        return ""
    found = archive.records(f"body:={quoted(body)} {day}", type="meeting")
    return next((record.id for record in found if record.text("date") == day), "")


def _day(record: Record | None) -> date | None:
    day = record.text("date") if record else ""
    return date.fromisoformat(day) if is_real_date(day) and len(day) == len("2024-11-15") else None


def until_shown(archive: Archive, fields: Mapping[str, Value]) -> str:
    """The day that a matter returns on, or the words for it; empty if none is said."""
    until = said(fields, "until")
    record = archive.resolve(until.partition("#")[0]) if until and not is_date(until) else None
    return (record.text("date") or record.id) if record else until or said(fields, "until_text")


# --- how often it has been put off


def ordinal(number: int) -> str:
    """``third``; a number with its ending from the seventh on."""
    return t(_ORDINALS[number]) if number in _ORDINALS else t("{number}th", number=number)


def earlier_turns(archive: Archive, meeting: Record, item: ItemParts, case: str) -> list[str]:
    """Days on which the matter was put off before this meeting, the first one first.

    Args:
        archive: The archive.
        meeting: The meeting; what it decides itself does not count.
        item: The item; what it was carried from counts, and what that was carried from.
        case: The case; empty if it belongs to none.
    """
    found = {decision.id: decision for decision in _chain(archive, item.line.get("carried_from"))}
    if case:
        found |= {
            decision.id: decision for decision in archive.records(f"case:={quoted(case)}", type="decision")
        }
    limit = meeting.text("date")
    days = {
        day
        for decision in found.values()
        if decision.text("outcome") in RETURNING
        and decision.text("meeting") != meeting.id
        and (day := _decided_on(archive, decision))
        and (not limit or day < limit)
    }
    return sorted(days)


def _chain(archive: Archive, sources: object) -> list[Record]:
    waiting = [one for one in sources if isinstance(one, str)] if isinstance(sources, list) else []
    seen: dict[str, Record] = {}
    while waiting and len(seen) < _MOST_STEPS:
        identity = waiting.pop()
        decision = archive.resolve(identity.partition("#")[0])
        if decision is None or decision.type != "decision" or decision.id in seen:
            continue
        seen[decision.id] = decision
        waiting += _carried_from(archive, decision)
    return list(seen.values())


def _carried_from(archive: Archive, decision: Record) -> list[str]:
    """What the item that the decision was made under was itself carried from."""
    meeting = archive.resolve(decision.text("meeting")) if decision.text("meeting") else None
    lines = meeting.entries("items") if meeting else []
    found = (line.get("carried_from") for line in lines if line.get("key") == decision.text("item"))
    return [one for value in found if isinstance(value, list) for one in value if isinstance(one, str)]


def _decided_on(archive: Archive, decision: Record) -> str:
    meeting = archive.resolve(decision.text("meeting")) if decision.text("meeting") else None
    return decision.text("date") or (meeting.text("date") if meeting else "")
