"""Problems as lines that people and editors can read: ``error[T101] file:line:column  what``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tingsbok.display import clean
from tingsbok.i18n import t
from tingsbok.problems import Problem


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, and an indented one with the remedy if there is one.

    The first line has a fixed form, ``level[code] path:line:column  text``, which an editor's ``errorformat``
    can take apart.
    """
    for problem in problems:
        level = t("error") if problem.is_error else t("advice")
        place = f"{clean(problem.path)}:{max(problem.line, 1)}:{max(problem.column, 1)}"
        yield f"{level}[{problem.code}] {place}  {clean(problem.message)}"
        if problem.remedy:
            yield "  " + t("mend: {remedy}", remedy=clean(problem.remedy))
