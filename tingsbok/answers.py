"""Answers that took long to work out, kept beside the index for as long as it says the same.

What is first on the screen would otherwise wait, at each start, for every assignment, agreement and decision
that may matter today. An answer that is kept is found again only for the same question, language, program
and state of the index, and on the same day if it depends on that; before the archive is open, whatever the
state. Whatever is wrong with the file, it counts as not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import DecodeError, Struct
from msgspec.json import decode, encode

from tingsbok import config, i18n
from tingsbok.errors import NotFound, Refused
from tingsbok.own_code import state_of
from tingsbok.whole_files import replace_whole

if TYPE_CHECKING:
    from tingsbok.index import Index
    from tingsbok.reading import Reader

_T = TypeVar("_T", bound=Struct)


class KeepsAnswers:
    """What an archive does about answers."""

    _index: Index
    _reader: Reader

    def kept(
        self,
        question: str,
        about: tuple[str | int, ...],
        form: type[_T],
        work: Callable[[], _T],
        *,
        daily: bool = True,
    ) -> _T:
        """An answer, as it was kept the last time or as *work* finds it.

        Args:
            question: What it answers, as a file may be called; only its last answer is kept.
            about: What was asked: the answer is another if any of it is.
            form: The answer's form.
            work: Finds the answer, from nothing but the index, the day and what *about* names.
            daily: Whether the answer is another on another day.
        """
        state = self._index.generation
        file = _file(self._index.file, question)
        asked = _asked(form, (self._reader.today.isoformat(), *about) if daily else about)
        found = _found(file, asked, form, state)
        if found is not None:
            return found
        answer = work()
        if self._index.generation == state:
            with suppress(OSError):
                replace_whole(file, b"%b\n%d\n%b" % (asked, state, encode(answer)), durable=False)
        return answer


def peek(
    directory: Path,
    question: str,
    about: tuple[str | int, ...],
    form: type[_T],
    *,
    cache_dir: Path | None = None,
) -> _T | None:
    """An answer that does not depend on the day, as it was kept last; ``None`` if none is.

    It is known before the archive is open. What has changed since is found out once it is.

    Args:
        directory: The archive, or a folder in it.
        question: What it answers.
        about: What is asked, as for :meth:`KeepsAnswers.kept`.
        form: The answer's form.
        cache_dir: Folder of the index instead of the user's cache folder.
    """
    from tingsbok.store.disk import find_root

    # whatever is wrong with a folder is told by whoever opens the archive
    with suppress(NotFound, Refused, OSError):
        root = find_root(directory)
        if root is not None:
            index = config.index_file(root, cache_dir)
            return _found(_file(index, question), _asked(form, about), form) if index.exists() else None
    return None


def _file(index: Path, question: str) -> Path:
    return index.with_name(f"{question}.json")


def _asked(form: type[Struct], about: tuple[str | int, ...]) -> bytes:
    """All that an answer depends on but the state of the index."""
    program = [state_of(package) for package in sorted({"tingsbok", form.__module__.partition(".")[0]})]
    return encode([program, i18n.current(), *about])


def _found(file: Path, asked: bytes, form: type[_T], state: int | None = None) -> _T | None:
    """What is kept for that question, if it follows from that state of the index, or from any."""
    with suppress(OSError, DecodeError, ValueError):
        first, of, rest = file.read_bytes().split(b"\n", 2)
        if first == asked and state in (None, int(of)):
            return decode(rest, type=form)
    return None
