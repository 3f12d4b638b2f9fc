"""Does every link lead to a record of the right type, and to an item that exists?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tingsbok.checks.base import Facts, Lookup, problem
from tingsbok.frontmatter import FieldPath
from tingsbok.i18n import current, t
from tingsbok.links import Link, links_of
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.schema import RecordType
from tingsbok.schema_words import nearest

_MOST_PROPOSALS: Final = 3
_ITEM_FIELD: Final = "item"


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield links that lead nowhere or to something of another kind."""
    if not record.fields:
        return
    record_type = lookup.schemas.types.get(record.type)
    place = places_in(record)
    for link in links_of(record, record_type, lines=False):
        where = place(link.path) if link.path else (link.line, 0)
        yield from _checked(link, record, record_type, lookup, where)
    if record_type is not None and record_type.parent:
        yield from _item_of_parent(record, record_type, lookup, place((_ITEM_FIELD,)))


def _checked(
    link: Link, record: Record, record_type: RecordType | None, lookup: Lookup, where: tuple[int, int]
) -> Iterator[Problem]:
    field = record_type.field(link.field) if record_type and link.field else None
    types = field.link_types if field else ("*",)
    wanted = () if "*" in types else types
    facts, dotted = lookup.facts(link.target), _dotted(link.path)
    if facts is None:
        message = t('there is no record "{id}"', id=link.target)
        remedy = _proposals(lookup.near(link.target, wanted))
        yield problem("T110", record, message, place=where, field=dotted, remedy=remedy)
    elif wanted and facts.type and facts.type not in wanted:
        message = t(
            '{field} names {type} "{id}", but must name {types}',
            field=field.title(current()) if field else link.field,
            type=_noun(facts.type, lookup),
            id=link.target,
            types=t(" or ").join(_noun(one, lookup) for one in wanted),
        )
        remedy = _proposals(lookup.near(link.target, wanted))
        yield problem("T111", record, message, place=where, field=dotted, remedy=remedy)
    elif link.item:
        yield from _item(link.item, facts, record, where, dotted)


def _item_of_parent(
    record: Record, record_type: RecordType, lookup: Lookup, where: tuple[int, int]
) -> Iterator[Problem]:
    """The item that a record says it belongs to must be one of its parent's."""
    key, parent = record.text(_ITEM_FIELD), record.text(record_type.parent).partition("#")[0]
    facts = lookup.facts(parent) if key and parent else None
    if facts is not None and facts.type:
        yield from _item(key, facts, record, where, _ITEM_FIELD)


def _item(key: str, facts: Facts, record: Record, where: tuple[int, int], dotted: str) -> Iterator[Problem]:
    if key in facts.items:
        return
    message = t('"{id}" has no item "{key}"', id=facts.id, key=key)
    better = nearest(key, facts.items)
    remedy = t("did you mean {name}?", name=better) if better else _some(sorted(facts.items))
    yield problem("T110", record, message, place=where, field=dotted, remedy=remedy)


def _some(keys: Sequence[str]) -> str:
    if not keys:
        return t("give the meeting its items first")
    return t("choose among {choices}", choices=", ".join(keys[:12]) + (", …" if len(keys) > 12 else ""))  # noqa: PLR2004 - a line of them


def _proposals(ids: Sequence[str]) -> str:
    if not ids:
        return t("create the record, or correct the id")
    return t("did you mean {name}?", name=", ".join(ids[:_MOST_PROPOSALS]))


def _noun(name: str, lookup: Lookup) -> str:
    found = lookup.schemas.types.get(name)
    return found.title(current()).lower() if found else name


def _dotted(path: FieldPath) -> str:
    return ".".join(str(step) for step in path)
