"""Is the front matter as the schema of its type says?"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.checks.base import Lookup
from tingsbok.problems import Problem
from tingsbok.record import Record


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield every field that is missing, unknown or of the wrong form."""
    if record.type in lookup.schemas.types:
        yield from lookup.schemas.validate(record)
