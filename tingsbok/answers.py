"""Answers that took long to work out, kept beside the index for as long as it says the same.

What is first on the screen would otherwise wait, at each start, for every assignment, agreement and decision
that may matter today. An answer that is kept is found again only for the same question, day, language,
program and state of the index; whatever is wrong with the file, it counts as not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TypeVar

from msgspec import DecodeError, Struct
from msgspec.json import decode, encode

from tingsbok import i18n
from tingsbok.index import Index
from tingsbok.own_code import state_of
from tingsbok.whole_files import replace_whole

_T = TypeVar("_T", bound=Struct)


class KeepsAnswers:
    """What an archive does about answers; its index lies in :attr:`_index`."""

    _index: Index
    today: date

    def kept(self, question: str, about: tuple[str | int, ...], form: type[_T], work: Callable[[], _T]) -> _T:
        """An answer, as it was kept the last time or as *work* finds it.

        Args:
            question: What it answers, as a file may be called; only its last answer is kept.
            about: What was asked: the answer is another if any of it is.
            form: The answer's form.
            work: Finds the answer, from nothing but the index, the day and what *about* names.
        """
        state = self._index.generation
        program = state_of(*sorted({"tingsbok", work.__module__.partition(".")[0]}))
        asked = encode([program, i18n.current(), self.today.isoformat(), state, *about])
        file = self._index.file.with_name(f"{question}.json")
        with suppress(OSError, DecodeError):
            first, _, rest = file.read_bytes().partition(b"\n")
            if first == asked:
                return decode(rest, type=form)
        answer = work()
        if self._index.generation == state:
            with suppress(OSError):
                replace_whole(file, asked + b"\n" + encode(answer), durable=False)
        return answer
