"""Does the proof-reader find anything in the record that nobody has accepted?"""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.problems import Problem
from tingsbok.proofreading import Context
from tingsbok.record import Record


def check(record: Record, context: Context) -> Sequence[Problem]:
    """The findings of the proof-reader in a record that can be read."""
    from tingsbok.proofreading.rules import read_record

    return read_record(record, context.of(record)) if record.type else ()
