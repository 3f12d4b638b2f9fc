"""A meeting in a few lines: what became of its items, and who was there."""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.meetings import ItemParts, MeetingParts
from tingsbok.meetings.attendance import ABSENT, PRESENT, Lines
from tui.present import attendance
from tui.present.markdown import link, plain
from tui.present.meeting import item_lines
from tui.present.words import Words
from tui.widgets.pages import Line


def overview(parts: MeetingParts, lines: Lines, words: Words, today: str) -> str:
    """The items with what became of them, who was there, and the text of the minutes.

    Args:
        parts: The meeting.
        lines: Its attendance list.
        words: The archive's words.
        today: The day that is counted from, ISO.
    """
    told = zip(parts.items, item_lines(parts, words, today), strict=True)
    items = "\n".join(_item(parts.meeting.id, item, line) for item, line in told)
    known = lines if parts.meeting.entries("attendance") else ()
    there = [f"**{t('ATTENDANCE')}** {plain(attendance.counts(known))}"] if known else []
    agenda = [f"**{t('ITEMS')}**", items or t("The agenda is empty.")]
    return "\n\n".join([*there, *agenda, *_who(known, words), parts.meeting.body.strip("\n")])


def _item(meeting: str, item: ItemParts, line: Line) -> str:
    """An item with its outcome or time, and what is still open; a sign where a decision is missing."""
    number, _, title, said, is_open = (str(cell).strip() for cell in line.cells)
    shown = link(f"{meeting}#{item.key}", title) if item.key else plain(title)
    facts = "".join(f" · *{plain(fact)}*" for fact in (said, is_open) if fact and fact != "-")
    sign = f"**{line.mark}** " if line.mark else ""
    return f"{'  ' * item.depth}- {sign}{plain(number)} {shown}{facts}"


def _who(lines: Lines, words: Words) -> Iterator[str]:
    """The names of those who were there and of those who were not; who is unknown is only counted."""
    for status, label in ((PRESENT, t("Present")), (ABSENT, t("Absent"))):
        names = _names(tuple(line for line in lines if line.status == status), words)
        if names:
            yield f"{label}: {names}"


def _names(lines: Lines, words: Words) -> str:
    names = (line.name or words.name_of(line.person) for line in lines)
    return ", ".join(plain(name) for name in names)
