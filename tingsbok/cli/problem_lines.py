"""Problems as lines that people and editors can read: ``error[T101] file:line:column  what``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import to_builtins

from tingsbok.display import clean
from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.excerpt import excerpt_of

if TYPE_CHECKING:
    from tingsbok.cli.context import Context

_WIDTH: Final = 96


def print_problems(context: Context, kind: str, problems: Sequence[Problem]) -> int:
    """Print problems as JSON or as lines, and their number; the exit code is 1 if any is an error."""
    if context.output.form == "json":
        context.output.json(kind, [to_builtins(problem) for problem in problems])
    else:
        for line in problem_lines(problems):
            context.output.text(line)
    errors = sum(problem.is_error for problem in problems)
    context.say(_count(errors, len(problems) - errors))
    return 1 if errors else 0


def _count(errors: int, advice: int) -> str:
    told = t("1 error") if errors == 1 else t("{count} errors", count=errors)
    more = t("1 piece of advice") if advice == 1 else t("{count} pieces of advice", count=advice)
    return f"{told}, {more}."


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, and an indented one with the remedy if there is one.

    The first line has a fixed form, ``level[code] path:line:column  text``, which an editor's ``errorformat``
    can take apart.
    """
    for problem in problems:
        level = t("error") if problem.is_error else t("advice")
        place = f"{clean(problem.path)}:{max(problem.line, 1)}:{max(problem.column, 1)}"
        yield f"{level}[{problem.code}] {place}  {clean(problem.message)}"
        yield from _excerpt(problem)
        if problem.fixes:
            ways = t(" or ").join(_way(fix) for fix in problem.fixes)
            yield "  " + t("mend: {remedy}", remedy=clean(ways)) + f"      tingsbok explain {problem.code}"
        elif problem.remedy:
            yield "  " + t("mend: {remedy}", remedy=clean(problem.remedy))


def _excerpt(problem: Problem) -> Iterator[str]:
    """The words in their line, and under them what shows that they are wrong."""
    found = excerpt_of(problem, _WIDTH)
    if found is not None:
        carets = " " * found.start + "^" * found.length
        yield f"  | {clean(found.text)}"
        yield f"  | {carets} {clean(problem.why)}".rstrip()
    elif problem.why:
        yield f"  | {clean(problem.why)}"


def _way(fix: Fix) -> str:
    if not fix.text:
        return t("take it away")
    return t('"{words}" everywhere', words=fix.text) if fix.everywhere else f'"{fix.text}"'
