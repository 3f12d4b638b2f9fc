"""Does nothing supersede, amend, repeal or contain itself by a detour?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tingsbok.checks.base import CIRCLE_FREE, Facts, Lookup, problem
from tingsbok.i18n import current, t
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record

_FARTHEST: Final = 1000
_MOST_SHOWN: Final = 6


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield each field from which a way leads back to the record itself."""
    if not any(name in record.fields for name in CIRCLE_FREE):
        return
    facts = lookup.facts_of(record)
    record_type = lookup.schemas.types.get(record.type)
    for name in facts.edges:
        way = _way_back(facts, name, lookup)
        field = record_type.field(name) if record_type else None
        if way and field:
            shown = way if len(way) <= _MOST_SHOWN else [*way[: _MOST_SHOWN - 2], "…", way[-1]]
            message = t(
                "{field} goes in a circle: {way}", field=field.title(current()), way=" → ".join(shown)
            )
            remedy = t("take away the link that is wrong")
            place = places_in(record)((name,))
            yield problem("T114", record, message, place=place, field=name, remedy=remedy)


def _way_back(begin: Facts, name: str, lookup: Lookup) -> list[str]:
    """The ids from the record through the field back to it; empty if there is no way."""
    start = begin.id
    before: dict[str, str] = {}
    waiting = [start]
    while waiting and len(before) < _FARTHEST:
        here = waiting.pop(0)
        facts = begin if here == start else lookup.facts(here)
        for target in facts.edges.get(name, ()) if facts else ():
            found = lookup.facts(target)
            identity = found.id if found else target
            if identity == start:
                return _walked(before, here, start)
            if identity not in before:
                before[identity] = here
                waiting.append(identity)
    return []


def _walked(before: dict[str, str], last: str, start: str) -> list[str]:
    way = [start]
    while last != start:
        way.append(last)
        last = before[last]
    return [start, *reversed(way)]
