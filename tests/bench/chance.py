"""Chance that falls the same on every machine and in every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


class Chance:
    """Draws from one seed.

    Only ``random()`` is drawn from: Python promises that it stays the same for a seed, and does not for
    ``choice``, ``sample`` and ``shuffle``.
    """

    def __init__(self, seed: str) -> None:
        self.fraction = random.Random(seed).random  # noqa: S311 - the same archive every time is the point

    def below(self, limit: int) -> int:
        """A number from 0 up to, but not including, *limit*."""
        return int(self.fraction() * limit)

    def between(self, low: int, high: int) -> int:
        """A number from *low* to *high*, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def one(self, choices: Sequence[_T]) -> _T:
        """One of several, each as likely."""
        return choices[int(self.fraction() * len(choices))]

    def common(self, choices: Sequence[_T]) -> _T:
        """One of several, the first most likely: the n-th is drawn a n-th as often, as words are in a text."""
        return choices[int(len(choices) ** self.fraction()) - 1]

    def some(self, choices: Sequence[_T], count: int) -> list[_T]:
        """Several different ones, in no order."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def mixed(self, choices: Sequence[_T]) -> list[_T]:
        """All of them, in another order."""
        left = list(choices)
        for last in range(len(left) - 1, 0, -1):
            other = self.below(last + 1)
            left[last], left[other] = left[other], left[last]
        return left
