"""Unlinked mentions: words of a text that mean a record, though nobody has made a link of them.

Found are names and aliases, registration numbers, and meetings by their day: *på möte 200306*,
*Länssamverkansgruppens möte 20230915*, *mötet 13 september 2024*, *mötet 28 augusti*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.dates.words import MONTHS
from tingsbok.markdown_code import blanked
from tingsbok.record import Record

SHORTEST = 4
"""Letters that a name must have to be looked for."""
_AROUND = 40
_LINKS = re.compile(r"\[\[[^\]\n]*\]\]|\[[^\]\n]*\]\([^)\n]*\)|https?://\S+|^#{1,6}[ \t].*$", re.MULTILINE)
"""What is a link already, and headings: they are matched with the items by their words."""
_MONTHS = {
    name: number
    for names in MONTHS.values()
    for number, name in enumerate((name.casefold() for name in names), 1)
}
_BY_DAY = re.compile(
    r"""\b(?P<noun>(?:\w+)?(?:möte|mötet|mötes|sammanträde|sammanträdet|protokoll|protokollet|meeting|minutes))
    \s+(?:den\s+|av\s+|från\s+|of\s+)?
    (?P<day>(?:19|20)?[0-9]{6}\b|[0-9]{4}-[0-9]{2}-[0-9]{2}\b
    |[0-9]{1,2}\s+(?:"""
    + "|".join(_MONTHS)
    + r""")(?:\s+[0-9]{4}\b)?)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSES = re.compile(r"^[-*] .*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_SHORT_DATE = len("200306")


class Mention(Struct, frozen=True):
    """A place in a text that could be a link.

    Attributes:
        source: Id of the record whose text it is.
        target: Id of the record that is meant.
        words: The words as they stand.
        start: Where they begin in the record's text, counted from 0.
        line: Line of the text, counted from 1.
        excerpt: A few words around them.
        why: ``name``, ``registration`` or ``date``.
    """

    source: str
    target: str
    words: str
    start: int
    line: int
    excerpt: str
    why: str


class Called(Struct, frozen=True):
    """What a record is called.

    Attributes:
        id: The record.
        names: Its names and aliases.
        numbers: Its registration numbers.
    """

    id: str
    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()


class MeetingDay(Struct, frozen=True):
    """A meeting by what texts call it.

    Attributes:
        id: The meeting.
        body: Its body.
        date: Its day, ISO.
    """

    id: str
    body: str
    date: str


def called(record: Record) -> Called:
    """What a record is called, as texts may call it."""
    names = [record.text(name) for name in ("title", "name", "short")] + record.texts("aliases")
    lines = record.entries("registrations")
    numbers = (str(line.get("number", "")) for line in lines)
    return Called(
        record.id,
        tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST)),
        tuple(number for number in numbers if number),
    )


def named_in(source: Record, known: Iterable[Called], linked: Iterable[str]) -> list[Mention]:
    """Where a text calls records by name or number; each once, where it does so first.

    Args:
        source: The record with the text.
        known: What records are called.
        linked: Ids of the records that it links to already, and is not asked about.
    """
    text = _plain(source)
    folded = text.casefold()
    done = {source.id, *linked}
    found = []
    for one in known:
        if one.id in done:
            continue
        place = _first(text, folded, one)
        if place is not None:
            done.add(one.id)
            found.append(_mention(source, one.id, *place))
    return sorted(found, key=lambda mention: mention.start)


def dated_in(
    source: Record,
    meetings: Sequence[MeetingDay],
    bodies: Mapping[str, str],
    linked: Iterable[str],
    *,
    own_body: str = "",
    own_date: str = "",
) -> list[Mention]:
    """Where a text means a meeting by its day; a day on which several may be meant means none.

    Args:
        source: The record with the text.
        meetings: Meetings that may be meant.
        bodies: Id of a body by each of its names in small letters; genitives need not be among them.
        linked: Ids of the records that it links to already.
        own_body: Body of the text itself, meant where no other is named.
        own_date: Day of the text itself, for days without a year.
    """
    text = _plain(source)
    done = {source.id, *linked}
    found = []
    for match in _BY_DAY.finditer(text):
        days = _days(match["day"], own_date)
        before = text[max(0, match.start() - 2 * _AROUND) : match.end("noun")].casefold()
        meant = _meant(days, before, meetings, bodies, own_body)
        if meant and meant not in done:
            done.add(meant)
            found.append(_mention(source, meant, match.start("noun"), match.end("day"), "date"))
    return found


