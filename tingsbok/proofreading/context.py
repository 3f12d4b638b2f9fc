"""What the rules know beside the text: the day it belongs to, and the names and meetings of the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tingsbok.proofreading.names import Names
from tingsbok.record import Record


def _nothing(_: str) -> None:
    """No archive: no record."""


@dataclass(frozen=True)
class Context:
    """Everything outside the text.

    Attributes:
        day: The day of the meeting, or of the record; ``None`` if nobody knows.
        people: Names of persons.
        bodies: Names of bodies.
        meetings: The days of each body's meetings, by the body's id.
        resolve: Finds a record by id.
        decided: The keys of the items of a meeting that have a decision; ``None`` if nobody can say.
        name: How a record is called on the screen.
    """

    day: date | None = None
    people: Names = field(default_factory=Names)
    bodies: Names = field(default_factory=Names)
    meetings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    resolve: Callable[[str], Record | None] = _nothing
    decided: Callable[[str], frozenset[str]] | None = None
    name: Callable[[str], str] = str
