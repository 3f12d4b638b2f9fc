"""A letter for each line of a menu, one of its own where that can be."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase


def letters(labels: Iterable[str]) -> list[str]:
    """The first free letter of each label, or else of the alphabet; empty when all are taken."""
    taken: list[str] = []
    for label in labels:
        own = (sign for sign in label.casefold() if sign in ascii_lowercase)
        free = (sign for sign in (*own, *ascii_lowercase) if sign not in taken)
        taken.append(next(free, ""))
    return taken
