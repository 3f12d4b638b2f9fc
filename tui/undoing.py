"""Which change ``undo`` reverses next and which ``redo`` brings back; both are new changes, history stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

UNDO = "undo"


class Change(Protocol):
    """What has to be known of a change."""

    @property
    def commit(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """Its ``Change`` trailer."""


class UndoMemory:
    """Remembers what was reversed by what while the app runs, so that undo goes on backwards."""

    def __init__(self) -> None:
        self._reversed: dict[str, str] = {}

    def remember(self, change: str, reversed_change: str) -> None:
        """*change* has reversed *reversed_change*."""
        self._reversed[change] = reversed_change

    def to_undo(self, log: Iterable[Change]) -> str:
        """Id of the newest change that is still in force; empty if there is none."""
        gone: set[str] = set()
        for change in log:
            if change.commit in gone:
                continue
            if change.commit not in self._reversed:
                return change.commit
            gone.add(self._reversed[change.commit])
        return ""

    def to_redo(self, log: Sequence[Change]) -> str:
        """Id of the newest undoing still in force with nothing new after it; empty if there is none."""
        gone: set[str] = set()
        for change in log:
            target = self._reversed.get(change.commit)
            if change.commit in gone:
                continue
            if target is None:
                return change.commit if change.kind == UNDO and change is log[0] else ""
            if target not in self._reversed:
                return change.commit
            gone.add(target)
        return ""
