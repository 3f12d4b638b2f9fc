"""Answers that take time, for a widget that asks again before they come: only the last one counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from textual.timer import Timer
from textual.widget import Widget

Answer = TypeVar("Answer")


class Later(Generic[Answer]):
    """Asks for what was wanted last, one question at a time, after a pause in the typing.

    Nothing is cancelled: a cancelled worker leaves its work half done. An answer that comes too late is
    simply not shown.

    Args:
        widget: The widget that asks.
        ask: The question.
        show: Called with each answer that is still wanted.
        delay: Seconds without a new question before it is asked.
    """

    def __init__(
        self,
        widget: Widget,
        ask: Callable[[str], Awaitable[Answer]],
        show: Callable[[str, Answer], None],
        delay: float,
    ) -> None:
        self._widget = widget
        self._ask = ask
        self._show = show
        self._delay = delay
        self._wanted: str | None = None
        self._busy = False
        self._timer: Timer | None = None

    def want(self, text: str) -> None:
        """Ask about *text* soon."""
        self._wanted = text
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._delay > 0:
            self._timer = self._widget.set_timer(self._delay, self._start)
        else:
            self._start()

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what was wanted last."""
        return self._wanted is None

    def forget(self) -> None:
        """The answer is no longer wanted."""
        self._wanted = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _start(self) -> None:
        if not self._busy:
            self._busy = True
            self._widget.run_worker(self._work(), group="later")

    async def _work(self) -> None:
        try:
            while self._wanted is not None:
                asked = self._wanted
                answer = await self._ask(asked)
                if self._wanted == asked:
                    self._wanted = None
                    self._show(asked, answer)
        finally:
            self._busy = False
