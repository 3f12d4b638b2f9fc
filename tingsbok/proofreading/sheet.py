"""What minutes in plain text or Markdown say of themselves: day, who was there, who presented, the items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from msgspec import Struct

from tingsbok.proofreading.days import Mention, mentions
from tingsbok.proofreading.text import Text, any_of

HEAD_LINES: Final = 45
"""Lines in which the day of the meeting is looked for, if no item begins before."""

_UPPER, _LOWER = "[A-ZÅÄÖÉÜØ]", "[a-zåäöéèüøæáí]"
_PART = rf"{_UPPER}{_LOWER}{{1,24}}(?:-{_UPPER}{_LOWER}{{1,24}}){{0,2}}"
_PARTICLE = r"(?:von|af|de|di|van|el|al|[A-Z]\.?)"
_NAME = re.compile(rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_PART}){{1,4}}(?![\w-])")
_OFFICES = """chef direktör samordnare ledare koordinator sekreterare handläggare strateg ordförande
    analytiker representant ledamot ersättare konsult kurator läkare sköterska råd nämnd nämnden rådet
    förbundet nätverket gruppen länsstyrelsen kommun kommuner kommunen beredningen förvaltningen
    styrelsen"""
_OF_AN_OFFICE = re.compile(rf"(?:{any_of(_OFFICES)})\Z", re.IGNORECASE)
_OTHER_WORDS = """region regionen kommun kommunen kommunförbundet beredning division avdelning enheten
    enhet chef nämnd länsstyrelsen landstinget svenska sveriges hälsa hälso psykisk nära god vård
    brukarrepresentant välfärd datum tid plats lokal protokoll dnr närvarande frånvarande adjungerade
    övriga ordförande tf vice under enligt vid från till styrgruppen styrgrupp socialtjänst
    socialtjänsten beslut föredragande föredragare bilaga partnerskapet information rapport dialog på
    att om samt även hos av sammanhållen gemensam mötet därefter detta denna den det de dessa utifrån
    inför efter mot fortsatt förslag överenskommelse överenskommelsen utvecklingsledare politiska
    strategin"""
_NO_PERSON: Final = frozenset(_OTHER_WORDS.split())
"""Words that stand with a capital beside names, and are none."""
_ABSENT = r"frånvar\w{0,8} (?:ej|icke)~närvar\w{0,8} (?:anmält~)?förhinder"
_PRESENT = r"""närvar\w{0,8} deltagare ledamöter ersättare adjunger\w{0,6} tjänstepersoner
    övriga~(?:tjänste|medverk|närvar|deltag)\w{0,12}"""
_LISTS: Final = tuple(
    (re.compile(rf"(?:{any_of(words)})", re.IGNORECASE), status)
    for words, status in ((_ABSENT, "absent"), (_PRESENT, "present"))
)
_LEAD = re.compile(r"[ \t>]{0,12}(?:[-*•+][ \t]{1,4})?(?:#{1,6}[ \t]{1,4})?(?:\*{1,3}|_{1,2})?")
_NUMBERED = re.compile(
    r"(?:§ ?)?(?P<n>[0-9]{1,3})(?P<sep>[.)]|(?= ?§)|(?=[ \t]))[ \t§]{0,4}(?P<title>\S[^\n]{0,200})?"
)
_LETTERED = re.compile(
    r"(?P<n>[0-9]{1,3})? ?(?P<l>[a-zåäö])[.)][ \t]{1,4}(?P<title>\S[^\n]{0,200})", re.IGNORECASE
)
_PRESENTER = re.compile(
    r"(?:föredragande|föredragare|föredrar|presenter)\b(?: var)?[ \t]{0,3}:?", re.IGNORECASE
)
_TITLES = "protokoll minnesanteckningar mötesanteckningar anteckningar möte sammanträde rapport minutes"
_LABELS: Final = (
    (3, re.compile(r"(?:mötes|sammanträdes)(?:datum|dag)\b", re.IGNORECASE)),
    (2, re.compile(r"datum(?: och tid)?\b|tid\b|date\b", re.IGNORECASE)),
    (1, re.compile(rf"(?:{any_of(_TITLES)})\b", re.IGNORECASE)),
)
_GOES_ON = re.compile(r"(?:[,&]|\boch)[ \t]{0,3}\Z")
_SIGNATURES = re.compile(r"underskrift|justera[st]|vid protokollet", re.IGNORECASE)
_FEW_WORDS: Final = 24
_LONGEST_ENTRY: Final = 400
_LONGEST_HEADING: Final = 160


class Named(Struct, frozen=True):
    """A person's name at a place.

    Attributes:
        status: ``present``, ``absent`` or ``presenter``; empty for a name in running text.
    """

    name: str
    start: int
    end: int
    status: str = ""


class Heading(Struct, frozen=True):
    """The heading of a numbered or lettered item.

    Attributes:
        number: Its number; 0 for a lettered one.
        letter: Its letter; empty for a numbered one.
        style: What stands around the number: marks of Markdown and the sign after it.
        start: Where its line begins.
        end: Where its line ends.
    """

    number: int
    letter: str
    title: str
    style: str
    start: int
    end: int


class Sheet:
    """A text taken apart as minutes.

    Args:
        text: The text.
    """

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def days(self) -> list[Mention]:
        """Every date of the text."""
        return mentions(self.text)

    @cached_property
    def first_item(self) -> int:
        """Where the first item begins; the end of the text if there is none."""
        return self.headings[0].start if self.headings else len(self.text.text)

    @cached_property
    def head_end(self) -> int:
        """Where the head ends: at the first item, or after so many lines that it must have ended."""
        return min(self.first_item, self._end_of_line(min(HEAD_LINES, len(self.text.lines)) - 1))

    @cached_property
    def dated_lines(self) -> list[tuple[int, Mention]]:
        """Dates of the head, each with how much its line looks like that of the meeting's day."""
        last = self.head_end
        found: list[tuple[int, Mention]] = []
        for one in self.days:
            if one.end > last:
                break
            line = self.text.lines[self.text.line_at(one.start)]
            lead = _LEAD.match(line)
            label = line[lead.end() :] if lead else line
            rank = next((rank for rank, form in _LABELS if form.match(label)), 0)
            found.append((rank, one))
        return found

    @cached_property
    def day(self) -> date | None:
        """The day of the meeting as the head says it: of two alike the earlier, or else the first."""
        found = [(rank, one.real) for rank, one in self.dated_lines if one.real]
        best = max((rank for rank, _ in found), default=0)
        days = [day for rank, day in found if rank == best]
        return (min(days) if best else days[0]) if days else None

    @cached_property
    def headings(self) -> list[Heading]:
        """Headings of items in order: the numbered ones that follow on each other, and lettered ones."""
        return _in_sequence(list(self._numbered()))

    @cached_property
    def people(self) -> list[Named]:
        """Everybody in the lists of who was there."""
        return list(self._listed())

    @cached_property
    def presenters(self) -> list[Named]:
        """Everybody who presents an item."""
        found: list[Named] = []
        for at, line in enumerate(self.text.lines):
            lead = _LEAD.match(line)
            label = _PRESENTER.match(line, lead.end() if lead else 0)
            if label:
                begin = self.text.starts[at] + label.end()
                end = self.text.starts[at] + len(line)
                if _GOES_ON.search(line[-8:]) and at + 1 < len(self.text.lines):
                    end += 1 + len(self.text.lines[at + 1])
                rest = self.text.text[begin : min(end, begin + _LONGEST_ENTRY)]
                found += _names(rest, begin, "presenter", strict=False)
        return found

    @cached_property
    def prose(self) -> list[Named]:
        """Names in running text, those of the lists and the presenters too."""
        return [
            Named(name, found.start() + skipped, found.start() + skipped + len(name))
            for found in _NAME.finditer(self.text.text)
            for name, skipped in [_person(found[0])]
            if name
        ]

    def section(self, at: int) -> str:
        """The text of an item: from the end of its heading to the next one."""
        begin = self.headings[at].end
        end = self.headings[at + 1].start if at + 1 < len(self.headings) else len(self.text.text)
        return self.text.text[begin:end]

    def _end_of_line(self, line: int) -> int:
        return self.text.starts[line] + len(self.text.lines[line])

    def _numbered(self) -> Iterator[Heading]:
        for at, line in enumerate(self.text.lines):
            lead = _LEAD.match(line)
            where = lead.end() if lead else 0
            style = line[:where].strip()
            start = self.text.starts[at]
            found = _NUMBERED.match(line, where)
            if found and _is_heading(line, found, style):
                title = (found["title"] or "").strip("* ")
                yield Heading(int(found["n"]), "", title, style + found["sep"], start, start + len(line))
            elif (lettered := _LETTERED.match(line, where)) and len(line) <= _LONGEST_HEADING:
                title = lettered["title"].strip("* ")
                yield Heading(0, lettered["l"].lower(), title, style, start, start + len(line))

    def _listed(self) -> Iterator[Named]:
        status = ""
        for at, line in enumerate(self.text.lines):
            lead = _LEAD.match(line)
            where = lead.end() if lead else 0
            begins = self._list_begins(line, where)
            start = self.text.starts[at]
            if begins:
                status, where = begins
            elif status and self._list_ends(line, start):
                status = ""
            if status:
                yield from _names(line[where : where + 4_000], start + where, status)

    @staticmethod
    def _list_begins(line: str, where: int) -> tuple[str, int] | None:
        """The status of a list whose heading the line is, and where names may follow; else nothing."""
        for form, status in _LISTS:
            found = form.match(line, where)
            if found is None:
                continue
            colon = line.find(":", found.end(), found.end() + 30)
            if colon >= 0:
                return status, colon + 1
            if len(line) - found.end() <= _FEW_WORDS and "." not in line[found.end() :]:
                return status, len(line)
        return None

    def _list_ends(self, line: str, start: int) -> bool:
        if any(heading.start == start and heading.number for heading in self.headings):
            return True
        marked = line.lstrip().startswith("#")
        prose = len(line) > _LONGEST_ENTRY or line.rstrip().endswith(".")
        return marked or prose or bool(_SIGNATURES.match(line.strip()))


