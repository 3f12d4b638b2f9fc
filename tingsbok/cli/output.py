"""stdout is data: tables for people, tab-separated lines for scripts, JSON for programs.

Text from records is made displayable in every form; JSON is ASCII, so nothing in it can steer a terminal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tingsbok.cli import streams
from tingsbok.display import clean

FORMAT = 1
"""Version of the JSON envelope; keys are only ever added to it."""

_WIDEST = 160
"""Characters that a column is widened to at most."""


class Output:
    """Writes what a verb found.

    Args:
        form: ``json``, ``plain``, ``csv``, or empty for what suits the place the output goes to.
        colour: Whether a terminal may be coloured.
        lines: Print JSON as one item a line, without the envelope.
        quiet: Do not say that there is nothing to print.
    """

    def __init__(self, form: str, *, colour: bool, lines: bool = False, quiet: bool = False) -> None:
        self.form = form
        self.colour = colour
        self.lines = lines
        self.quiet = quiet

    @property
    def fancy(self) -> bool:
        """True if a person looks at it on a terminal."""
        return not self.form and sys.stdout.isatty()

    def json(self, kind: str, items: Iterable[Mapping[str, Any]], **more: object) -> None:
        """Print the JSON envelope, or its items alone if lines were asked for."""
        if self.lines:
            streams.write("".join(json.dumps(item, ensure_ascii=True) + "\n" for item in items))
            return
        data = {"tingsbok": FORMAT, "kind": kind, **more, "items": list(items)}
        streams.write(json.dumps(data, ensure_ascii=True) + "\n")

    def rows(
        self,
        kind: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        items: Iterable[Mapping[str, Any]],
        *,
        empty: str = "",
    ) -> None:
        """Print a table: JSON from *items*, else *rows*; *empty* goes to stderr if there are none."""
        if self.form == "json":
            self.json(kind, items)
        elif not rows:
            if empty and not self.quiet:
                sys.stderr.write(empty + "\n")
        elif self.form == "csv":
            streams.write(csv_text([headings, *rows]))
        elif self.fancy:
            from tingsbok.cli import render

            render.table(headings, rows, colour=self.colour)
        elif self.form == "plain":
            streams.write("".join("\t".join(clean(cell) for cell in row) + "\n" for row in rows))
        else:
            streams.write("".join(line + "\n" for line in aligned(rows)))

    def text(self, text: str) -> None:
        """Print text as it is but for control characters."""
        streams.write(clean(text, keep_newlines=True) + "\n")

    def markdown(self, text: str) -> None:
        """Print Markdown: rendered on a terminal, as it is elsewhere."""
        if self.fancy:
            from tingsbok.cli import render

            render.markdown(text, colour=self.colour)
        else:
            self.text(text.rstrip("\n"))


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with semicolons, which is what a spreadsheet with Swedish settings opens as columns.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    import csv
    import io

    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerows([_no_formula(clean(cell)) for cell in row] for row in rows)
    return target.getvalue()


def _no_formula(cell: str) -> str:
    is_number = cell[1:2].isdigit() and all(sign in "0123456789.,- \u00a0" for sign in cell[1:])
    return f"'{cell}" if cell[:1] in set("=+-@\t\r") and cell and not is_number else cell


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with the columns aligned, nothing cut; the last column is not padded.

    One text out of all proportion pushes its own line out of the columns, not the whole table.
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [min(max(len(row[at]) for row in cells), _WIDEST) for at in range(len(cells[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
