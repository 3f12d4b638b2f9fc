"""Decisions and tasks written as lines in the minutes: ``BESLUT: …`` and ``UPPDRAG: vem, vad, senast …``.

A line begins with the word in capitals, with or without a list mark, and goes on to the next empty line,
heading or such word; clauses may stand under it as a list. What can be read becomes a record and leaves the
text; what cannot stays where it is, with a problem that names the line. Nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, field

from tingsbok.i18n import t
from tingsbok.markdown_code import blanked
from tingsbok.meetings import outcomes
from tingsbok.meetings.parts import ItemParts
from tingsbok.meetings.sections import item_at, sections

_WORDS = {"BESLUT": "decision", "DECISION": "decision", "UPPDRAG": "assignment", "ASSIGNMENT": "assignment"}
_MARK = re.compile(
    rf"^[ \t]*(?:[-*][ \t]+)?(?:\*\*)?(?P<word>{'|'.join(_WORDS)})"
    r"[ \t]*(?:\((?P<how>[^()\n]{1,60})\))?[ \t]*:(?:\*\*)?[ \t]*(?P<text>[^\n]*)$",
    re.MULTILINE,
)
_HEADING = re.compile(r"#{1,6}[ \t]")
_ITEM = re.compile(r"[ \t]*[-*][ \t]+")
_DUE = re.compile(r"^(?:senast|till|före|innan|by|before|until|no later than)\s+(?P<when>.+)$", re.IGNORECASE)
_TO = re.compile(
    r"^(?:rapport(?:eras|erar|era)?|återkoppl(?:as|ar|a|ing)|redovisas|report)\s+(?:till|to)\s+(?P<whom>.+)$",
    re.IGNORECASE,
)
_ALL = frozenset(
    {
        "alla",
        "alla ledamöter",
        "varje ledamot",
        "samtliga",
        "samtliga ledamöter",
        "all members",
        "every member",
    }
)
_AND = re.compile(r"\s+(?:och|samt|and)\s+|\s*[&/+]\s*")
_NEXT_ENDING = re.compile(r"\s+(?P<due>(?:senast|till nästa möte|by)\b.*)$", re.IGNORECASE)


class Trouble(Struct, frozen=True):
    """What could not be read in a line.

    Attributes:
        line: Line of the text, the first being 1.
        message: Why, and what to write instead.
        stops: Whether the line stays in the text; else it becomes a record with the words as they are.
    """

    line: int
    message: str
    stops: bool = False


class CapturedDecision(Struct, frozen=True):
    """A decision written as a line."""

    line: int
    item: str
    outcome: str
    clauses: tuple[str, ...]
    until: str = ""


class CapturedTask(Struct, frozen=True):
    """An assignment written as a line; names and times are still as written."""

    line: int
    item: str
    title: str
    assignees: tuple[str, ...] = ()
    assign_all: bool = False
    assignees_text: str = ""
    due: str = ""
    due_text: str = ""
    report_to: tuple[str, ...] = ()
    report_to_text: str = ""


class Captured(Struct, frozen=True):
    """What stood in a text.

    Attributes:
        rest: The text without the lines that become records.
    """

    decisions: tuple[CapturedDecision, ...]
    tasks: tuple[CapturedTask, ...]
    troubles: tuple[Trouble, ...]
    rest: str


class Reading(Struct, frozen=True):
    """How names and days are understood; each function raises nothing.

    Attributes:
        who: Ids that a name may mean: one if it is clear, several or none if it is not.
        when: What is wrong with a day as written; empty if it can be read or is no date.
    """

    who: Callable[[str], Sequence[str]]
    when: Callable[[str], str]


class _Block(Struct):
    """The lines of one decision or task.

    Attributes:
        first: Its first line, from 1.
        last: Its last line.
    """

    first: int
    last: int
    kind: str
    how: str
    lines: list[str] = field(default_factory=list)


def has_lines(text: str) -> bool:
    """Whether a text holds lines that would become records."""
    return _MARK.search(blanked(text)) is not None


def capture(text: str, items: Sequence[ItemParts], reading: Reading) -> Captured:
    """Read the lines of a meeting's text that are decisions and assignments.

    Args:
        text: The minutes.
        items: The meeting's items.
        reading: How names and days are understood.
    """
    found = sections(text)
    decisions, tasks, troubles, gone = [], [], [], set()
    for block in _blocks(text):
        item = item_at(block.first, items, found)
        read: CapturedDecision | CapturedTask | None = None
        if item is None:
            troubles.append(Trouble(block.first, t("The line stands under no item."), stops=True))
        elif block.kind == "decision":
            read = _decision(block, item.key, troubles)
        else:
            read = _task(block, item.key, reading, troubles)
        if isinstance(read, CapturedDecision):
            decisions.append(read)
        elif read is not None:
            tasks.append(read)
        if read is not None:
            gone |= set(range(block.first, block.last + 1))
    return Captured(tuple(decisions), tuple(tasks), tuple(troubles), _without(text, gone))


def _blocks(text: str) -> Iterator[_Block]:
    """The decisions and tasks of a text with the lines that belong to each; code is left alone."""
    shown, written = blanked(text).split("\n"), text.split("\n")
    block: _Block | None = None
    for number, (line, raw) in enumerate(zip(shown, written, strict=True), start=1):
        mark = _MARK.match(line)
        if block is not None and (mark or not line.strip() or _HEADING.match(line)):
            yield block
            block = None
        if mark:
            kind = _WORDS[mark["word"]]
            start = mark.start("text")
            block = _Block(number, number, kind, (mark["how"] or "").strip(), [raw[start:].strip()])
        elif block is not None:
            block.last = number
            block.lines.append(raw)
    if block is not None:
        yield block


def _without(text: str, gone: set[int]) -> str:
    """The text without some lines, and without the double empty lines they would leave."""
    kept: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if number in gone:
            continue
        after_gap = number - 1 in gone and not line.strip() and (not kept or not kept[-1].strip())
        if not after_gap:
            kept.append(line)
    return "\n".join(kept)


# --- decisions


def _decision(block: _Block, item: str, troubles: list[Trouble]) -> CapturedDecision | None:
    clauses = tuple(_clauses(block.lines))
    if not clauses:
        troubles.append(Trouble(block.first, t("It does not say what was decided."), stops=True))
        return None
    outcome = outcome_named(block.how) if block.how else _proposed(clauses)
    if not outcome:
        message = (
            t('There is no outcome "{outcome}".', outcome=block.how)
            if block.how
            else t("Which outcome? Write it in brackets: BESLUT (godkänna): …")
        )
        troubles.append(Trouble(block.first, message, stops=True))
        return None
    return CapturedDecision(block.first, item, outcome, clauses)


def _clauses(lines: Iterable[str]) -> Iterator[str]:
    """The clauses: what stands after the word, then each item of a list; other lines go on with the last."""
    clause = ""
    for line in lines:
        if _ITEM.match(line):
            if clause:
                yield clause
            clause = _ITEM.sub("", line, count=1).strip()
        else:
            clause = f"{clause} {line.strip()}".strip()
    if clause:
        yield clause


def _proposed(clauses: Sequence[str]) -> str:
    return next(filter(None, map(outcomes.effect_of, clauses)), "")


def outcome_named(word: str) -> str:
    """Key of the outcome that a word means, in the infinitive or as a key, in either language; else empty."""
    wanted = word.strip().casefold()
    for found in (*outcomes.OUTCOMES, *outcomes.OTHERS):
        if wanted in {found.key, found.verb.casefold(), t(found.verb).casefold()}:
            return found.key
    return outcomes.effect_of(word)


# --- tasks


def _task(block: _Block, item: str, reading: Reading, troubles: list[Trouble]) -> CapturedTask | None:
    text = " ".join(" ".join(line.split()) for line in block.lines).strip()
    parts = [part.strip() for part in text.split(",")]
    names, rest = (parts[0], parts[1:]) if len(parts) > 1 else ("", parts)
    due, rest = _taken(rest, _DUE, "when")
    whom, rest = _taken(rest, _TO, "whom")
    title = ", ".join(filter(None, rest)).rstrip(". ")
    if not due and (ending := _NEXT_ENDING.search(title)):
        title, due = title[: ending.start()], _DUE.sub(r"\g<when>", ending["due"])
    if not title:
        troubles.append(
            Trouble(
                block.first, t("It does not say what is to be done: UPPDRAG: who, what, by when."), stops=True
            )
        )
        return None
    due = due.rstrip(". ")
    wrong = reading.when(due) if due else ""
    if wrong:
        troubles.append(Trouble(block.first, wrong))
    all_members = names.casefold() in _ALL
    who, words = ((), "") if all_members else _named(block, names, reading, troubles)
    to, to_words = _named(block, whom.rstrip(". "), reading, troubles)
    return CapturedTask(
        block.first,
        item,
        title,
        assignees=who,
        assign_all=all_members,
        assignees_text=words,
        due="" if wrong else due,
        due_text=due if wrong else "",
        report_to=to,
        report_to_text=to_words,
    )


def _taken(parts: Sequence[str], form: re.Pattern[str], group: str) -> tuple[str, list[str]]:
    """The last part that has the form, taken out of the parts; empty if none has."""
    for at in range(len(parts) - 1, -1, -1):
        if match := form.match(parts[at]):
            return match[group].strip(), [part for place, part in enumerate(parts) if place != at]
    return "", list(parts)


def _named(
    block: _Block, text: str, reading: Reading, troubles: list[Trouble]
) -> tuple[tuple[str, ...], str]:
    """Ids of those who are named; names that mean nobody, or several, stay words."""
    ids: list[str] = []
    words: list[str] = []
    for name in filter(None, (part.strip() for part in _AND.split(text))):
        found = reading.who(name)
        if len(found) == 1:
            ids.append(found[0])
            continue
        words.append(name)
        if found:
            message = t('"{name}" can mean several: {ids}.', name=name, ids=", ".join(found))
        else:
            message = t('Nobody is called "{name}": the name is kept as words.', name=name)
        troubles.append(Trouble(block.first, message))
    return tuple(dict.fromkeys(ids)), ", ".join(words)