def _is_heading(line: str, found: re.Match[str], style: str) -> bool:
    """Whether a line that begins with a number may head an item: not a sum, a date or a sentence."""
    title = (found["title"] or "").strip()
    if len(line) > _LONGEST_HEADING * 2 or not title or not re.match(r"[*_\"”(§]{0,4}[A-ZÅÄÖ]", title):
        return False
    marked = bool(found["sep"]) or "#" in style or line.lstrip().startswith("§")
    return marked and not line.rstrip().endswith((";",))


def _in_sequence(found: list[Heading]) -> list[Heading]:
    """Numbered headings that belong to the longest row that counts upwards, and lettered ones between.

    A numbered list inside an item begins at 1 again; its numbers are passed over.
    """
    numbered = [one for one in found if one.number]
    best: list[Heading] = []
    for at, first in enumerate(numbered[:60]):
        if best and any(first is one for one in best):
            continue
        row = _row(numbered[at:])
        if len(row) > len(best):
            best = row
    if len(best) < 2:  # noqa: PLR2004 - one number is no row
        return []
    chosen = {id(one) for one in best}
    last = best[-1].start
    return [one for one in found if id(one) in chosen or (one.letter and best[0].start < one.start <= last)]


def _row(numbered: list[Heading]) -> list[Heading]:
    row = [numbered[0]]
    has_lists = any(one.number == 1 for one in numbered[1:])  # then two alike may be a list's and an item's
    for one in numbered[1:]:
        step = one.number - row[-1].number
        if step in (1, 2, 3) or (step == 0 and one.style == row[-1].style and not has_lists):
            row.append(one)
    return row


