"""Keys that come faster than the screen can follow: each waits until the one before has had its effect.

Textual hands a key to the widget that has the focus when the key comes, and looks for bindings on the screen
that is on top when the widget has passed it on. Two keys in quick succession, such as ``s`` and the first
letter of what to search for, would so end up on different screens. Here a key is handed on only when the
former one has come all the way back, the screen it opened stands, and the rows it asked for have come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tui.text_fields import takes_text

if TYPE_CHECKING:
    from tui.app import TingsbokApp

PATIENCE = 1.0
"""Seconds that a key waits at most for an answer before it is handed on all the same."""
OPENING = 15.0
"""Seconds that it waits at most while the archive is being opened: before that no key can do anything.
So does a key that opens a row while the rows are being read: it would open another than the one meant."""
_NEEDS_ROWS = frozenset({"enter", "right", "l", "ö"})
"""Keys that open the row under the cursor: before the index is whole the row may not be there yet."""
_LOOK_AGAIN = 0.01
_LOOKS = round(PATIENCE / _LOOK_AGAIN)
"""So often it is looked whether a key has come back: the clock runs on while a busy machine stands still."""
_ROUNDS = 2
"""Ways from the focused widget up to the app: the key's own, and that of the messages it led to."""


class KeyDone(Message, bubble=True):
    """Sent after a key the same way up; when it arrives at the app, the key has had its effect."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TypeAhead:
    """Hands keys on one at a time.

    Args:
        app: The app.
        hand_on: Gives a key to Textual.
    """

    def __init__(self, app: TingsbokApp, hand_on: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._keys: deque[tuple[events.Key, float]] = deque()
        self._number = 0
        self._rounds = 0
        self._looks = 0
        self._first_since = 0.0
        self._timer: Timer | None = None

    @property
    def idle(self) -> bool:
        """Whether every key has had its effect."""
        return not self._keys and not self._rounds

    def forget(self) -> None:
        """Drop the keys that wait: they belong to pasted text."""
        self._keys.clear()

    async def add(self, key: events.Key) -> None:
        """A key has come."""
        self._keys.append((key, monotonic()))
        await self.go_on()

    async def again(self, key: events.Key) -> None:
        """A key has opened what it is to be typed in: it comes there first."""
        self._keys.appendleft((key, monotonic()))
        await self.go_on()

    async def done(self, message: KeyDone) -> None:
        """A key has come back."""
        if message.number != self._number:
            return
        self._rounds -= 1
        if self._rounds:
            self._send()
        await self.go_on()

    async def go_on(self) -> None:
        """Hand the next key on if it is its turn; else look again soon."""
        while self._keys and not self._rounds and self._is_ready(*self._keys[0]):
            key, _ = self._keys.popleft()
            self._number += 1
            self._rounds = _ROUNDS
            self._looks = 0
            self._first_since = monotonic()
            await self._hand_on(key)
            self._send()
        if self._keys and self._timer is None:
            self._timer = self._app.set_timer(_LOOK_AGAIN, self._look_again)

    async def _look_again(self) -> None:
        self._timer = None
        self._looks += 1
        if self._looks > _LOOKS:
            self._rounds = 0
        await self.go_on()

    def _send(self) -> None:
        (self._app.focused or self._app.screen).post_message(KeyDone(self._number))

    def _is_ready(self, key: events.Key, came: float) -> bool:
        """Whether the screen on top can take the key: it stands, has the focus somewhere, and its rows."""
        # a key that stood behind others in the queue has not waited for an answer of its own yet
        since = max(came, self._first_since)
        screen, busy = self._app.screen, self._app.gateway.is_busy
        opens = key.key in _NEEDS_ROWS
        indexing = opens and (busy or self._app.looks_soon) and not self._app.is_reconciled
        reading = opens and self._app.gateway.is_awaited
        # what is typed into a form whose fields are still being read would be lost
        filling = busy and getattr(screen, "is_being_read", False)
        patient = self._app.archive is None or indexing or reading or filling
        if monotonic() - since > (OPENING if patient else PATIENCE):
            return True
        if indexing and self._app.archive is not None:
            return False
        if not screen.is_mounted or (screen.focused is None and screen.focus_chain):
            return False
        typing = takes_text(screen.focused) and key.is_printable
        return typing or (not self._app.gateway.is_awaited and _is_settled(screen))


def _is_settled(screen: Screen[object]) -> bool:
    """Whether what is shown where the user types is the answer to what was typed."""
    around = screen.focused.ancestors_with_self if screen.focused else ()
    return all(getattr(widget, "is_settled", True) for widget in around)
