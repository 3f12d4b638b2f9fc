"""Saying that a condition of a decision has been met, and by what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tingsbok.actions import Edit, Work
from tingsbok.dates import is_real_date, read_date
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.origin import origin_of

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.record import Record

BY = ("decision", "agreement", "meeting")
"""Types of record that can meet a condition."""


def meet(archive: Archive, decision: str, number: int = 0, *, on: str = "", by: str = "") -> Work:
    """Say that a condition is met.

    Args:
        archive: The archive.
        decision: The decision that has the condition.
        number: Which of its conditions, counted from 1; 0 for the only open one.
        on: The day it was met, as people write it; the day of *by* if empty, else today.
        by: Id of the decision, agreement or meeting that met it.

    Raises:
        NotFound: The decision, its condition or *by* does not exist.
        WrongUse: The day cannot be read, or *by* is of another type.
        Refused: There is nothing to meet, or several conditions are open.
    """
    record = archive.get(decision)
    lines = record.entries("conditions")
    index = _which(record, number)
    answer = archive.get(by) if by else None
    if answer is not None and answer.type not in BY:
        raise WrongUse(t("A condition is met by a decision, an agreement or a meeting, not by {id}.", id=by))
    day = _day(archive, on, answer)
    line: dict[str, Value] = {
        name: value for name, value in lines[index].items() if name not in ("met", "by")
    }
    line |= {"met": day} | ({"by": answer.id} if answer is not None else {})
    changed: list[Value] = [*lines[:index], line, *lines[index + 1 :]]
    say = in_language(archive.language)
    summary = say("condition met {date}: {text}", date=day, text=str(line.get("text", "")))
    fields = {**record.fields, "conditions": changed}
    return Work((Edit(record.id, fields, record.etag),), summary)


def _which(record: Record, number: int) -> int:
    """Place of the condition that is meant."""
    lines = record.entries("conditions")
    if record.type != "decision" or not lines:
        raise Refused(t("{id} has no conditions.", id=record.id))
    if number:
        if not 0 < number <= len(lines):
            raise NotFound(t("{id} has no condition {number}.", id=record.id, number=number))
        return number - 1
    waiting = [place for place, line in enumerate(lines) if not line.get("met") and not line.get("by")]
    if len(waiting) == 1:
        return waiting[0]
    if not waiting:
        raise Refused(t("All conditions of {id} are met.", id=record.id))
    raise Refused(
        t("{id} has {count} open conditions.", id=record.id, count=len(waiting)),
        remedy=t("Say which: {numbers}", numbers=", ".join(str(place + 1) for place in waiting)),
    )


def _day(archive: Archive, on: str, answer: Record | None) -> str:
    """The day the condition was met: as given, else that of what met it, else today."""
    if on:
        return _past(_read(on, archive.today), archive.today)
    if answer is None:
        return archive.today.isoformat()
    dated = origin_of(answer, archive.resolve).date if answer.type == "decision" else answer.text("date")
    return dated or answer.text("valid_from") or archive.today.isoformat()


def _past(day: str, today: date) -> str:
    """The day itself, if it has begun; one without a year is easily taken for the next."""
    if day <= today.isoformat():
        return day
    earlier = [text for years in (1, 2) if (text := f"{int(day[:4]) - years}{day[4:]}") <= today.isoformat()]
    raise WrongUse(t("{date} has not been yet.", date=day), remedy=" / ".join(earlier[:1]))


def _read(text: str, today: date) -> str:
    if is_real_date(text):
        return text
    read = read_date(text, base=today, today=today)
    if read.problem or not read.value:
        raise WrongUse(
            read.problem or t('"{text}" is no date.', text=text), remedy=" / ".join(read.proposals)
        )
    return read.value
