"""Text pasted outside a field arrives as single keys in some terminals; here it is told from typing."""

from __future__ import annotations

from collections import deque

BURST = 5
"""So many printable keys at once are still typing."""
BUSY_BURST = 15
"""So many may come at once when the app has just been busy: then what was typed meanwhile comes together."""
WINDOW = 0.05
"""Seconds that count as at once."""


class PasteGuard:
    """Remembers when the last keys came, and says which of them no hand can have typed."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=BUSY_BURST)
        self._until = 0.0

    def drops(self, when: float, behind: int, *, busy: bool) -> bool:
        """Whether the printable key that came at *when* belongs to pasted text.

        Args:
            when: The key's time, seconds.
            behind: How many printable keys have arrived behind it already.
            busy: Whether keys before it still wait for their effect.
        """
        limit = BUSY_BURST if busy else BURST
        at_once = sum(when - earlier <= WINDOW for earlier in self._times)
        self._times.append(when)
        if max(at_once, behind) >= limit or when < self._until:
            self._until = when + WINDOW
            return True
        return False