def _names(text: str, offset: int, status: str, *, strict: bool = True) -> Iterator[Named]:
    """The persons of one line of a list: at the beginning of each part between tabs, bars and commas."""
    for part in re.finditer(r"[^\t\n|,;&]{2,200}", text):
        pieces = re.split(r"\b(?:och|samt|and)\b", part[0]) if not strict else [part[0]]
        at = part.start()
        for piece in pieces:
            lead = len(piece) - len(piece.lstrip(" -*•_"))
            found = _NAME.match(piece, lead)
            if found:
                following = piece[found.end() : found.end() + 12].strip().lower()
                name, skipped = _person(found[0], cut_last=following.startswith("kommun"))
                if name and not skipped:
                    start = offset + at + found.start()
                    yield Named(name, start, start + len(name), status)
            at += len(piece) + len("och")


def _person(written: str, *, cut_last: bool = False) -> tuple[str, int]:
    """The name in a row of capitalised words, and how many characters stand before it; empty if none."""
    words = re.split(r"[ \u00a0]", written)
    skipped = 0
    while words and (words[0].lower() in _NO_PERSON or _OF_AN_OFFICE.search(words[0])):
        skipped += len(words.pop(0)) + 1
    for at, word in enumerate(words):
        if at and (word.lower() in _NO_PERSON or _OF_AN_OFFICE.search(word)):
            words = words[:at]
            break
    else:
        words = words[:-1] if cut_last and len(words) > 2 else words  # noqa: PLR2004 - a name has two words
    while words and (len(words[-1].rstrip(".")) == 1 or words[-1].islower()):
        words.pop()
    return (" ".join(words), skipped) if len(words) > 1 else ("", 0)
