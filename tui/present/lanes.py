"""A life-line with a lane for each body: the years go down, and signs show where the case was when."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tingsbok.i18n import t
from tui.widgets.columns import Column
from tui.widgets.lines import fit
from tui.widgets.pages import Line

MET, BETWEEN = "●", "│"
_WIDEST, _ROOM = 9, 32
"""Cells that a lane and all of them together may take."""
_DATE, _BODY, _ITEM = 0, 1, 2


def fits(bodies: Sequence[str]) -> bool:
    """Whether lanes tell anything and have room: with one body there is nothing to see."""
    return len(bodies) > 1 and sum(map(_width, bodies)) <= _ROOM


def columns(bodies: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a life-line, the bodies' lanes in the place of the body's name."""
    heads = "".join(fit(body, _width(body)) for body in bodies)
    return (
        Column(t("Date"), 10),
        Column(heads, len(heads)),
        Column(t("Event"), least=20),
        Column(t("Outcome"), 18, drop=1),
    )


def with_lanes(lines: Sequence[Line], bodies: Sequence[str]) -> list[Line]:
    """The lines with their item, or a mark, in the lane of their body, and a year only where it begins."""
    rows = {body: [at for at, line in enumerate(lines) if _cell(line, _BODY) == body] for body in bodies}
    found, year = [], ""
    for at, line in enumerate(lines):
        if line.is_section or not _cell(line, _DATE):  # a heading, or a mention that has no date
            found.append(line if line.is_section else replace(line, cells=line.cells[1:]))
            continue
        date = _cell(line, _DATE)
        shown = f"     {date[5:]}" if date[:4] == year and len(date) > len("2024?") else date
        year = date[:4]
        signs = (_sign(rows[body], at, _cell(line, _ITEM)) for body in bodies)
        lanes = "".join(fit(sign, _width(body)) for sign, body in zip(signs, bodies, strict=True))
        found.append(replace(line, cells=(shown, lanes, *line.cells[_ITEM + 1 :])))
    return found


def _sign(rows: Sequence[int], at: int, item: str) -> str:
    if at in rows:
        return f"§ {item}" if item not in ("", "-") else MET
    return BETWEEN if rows and rows[0] < at < rows[-1] else ""


def _width(body: str) -> int:
    return min(len(body), _WIDEST) + 1


def _cell(line: Line, place: int) -> str:
    return str(line.cells[place]) if place < len(line.cells) else ""
