"""A file that cannot be read, as a page: the fault, the lines around it, what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.record import Record
from tui.present.markdown import plain

AROUND = 3
_SHOWN = 5


def body(record: Record, others: int) -> str:
    """The page as Markdown.

    Args:
        record: The file; its type is empty and its problems say why.
        others: How many records work as usual.
    """
    parts = [f"## {t('This file cannot be read. The other {count} records work as usual.', count=others)}"]
    for problem in record.problems[:_SHOWN]:
        parts += _problem(problem, record.raw.decode("utf-8", "replace").splitlines())
    parts.append(
        plain(
            t("E opens the file at the line, H shows its history. It is read again when you have saved it.")
        )
    )
    return "\n\n".join(parts)


def _problem(problem: Problem, lines: Sequence[str]) -> list[str]:
    place = (
        t("line {line}, column {column}", line=problem.line, column=problem.column) if problem.line else ""
    )
    found = [f"**{problem.code}** {plain(problem.path)} {place}".strip(), plain(problem.message)]
    if problem.line:
        found.append(_excerpt(lines, problem.line, problem.column))
    if problem.remedy:
        found.append(f"**{t('Remedy')}:** {plain(problem.remedy)}")
    return found


def _excerpt(lines: Sequence[str], line: int, column: int) -> str:
    """The lines around the fault with their numbers, the faulty one marked and pointed at."""
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    width = len(str(last))
    shown = []
    for number in range(first, last + 1):
        sign = ">" if number == line else " "
        shown.append(f"{sign} {number:>{width}} | {lines[number - 1]}")
        if number == line and column:
            shown.append(f"  {' ' * width} | {' ' * (column - 1)}^")
    return "\n".join(["~~~~", *(text.replace("~~~~", "~~~ ") for text in shown), "~~~~"])
