"""Entries of a mapping and items of a list as rows: some go, some come, the others stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from tingsbok.frontmatter.sheet import Sheet

Added = dict[int, list[str]]
"""New rows by the position of the row that they follow, -1 for none: lines, or texts inside brackets."""

_COMMA = re.compile(r"\s*,")
_NEW_LINE = re.compile(r"\r?\n[ ]*\Z")


class Row(Struct, frozen=True):
    """From a key or a dash to the next line's start; inside brackets, to the entry's last character."""

    start: int
    end: int


def placed(
    present: list[str], wanted: list[str], order: Sequence[str], *, at_end: bool
) -> Iterator[tuple[str, int]]:
    """Each wanted name that is not present, with the position of the one it follows, -1 for none.

    That is its nearest predecessor in *order* that stays. Without one it comes last if *at_end*, else first.
    """
    ranks = {name: rank for rank, name in enumerate(order)}
    places = {name: position for position, name in enumerate(present) if name in wanted}
    otherwise = max(places.values(), default=-1) if at_end else -1
    for name in sorted(wanted, key=lambda name: ranks.get(name, len(ranks))):
        if name not in present:
            before = order[: ranks.get(name, 0)]
            places[name] = next((places[one] for one in reversed(before) if one in places), otherwise)
            yield name, places[name]


def block_rows(sheet: Sheet, rows: list[Row], kept: list[bool], added: Added, newline: str) -> None:
    """Note the rows that go and come, each on lines of its own."""
    first = _first_rows(sheet, rows, kept, "".join(added.get(-1, [])), newline)
    for position, row in enumerate(rows):
        if not kept[position] and position >= first:
            sheet.note(sheet.line_start(row.start), row.end, "")
        if position in added:
            sheet.note(row.end, row.end, "".join(added[position]))


def _first_rows(sheet: Sheet, rows: list[Row], kept: list[bool], added: str, newline: str) -> int:
    """Note what happens before the first row that stays; return the first row not yet dealt with.

    A first row that shares its line with a dash outside it cannot go with its whole line.
    """
    start = rows[0].start
    indent = sheet.indent(start)
    stays = kept.index(True) if True in kept else len(rows)
    if not sheet.lead(start).strip() or (stays == 0 and not added):
        sheet.note(sheet.line_start(start), sheet.line_start(start), added)
        return 0
    if stays == 0:
        sheet.note(start, start, added.removeprefix(indent) + indent)
        return 0
    end = rows[stays - 1].end
    if added:
        sheet.note(start, end, added.removeprefix(indent))
    elif sheet.line_start(rows[stays].start) == end:
        sheet.note(start, rows[stays].start, "")
    else:  # comments stand between: they stay on lines of their own, below a bare dash
        sheet.note(sheet.line_start(start) + len(sheet.lead(start).rstrip()), end, newline)
    return stays


def flow_rows(sheet: Sheet, opening: int, rows: list[Row], kept: list[bool], added: Added) -> None:
    """Note the rows that go and come between brackets or braces; *opening* is where these begin."""
    if True not in kept:
        sheet.note(rows[0].start, rows[-1].end, ", ".join(added[-1]))
        return
    last = len(kept) - 1 - kept[::-1].index(True)
    gap = _gap(sheet, opening, rows[0].start)
    sheet.note(rows[0].start, rows[0].start, "".join(text + "," + gap for text in added.get(-1, [])))
    for position, row in enumerate(rows):
        gap = _gap(sheet, rows[position - 1].end if position else opening, row.start)
        sheet.note(row.end, row.end, "".join("," + gap + text for text in added.get(position, [])))
        if not kept[position] and position < last:
            sheet.note(row.start, rows[position + 1].start, "")
    if last < len(rows) - 1:
        _last_rows(sheet, rows[last], rows[last + 1 :])


def _last_rows(sheet: Sheet, stays: Row, gone: list[Row]) -> None:
    """Note that the last rows between brackets go, with the comma before them.

    If a comment follows that comma, it needs its line end: then the comma stays too, as YAML allows, and one
    after the last row goes.
    """
    start, end = gone[0].start, gone[-1].end
    if "#" not in sheet.text[stays.end : start]:
        sheet.note(stays.end, end, "")
    else:
        comma = _COMMA.match(sheet.text, end)
        sheet.note(start, comma.end() if comma else end, "")


def _gap(sheet: Sheet, since: int, start: int) -> str:
    """What stands between a comma and the row after it: a space, or a new line and its indentation."""
    gap = _NEW_LINE.search(sheet.text, since, start)
    return gap[0] if gap else " "
