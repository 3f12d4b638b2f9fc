"""A change before it is made: field by field, where it is saved, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tingsbok.i18n import t
from tui.present.history import one_line
from tui.present.sentences import with_remedy

if TYPE_CHECKING:
    from tingsbok.actions import Preview
    from tingsbok.problems import Problem

SHOWN = 12


def preview_lines(preview: Preview) -> list[str]:
    """The changes in words, the files, and the errors."""
    changes = [one_line(change) for change in preview.changes]
    lines = changes[:SHOWN]
    if len(changes) > SHOWN:
        lines.append(t("… and {count} more", count=len(changes) - SHOWN))
    return [*lines, *([""] if lines else []), *saved_as(preview), *problem_lines(preview.problems)]


def saved_as(preview: Preview) -> Iterator[str]:
    """Where and under which words the change is saved."""
    first, *others = preview.paths or (preview.path,)
    more = t(" and {count} more", count=len(others)) if others else ""
    yield f"{t('SAVED AS')}  {first}{more}"
    yield f"{t('CHANGE')}  {preview.subject}"


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Errors with their code; advice stays for the page of the record."""
    for problem in problems:
        if problem.is_error:
            yield f"! {problem.code} {with_remedy(problem.message, problem.remedy)}"
