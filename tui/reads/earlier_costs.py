"""What the agreements and decisions before one cost whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.errors import WrongUse
from tingsbok.questions.costs import cost_of
from tui.present.earlier_costs import Earlier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tingsbok.archive import Archive

_MOST = 3
"""How many there is room for."""


def earlier_costs(archive: Archive, identity: str) -> tuple[Earlier, ...]:
    """The costs of what a record supersedes, and of what that superseded, the latest first."""
    return tuple(_earlier(archive, identity))


def _earlier(archive: Archive, identity: str) -> Iterator[Earlier]:
    seen, found = {identity}, archive.light(identity)
    for _ in range(_MOST):
        before = found.texts("supersedes")[:1] if found is not None else []
        found = archive.light(before[0]) if before else None
        if found is None or found.id in seen:
            return
        seen.add(found.id)
        try:
            yield Earlier(archive.name(found.id), cost_of(archive, found.id))
        except WrongUse:  # it has no cost to share; the one before it may have
            continue
