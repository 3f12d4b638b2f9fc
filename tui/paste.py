"""Text pasted outside a field arrives as single keys in some terminals; here it is told from typing."""

from __future__ import annotations

from collections import deque

BURST = 5
"""So many printable keys are still typing."""
WINDOW = 0.05
"""Seconds in which more keys than that are no typing."""


class PasteGuard:
    """Remembers when the last keys came, and says which of them no hand can have typed."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=BURST)
        self._until = 0.0

    def drops(self, when: float, waiting: int) -> bool:
        """Whether the printable key that came at *when* belongs to pasted text.

        Args:
            when: The key's time, seconds.
            waiting: How many printable keys have arrived behind it already.
        """
        burst = len(self._times) == BURST and when - self._times[0] <= WINDOW
        self._times.append(when)
        if burst or waiting >= BURST or when < self._until:
            self._until = when + WINDOW
            return True
        return False
