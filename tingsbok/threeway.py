"""Two people changed the same record: bring the fields together, and name what only a person can choose.

A field that only one side changed takes that side's value. A list both sides changed is merged when it is a
plain list of texts: what either side added is added, what either side removed is removed, and if one side
has put what stays in another order, that order holds. Everything else that both changed differently is a
conflict.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from tingsbok.frontmatter import Value

BODY = "body"
"""Name under which the body text takes part in conflicts."""


class Conflict(Struct, frozen=True):
    """One field that both sides changed differently; ``None`` means the side has no such field."""

    field: str
    base: Value | None
    mine: Value | None
    theirs: Value | None


class Merge(Struct, frozen=True):
    """The merged record. While :attr:`conflicts` is not empty the fields hold *their* value for those."""

    fields: dict[str, Value]
    body: str
    conflicts: tuple[Conflict, ...]


class Side(Struct, frozen=True):
    """One version of a record's contents."""

    fields: Mapping[str, Value]
    body: str


def merge(base: Side, mine: Side, theirs: Side) -> Merge:
    """Merge what changed from *base* to *mine* into *theirs*, field by field."""
    fields: dict[str, Value] = {}
    conflicts: list[Conflict] = []
    names = [*theirs.fields, *(name for name in mine.fields if name not in theirs.fields)]
    for name in names:
        value, conflict = _merge_value(
            name, base.fields.get(name), mine.fields.get(name), theirs.fields.get(name)
        )
        if conflict:
            conflicts.append(conflict)
        if value is not None:
            fields[name] = value
    body, conflict = _merge_value(BODY, base.body, mine.body, theirs.body)
    if conflict:
        conflicts.append(conflict)
    return Merge(fields, body if isinstance(body, str) else theirs.body, tuple(conflicts))


def choose(merged: Merge, answers: Mapping[str, str]) -> Merge:
    """Settle conflicts: *answers* maps a field to ``mine`` or ``theirs``; what is not answered stays open."""
    fields, body, left = dict(merged.fields), merged.body, []
    for conflict in merged.conflicts:
        answer = answers.get(conflict.field)
        if answer not in ("mine", "theirs"):
            left.append(conflict)
            continue
        value = conflict.mine if answer == "mine" else conflict.theirs
        if conflict.field == BODY:
            body = value if isinstance(value, str) else ""
        elif value is None:
            fields.pop(conflict.field, None)
        else:
            fields[conflict.field] = value
    return Merge(fields, body, tuple(left))


def _merge_value(
    name: str, base: Value | None, mine: Value | None, theirs: Value | None
) -> tuple[Value | None, Conflict | None]:
    if mine in (theirs, base):
        return theirs, None
    if theirs == base:
        return mine, None
    lists = _texts(base or []), _texts(mine or []), _texts(theirs or [])
    if lists[0] is not None and lists[1] is not None and lists[2] is not None:
        merged = _merge_texts(lists[0], lists[1], lists[2])
        if merged is not None:
            return merged, None
    return theirs, Conflict(name, base, mine, theirs)


def _texts(value: Value) -> list[str] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item for item in value if isinstance(item, str)]
    return None


def _merge_texts(base: list[str], mine: list[str], theirs: list[str]) -> list[Value] | None:
    """The list with what both sides did to it; ``None`` if only a person can say in which order it stands."""
    if any(len(set(texts)) < len(texts) for texts in (base, mine, theirs)):
        return None  # of texts that stand there twice nobody knows which was meant
    stays = set(base) & set(mine) & set(theirs)
    former, here, there = ([text for text in texts if text in stays] for texts in (base, mine, theirs))
    if here in (former, there):
        return _in_order_of(theirs, base, mine)
    return _in_order_of(mine, base, theirs) if there == former else None


def _in_order_of(first: list[str], base: list[str], second: list[str]) -> list[Value]:
    """The first list without what the second took away from the base, then what the second added."""
    removed = set(base) - set(second)
    kept = [text for text in first if text not in removed]
    return [*kept, *(text for text in second if text not in base and text not in kept)]
