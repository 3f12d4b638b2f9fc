"""Can the file be read, and is it a record of a known type?"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.checks.base import Lookup
from tingsbok.problems import Problem
from tingsbok.record import Record


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield what made the file hard or impossible to read, and a type that is missing or unknown."""
    yield from record.problems
    found = lookup.schemas.type_problem(record)
    if found is not None:
        yield found
