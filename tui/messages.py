"""Facts: what has happened, in the past tense. The gateway posts them; screens only react to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tingsbok.errors import TingsbokError


class Fact(Message, bubble=False):
    """Something that has happened; its receiver is the one who asked."""


class Answered(Fact, bubble=False):
    """A question to the archive was answered; :meth:`tell` hands the answer to the one who asked.

    Attributes:
        channel: What was asked, in the asker's own word.
        tell: Calls the asker's function with the answer.
    """

    def __init__(self, channel: str, tell: Callable[[], None]) -> None:
        super().__init__()
        self.channel = channel
        self.tell = tell


class Refused(Fact, bubble=False):
    """The archive refused; the error says why and what to do.

    Attributes:
        channel: What was asked.
    """

    def __init__(self, channel: str, error: TingsbokError) -> None:
        super().__init__()
        self.channel = channel
        self.error = error


class Failed(Fact, bubble=False):
    """Something unforeseen went wrong in a worker; nothing was written by it."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class FilesChanged(Fact, bubble=False):
    """Files of the archive were changed by somebody else, in another program or by git."""
