"""What the rules know beside the text: the day it belongs to, and the names and meetings of the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from tingsbok.proofreading.names import Known, Names
from tingsbok.record import Record


def _nothing(_: str) -> None:
    """No archive: no record."""


class Context(Struct, frozen=True):
    """Everything outside the text.

    Attributes:
        day: The day of the meeting, or of the record; ``None`` if nobody knows.
        people: Names of persons.
        bodies: Names of bodies.
        parties: Names of organisations.
        meetings: The days of each body's meetings, by the body's id.
        resolve: Finds a record by id.
        decided: The keys of the items of a meeting that have a decision; ``None`` if nobody can say.
        name: How a record is called on the screen.
    """

    day: date | None = None
    people: Names = field(default_factory=Names)
    bodies: Names = field(default_factory=Names)
    parties: Names = field(default_factory=Names)
    meetings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    resolve: Callable[[str], Record | None] = _nothing
    decided: Callable[[str], frozenset[str]] | None = None
    name: Callable[[str], str] = str

    def of(self, record: Record) -> Context:
        """The same for one record: with the day that its text is read from."""
        return replace(self, day=_day(record, self.resolve))

    def current_id(self, identity: str) -> str:
        """The id that a record has today, by one that it had; the same if there is no such record."""
        known = self.resolve(identity) if identity else None
        return known.id if known else identity


def known_names(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names out of ids and names; the first of an id is its own, the others are other spellings."""
    main: dict[str, str] = {}
    return Names(
        Known(name, identity, "" if main.setdefault(identity, name) == name else main[identity])
        for identity, name in pairs
    )


def _day(record: Record, resolve: Callable[[str], Record | None]) -> date | None:
    """The day of a meeting, or of the meeting at which something was decided or given."""
    seen: Record | None = record
    for name in ("given_by", "meeting"):
        target = seen.text(name).partition("#")[0] if seen else ""
        if seen is not None and not seen.text("date") and target:
            seen = resolve(target)
    if record.type not in ("meeting", "decision", "assignment") or seen is None:
        return None
    try:
        return date.fromisoformat(seen.text("date"))
    except ValueError:
        return None
