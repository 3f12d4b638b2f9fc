"""A meeting with its items, and with each item its decisions, assignments and papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from tingsbok.collation import swedish_key
from tingsbok.frontmatter import Value
from tingsbok.record import Record, said


class ItemParts(Struct, frozen=True):
    """One agenda item and what belongs to it.

    Attributes:
        key: The item's key; empty for the part that holds what belongs to no item.
        depth: 0 for a main item, 1 for a part of one, and so on.
        line: The item as written in the front matter.
        index: Place in the meeting's list of items, -1 for the part without item.
    """

    key: str
    number: str
    title: str
    kind: str
    depth: int
    index: int
    line: Mapping[str, Value]
    decisions: tuple[Record, ...] = ()
    assignments: tuple[Record, ...] = ()


class MeetingParts(Struct, frozen=True):
    """A meeting's items in order, with what belongs to each; what belongs to none comes last."""

    meeting: Record
    items: tuple[ItemParts, ...]


def meeting_parts(
    meeting: Record,
    decisions: Iterable[Record],
    assignments: Iterable[Record],
    current: Callable[[str], str] = str,
) -> MeetingParts:
    """Sort decisions and assignments under the items of *meeting*.

    Args:
        meeting: The meeting.
        decisions: Records whose ``meeting`` is this meeting, in any order.
        assignments: Records given by this meeting, one of its items, or one of those decisions.
        current: Turns an id that a record once had into the one it has now.
    """
    by_item: dict[str, list[Record]] = {}
    item_of: dict[str, str] = {}
    for decision in sorted(decisions, key=_order):
        item_of[decision.id] = decision.text("item")
        by_item.setdefault(decision.text("item"), []).append(decision)
    tasks: dict[str, list[Record]] = {}
    for assignment in sorted(assignments, key=_order):
        source, _, key = assignment.text("given_by").partition("#")
        tasks.setdefault(item_of.get(current(source), key), []).append(assignment)
    items = _items(meeting, by_item, tasks)
    known = {item.key for item in items}
    loose = _loose(by_item, tasks, known)
    return MeetingParts(meeting, (*items, *loose))


def _order(record: Record) -> str:
    """The tenth decision of an item, ``…-4-10``, comes after the second."""
    return swedish_key(record.id)


def _items(
    meeting: Record, by_item: Mapping[str, list[Record]], tasks: Mapping[str, list[Record]]
) -> list[ItemParts]:
    lines = meeting.entries("items")
    parents = {said(line, "key"): said(line, "parent") for line in lines}
    return [
        ItemParts(
            key=(key := said(line, "key")),
            number=said(line, "number"),
            title=said(line, "title"),
            kind=said(line, "kind"),
            depth=_depth(key, parents),
            index=index,
            line=line,
            decisions=tuple(by_item.get(key, ())),
            assignments=tuple(tasks.get(key, ())),
        )
        for index, line in enumerate(lines)
    ]


def _loose(
    by_item: Mapping[str, list[Record]], tasks: Mapping[str, list[Record]], known: set[str]
) -> list[ItemParts]:
    decisions = tuple(record for key, found in by_item.items() if key not in known for record in found)
    assignments = tuple(record for key, found in tasks.items() if key not in known for record in found)
    if not decisions and not assignments:
        return []
    return [ItemParts("", "", "", "", 0, -1, {}, decisions, assignments)]


def _depth(key: str, parents: Mapping[str, str]) -> int:
    seen: set[str] = set()
    while (key := parents.get(key, "")) and key in parents and key not in seen:
        seen.add(key)
    return len(seen)
