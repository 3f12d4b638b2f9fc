"""Checks of an archive: archive in, problems out. Nothing here writes, and nothing in the data raises.

A check concerns itself with one thing and one record at a time; what it must know of others comes through
:class:`~tingsbok.checks.base.Lookup`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tingsbok.checks import (
    approved,
    cycles,
    identity,
    links,
    minutes,
    placed,
    privacy,
    proof,
    readable,
    valid,
)
from tingsbok.checks.asked import RECORD, Asked
from tingsbok.checks.base import Lookup, Reader
from tingsbok.checks.explanations import CODES, explain
from tingsbok.ids import id_of
from tingsbok.problems import Problem
from tingsbok.proofreading import Context
from tingsbok.record import Record

__all__ = ["CODES", "Asked", "Checks", "Lookup", "Reader", "explain", "in_order", "run", "without_history"]

_WITHOUT_HISTORY = (
    readable.check,
    valid.check,
    links.check,
    cycles.check,
    minutes.check,
    placed.check,
    privacy.check,
)
_CHECKS = (*_WITHOUT_HISTORY, approved.check)


def without_history(record: Record, lookup: Lookup) -> list[Problem]:
    """What is wrong in a record as it is, whatever it was before."""
    return [problem for check in _WITHOUT_HISTORY for problem in check(record, lookup)]


class Checks:
    """All checks, one record at a time.

    Args:
        reader: The archive.
        paths: Every record file.
        context: What the proof-reader knows of the archive; without it nothing is proof-read.
        asked: Takes note of what the checks of a record want to know of others.
    """

    def __init__(
        self,
        reader: Reader,
        paths: Iterable[str],
        context: Context | None = None,
        asked: Asked | None = None,
    ) -> None:
        self._asked = asked or Asked()
        self._lookup = Lookup(reader, self._asked)
        self._names = identity.names(paths)
        self._context = context

    def of(self, record: Record) -> list[Problem]:
        """Every problem of a record, check by check."""
        self._asked.note(RECORD, record.id)
        found = [*identity.check(record, self._names)]
        for check in _CHECKS:
            found += check(record, self._lookup)
        if self._context is not None:
            found += proof.check(record, self._context)
        return found


def run(
    reader: Reader,
    *,
    paths: Collection[str] | None = None,
    ids: Collection[str] | None = None,
    context: Context | None = None,
) -> list[Problem]:
    """Check the archive, or only some of its records.

    Args:
        reader: The archive.
        paths: Only the records in these files.
        ids: Only the records with these ids.
        context: What the proof-reader knows of the archive; without it nothing is proof-read.

    Returns:
        All problems, sorted by place. The schemas themselves are checked only with the whole archive.
    """
    everything = list(reader.paths())
    checks = Checks(reader, everything, context)
    whole = paths is None and ids is None
    found: list[Problem] = reader.schemas.schema_problems() if whole else []
    for path in everything:
        chosen = (paths is not None and path in paths) or (ids is not None and id_of(path) in ids)
        record = reader.read(path) if whole or chosen else None
        if record is not None:
            found += checks.of(record)
    return in_order(found)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by place."""
    return sorted(problems, key=lambda one: (one.path, one.line, one.column, one.code))
