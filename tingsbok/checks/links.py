"""Does every link lead to a record of the right type, and to an item that exists?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from tingsbok.checks.base import Facts, Lookup, problem
from tingsbok.i18n import current, t
from tingsbok.links import Link, links_of
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.schema import RecordType
from tingsbok.schema.words import nearest

_MOST_PROPOSALS: Final = 3
_MOST_KEYS: Final = 12
_MOST_FAULTS: Final = 100
"""Faulty links named in one file; finding out what each may mean costs a search."""
_ITEM_FIELD: Final = "item"


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield links that lead nowhere or to something of another kind."""
    if not record.fields:
        return
    record_type = lookup.schemas.types.get(record.type)
    place = places_in(record)
    faults = 0
    for link in links_of(record, record_type, lines=False):
        found = _fault(link, record_type, lookup)
        if found is not None:
            faults += 1
            if faults > _MOST_FAULTS:
                yield _too_many(record, link)
                break
            where = place(link.path) if link.path else (link.line, 0)
            dotted = ".".join(str(step) for step in link.path)
            yield problem(found.code, record, found.message, place=where, field=dotted, remedy=found.remedy)
    found = _fault_of_item(record, record_type, lookup) if record_type and record_type.parent else None
    if found is not None:
        where = place((_ITEM_FIELD,))
        yield problem(found.code, record, found.message, place=where, field=_ITEM_FIELD, remedy=found.remedy)


def _too_many(record: Record, link: Link) -> Problem:
    message = t("more than {count} links lead nowhere; the rest is not named", count=_MOST_FAULTS)
    return problem("T110", record, message, place=(link.line, 0), remedy=t("mend these, and check again"))


class _Fault(Struct, frozen=True):
    """What is wrong with a link, before it has a place: finding that costs another look at the file."""

    code: str
    message: str
    remedy: str


def _fault(link: Link, record_type: RecordType | None, lookup: Lookup) -> _Fault | None:
    field = record_type.field(link.field) if record_type and link.field else None
    types = field.link_types if field and "*" not in field.link_types else ()
    facts = lookup.facts(link.target)
    if facts is None:
        message = t('there is no record "{id}"', id=link.target)
        return _Fault("T110", message, _proposals(lookup.near(link.target, types)))
    if types and facts.type and facts.type not in types:
        message = t(
            '{field} names {type} "{id}", but must name {types}',
            field=field.title(current()) if field else link.field,
            type=_noun(facts.type, lookup),
            id=link.target,
            types=t(" or ").join(_noun(one, lookup) for one in types),
        )
        return _Fault("T111", message, _proposals(lookup.near(link.target, types)))
    return _no_item(link.item, facts) if link.item else None


def _fault_of_item(record: Record, record_type: RecordType, lookup: Lookup) -> _Fault | None:
    """The item that a record says it belongs to must be one of its parent's."""
    key, parent = record.text(_ITEM_FIELD), record.text(record_type.parent).partition("#")[0]
    facts = lookup.facts(parent) if key and parent else None
    return _no_item(key, facts) if facts is not None and facts.type else None


def _no_item(key: str, facts: Facts) -> _Fault | None:
    if key in facts.items:
        return None
    message = t('"{id}" has no item "{key}"', id=facts.id, key=key)
    better = nearest(key, facts.items)
    remedy = t("did you mean {name}?", name=better) if better else _some(sorted(facts.items))
    return _Fault("T110", message, remedy)


def _some(keys: Sequence[str]) -> str:
    if not keys:
        return t("give the meeting its items first")
    more = ", …" if len(keys) > _MOST_KEYS else ""
    return t("choose among {choices}", choices=", ".join(keys[:_MOST_KEYS]) + more)


def _proposals(ids: Sequence[str]) -> str:
    if not ids:
        return t("create the record, or correct the id")
    return t("did you mean {name}?", name=", ".join(ids[:_MOST_PROPOSALS]))


def _noun(name: str, lookup: Lookup) -> str:
    found = lookup.schemas.types.get(name)
    return found.title(current()).lower() if found else name
