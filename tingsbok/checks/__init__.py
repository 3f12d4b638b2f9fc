"""Checks of an archive: archive in, problems out. Nothing here writes, and nothing in the data raises.

A check concerns itself with one thing and one record at a time; what it must know of others comes through
:class:`~tingsbok.checks.base.Lookup`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from tingsbok.checks import approved, cycles, identity, links, minutes, privacy, proof, readable, valid
from tingsbok.checks.base import Lookup, Reader
from tingsbok.checks.explanations import CODES, explain
from tingsbok.problems import Problem
from tingsbok.proofreading import Context

__all__ = ["CODES", "Lookup", "Reader", "explain", "run"]

_CHECKS = (
    readable.check,
    valid.check,
    links.check,
    cycles.check,
    minutes.check,
    privacy.check,
    approved.check,
)


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
    known = identity.names(everything)
    lookup = Lookup(reader)
    whole = paths is None and ids is None
    found: list[Problem] = reader.schemas.schema_problems() if whole else []
    for path in everything:
        chosen = (paths is not None and path in paths) or (
            ids is not None and PurePosixPath(path).stem in ids
        )
        record = reader.read(path) if whole or chosen else None
        if record is None:
            continue
        lookup.learn(record)
        found += identity.check(record, known)
        for check in _CHECKS:
            found += check(record, lookup)
        if context is not None:
            found += proof.check(record, context)
    return sorted(found, key=lambda one: (one.path, one.line, one.column, one.code))
