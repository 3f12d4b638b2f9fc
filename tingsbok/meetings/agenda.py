"""The agenda as a list of lines: taking up what waits, adding, moving, nesting, removing.

Everything here makes a new list and leaves the old one as it is; numbers and keys of new lines come with
:mod:`tingsbok.meetings.agenda_numbers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tingsbok.frontmatter import Value
from tingsbok.meetings.agenda_numbers import NEW, Line
from tingsbok.meetings.carryover import Proposal, Reason
from tingsbok.meetings.carryover_picture import title_of
from tingsbok.record import said

CLOSED = ("approved", "signed", "cancelled")
"""Statuses of a meeting whose agenda nothing is added to."""
_TAIL = ("other", "procedural")


def taken(
    lines: Sequence[Line], chosen: Iterable[Proposal], standing: Sequence[Mapping[str, Value]]
) -> list[Line]:
    """The agenda with proposals taken up: standing items in the body's order, the rest in their midst.

    The standing items at the end of the body's list that are procedural or other, such as *Övriga frågor* and
    *Nästa möte*, stay at the end; what else is taken up comes before them.

    Args:
        lines: The agenda so far.
        chosen: What is taken up.
        standing: The body's standing items.
    """
    found = list(lines)
    order = [title_of(line) for line in standing]
    tail = set(order[_tail(standing) :])
    ranked = sorted(chosen, key=lambda one: _rank(one, order))
    for proposal in ranked:
        line = new_line(proposal)
        if title_of(line) in order and proposal.reason in (Reason.STANDING, Reason.MINUTES):
            place = _after_standing(found, order, title_of(line), tail)
        else:
            place = next((at for at, one in enumerate(found) if title_of(one) in tail), len(found))
        found.insert(place, {**line, "key": f"{NEW}{len(found)}"})
    return found


def new_line(proposal: Proposal) -> Line:
    """The line that takes up a proposal; its key comes with its number."""
    line: Line = {"key": "", "title": proposal.title, "kind": proposal.kind or "other"}
    if proposal.presenters:
        line["presenters"] = list(proposal.presenters)
    elif proposal.presenters_text:
        line["presenters_text"] = proposal.presenters_text
    if proposal.case:
        line["case"] = proposal.case
    if proposal.agreement:
        line["agreement"] = proposal.agreement
    if proposal.reason is not Reason.STANDING:
        line["carried_from"] = [proposal.source]
    line["why"] = proposal.why
    return line


def added(lines: Sequence[Line], line: Mapping[str, Value], parent: str = "") -> list[Line]:
    """The agenda with one more line: under *parent*, or last of all."""
    new: Line = {**line, "key": f"{NEW}{len(lines)}"}
    if parent:
        new["parent"] = parent
    found = list(lines)
    place = _block_end(found, parent) if parent else len(found)
    return [*found[:place], new, *found[place:]]


def moved(lines: Sequence[Line], key: str, before: str = "", parent: str = "") -> list[Line]:
    """The agenda with an item and its parts in another place.

    Args:
        lines: The agenda.
        key: The item.
        before: The item it shall stand before, and on whose level; if empty it goes last.
        parent: The item it shall be a part of, if *before* is empty.
    """
    own = family(lines, key)
    block = [dict(line) for line in lines if said(line, "key") in own]
    rest = [line for line in lines if said(line, "key") not in own]
    if not block or before in own or parent in own:
        return list(lines)
    above = parent if not before else next((said(x, "parent") for x in rest if said(x, "key") == before), "")
    block[0].pop("parent", None)
    if above:
        block[0]["parent"] = above
    if before:
        place = next((at for at, line in enumerate(rest) if said(line, "key") == before), len(rest))
    else:
        place = _block_end(rest, above) if above else len(rest)
    return [*rest[:place], *block, *rest[place:]]


def stepped(lines: Sequence[Line], key: str, step: int) -> list[Line]:
    """The agenda with an item and its parts one place up (-1) or down (1) among those of its level."""
    siblings = _siblings(lines, key)
    at = siblings.index(key) if key in siblings else -1
    if at < 0 or not 0 <= at + step < len(siblings):
        return list(lines)
    first, second = (siblings[at], siblings[at + 1]) if step > 0 else (siblings[at - 1], siblings[at])
    return moved(lines, second, before=first)


def nested(lines: Sequence[Line], key: str) -> list[Line]:
    """The agenda with an item as the last part of the one above it; as it is if there is none above."""
    siblings = _siblings(lines, key)
    at = siblings.index(key) if key in siblings else 0
    return moved(lines, key, parent=siblings[at - 1]) if at else list(lines)


def lifted(lines: Sequence[Line], key: str) -> list[Line]:
    """The agenda with a part as an item of its own right after the one it was a part of."""
    parent = next((said(line, "parent") for line in lines if said(line, "key") == key), "")
    if not parent:
        return list(lines)
    siblings = _siblings(lines, parent)
    at = siblings.index(parent) if parent in siblings else len(siblings)
    if at + 1 < len(siblings):
        return moved(lines, key, before=siblings[at + 1])
    above = next((said(line, "parent") for line in lines if said(line, "key") == parent), "")
    return moved(lines, key, parent=above)


def received(lines: Sequence[Line], coming: Sequence[Line]) -> list[Line]:
    """The agenda with items of another agenda, their parts with them, last of all."""
    keys = {said(line, "key"): f"{NEW}{len(lines) + at}" for at, line in enumerate(coming)}
    found = list(lines)
    for line in coming:
        parent = keys.get(said(line, "parent"), "")
        bare = {name: value for name, value in line.items() if name not in ("parent", "number")}
        found.append({**bare, "key": keys[said(line, "key")], **({"parent": parent} if parent else {})})
    return found


def removed(lines: Sequence[Line], key: str) -> list[Line]:
    """The agenda without an item and its parts."""
    own = family(lines, key)
    return [line for line in lines if said(line, "key") not in own]


def family(lines: Sequence[Line], key: str) -> set[str]:
    """The key of an item and those of its parts, however deep."""
    found = {key}
    while new := {said(x, "key") for x in lines if said(x, "parent") in found} - found:
        found |= new
    return found


def _siblings(lines: Sequence[Line], key: str) -> list[str]:
    """Keys of the items on the level of an item, in order, itself among them."""
    parent = next((said(line, "parent") for line in lines if said(line, "key") == key), None)
    return [said(line, "key") for line in lines if said(line, "parent") == parent]


def _block_end(lines: Sequence[Line], key: str) -> int:
    """The place after an item and its parts."""
    own = family(lines, key)
    return max((at + 1 for at, line in enumerate(lines) if said(line, "key") in own), default=len(lines))


def _tail(standing: Sequence[Mapping[str, Value]]) -> int:
    """The place where the standing items begin that close every agenda; the first item is none of them."""
    place = len(standing)
    while place > 1 and said(standing[place - 1], "kind") in _TAIL:
        place -= 1
    return place


def _rank(proposal: Proposal, order: Sequence[str]) -> int:
    """Standing items in their order, the rest after them as they come."""
    title = title_of({"title": proposal.title})
    is_frame = proposal.reason in (Reason.STANDING, Reason.MINUTES)
    return order.index(title) if is_frame and title in order else len(order)


def _after_standing(lines: Sequence[Line], order: Sequence[str], title: str, tail: set[str]) -> int:
    """The place of a standing item: after the last of those that come before it in the body's order."""
    before = set(order[: order.index(title)])
    places = [at for at, line in enumerate(lines) if title_of(line) in before and not said(line, "parent")]
    if title in tail and not any(title_of(lines[at]) in tail for at in places):
        later = [at for at, line in enumerate(lines) if title_of(line) in tail]
        return later[0] if later else len(lines)
    return _block_end(lines, said(lines[places[-1]], "key")) if places else 0
