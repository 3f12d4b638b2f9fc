"""Is every id a slug, possible on every file system, and the only one of its kind?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tingsbok.checks.base import problem
from tingsbok.i18n import t
from tingsbok.ids import fold, id_of, is_id, is_reserved, slug
from tingsbok.problems import Problem
from tingsbok.record import Record

_LONGEST: Final = 120

Names = Mapping[str, Sequence[str]]
"""The files of each id, the id folded so that what some file systems take for the same is the same."""


def names(paths: Iterable[str]) -> Names:
    """Gather the files of each id."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[fold(id_of(path) or ".md")].append(path)
    return found


def check(record: Record, known: Names) -> Iterator[Problem]:
    """Yield an id that cannot be one, and every other file that claims it."""
    yield from _form(record)
    for other in known.get(fold(record.id), ()):
        if other != record.path:
            message = t("{path} has the same id", path=other)
            remedy = t("rename one of them: tingsbok rename {path} ID", path=record.path)
            yield problem("T112", record, message, remedy=remedy)


def _form(record: Record) -> Iterator[Problem]:
    if is_reserved(record.id):
        message = t('"{id}" cannot be a file name on Windows', id=record.id)
        yield problem("T113", record, message, remedy=_rename(slug(record.id)))
    elif len(record.id) > _LONGEST:
        message = t("the id is longer than {limit} characters", limit=_LONGEST)
        yield problem("T113", record, message, remedy=_rename(record.id[:_LONGEST].rstrip("-.")))
    elif not is_id(record.id):
        message = t('"{id}" is no id: only a-z, 0-9, dots and dashes, first a letter or digit', id=record.id)
        yield problem("T113", record, message, remedy=_rename(slug(record.id)))


def _rename(identity: str) -> str:
    return t("rename the file {name}", name=f"{identity}.md")