def days_in(source: Record, own_date: str = "") -> list[str]:
    """The days that a text names meetings by, ISO; of a day without a year one for each year it may be."""
    days = [day for match in _BY_DAY.finditer(_plain(source)) for day in _days(match["day"], own_date)]
    return sorted({day for day in days if day})


def forms_of(day: str) -> list[str]:
    """How a day may be written in a text: ``2020-03-06``, ``20200306``, ``200306``, ``6 mars``."""
    digits = day.replace("-", "")
    names = [names[int(day[5:7]) - 1] for names in MONTHS.values()]
    return [day, digits, digits[2:], *(f"{int(day[8:])} {name}" for name in names)]


def linked_text(body: str, mention: Mention) -> str | None:
    """The text with the mention as a link; ``None`` if its words do not stand there any more."""
    end = mention.start + len(mention.words)
    if body[mention.start : end] != mention.words:
        return None
    return f"{body[: mention.start]}[[{mention.target}|{mention.words}]]{body[end:]}"


def _plain(source: Record) -> str:
    """The text with links, headings, code and a decision's clauses blanked out, every letter in its place."""
    text = _LINKS.sub(lambda match: " " * len(match[0]), blanked(source.body))
    if source.type == "decision":
        # the clauses are what was decided, word for word
        text = _CLAUSES.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def _first(text: str, folded: str, one: Called) -> tuple[int, int, str] | None:
    """Where a record is called by any of its names, and which kind of name it is."""
    if len(folded) != len(text):  # a letter that casefold makes two of: places would not fit
        folded = text.lower() if len(text.lower()) == len(text) else text
    for words, why in (*((name, "name") for name in one.names), *((n, "registration") for n in one.numbers)):
        wanted = words.casefold()
        if wanted not in folded:
            continue
        match = re.search(rf"(?<!\w){re.escape(wanted)}s?(?!\w)", folded)
        if match:
            return match.start(), match.end(), why
    return None


def _days(text: str, own_date: str) -> list[str]:
    """The days that a text may mean; without a year those of the years around the text's own."""
    digits = re.sub(r"[-\s]", "", text)
    if digits.isdecimal():
        return [_iso(f"20{digits}" if len(digits) == _SHORT_DATE else digits)]
    day, month, *year = text.split()
    number = _MONTHS[month.casefold()]
    near = int(own_date[:4]) if own_date[:4].isdecimal() else 0
    years = [int(year[0])] if year else [near - 1, near, near + 1] if near else []
    return [found for each in years if (found := _iso(f"{each:04}{number:02}{int(day):02}"))]


def _iso(digits: str) -> str:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return ""


def _meant(
    days: Iterable[str],
    before: str,
    meetings: Sequence[MeetingDay],
    bodies: Mapping[str, str],
    own_body: str,
) -> str:
    """The one meeting that is meant: of the body named before, else of the text's own; empty if unclear."""
    possible = [one for one in meetings if one.date in set(days) - {""}]
    named = {body for name, body in bodies.items() if re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", before)}
    own = [one for one in possible if one.body in (named or {own_body})]
    if len(own) == 1:
        return own[0].id
    return possible[0].id if len(possible) == 1 and not named else ""


def _mention(source: Record, target: str, start: int, end: int, why: str) -> Mention:
    body = source.body
    line = body.count("\n", 0, start) + 1
    around = body[max(0, start - _AROUND) : end + _AROUND]
    excerpt = " ".join(around.split())
    return replace(Mention(source.id, target, "", start, line, excerpt, why), words=body[start:end])
