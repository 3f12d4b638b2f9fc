"""Suspect links: what a decision or agreement refers to has changed since somebody last saw that it fits.

It is computed from history, never stored: a reference counts from the commit that wrote it, or from the
latest one in which the record was confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

TYPES = ("decision", "agreement")
"""Types of records that rely on others, and that others rely on."""

DULL = frozenset({"ratifications", "confirmed", "note", "aliases", "papers"})
"""Fields whose change says nothing about what a record means: answers come in, remarks are added."""


class State(Struct, frozen=True):
    """A record as one commit left it.

    Attributes:
        commit: The commit.
        targets: Ids that it referred to.
        confirmed: Its date of confirmation as written; empty if it had none.
    """

    commit: str
    targets: frozenset[str]
    confirmed: str


def beginnings(states: Iterable[State], targets: Collection[str]) -> dict[str, str]:
    """The commit from which each reference counts; none for a reference that no commit holds yet.

    Args:
        states: The record after each of its commits, the newest first; read only as far as is needed.
        targets: Ids that it refers to now.
    """
    begun: dict[str, str] = {}
    still = set(targets)
    newer: State | None = None
    for state in states:
        if newer is not None and newer.confirmed and newer.confirmed != state.confirmed:
            break
        still &= state.targets
        if not still:
            break
        begun.update(dict.fromkeys(still, state.commit))
        newer = state
    return begun
