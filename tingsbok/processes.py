"""Work shared out to several processes: what an interpreter does by itself, it does on one core.

Where no process can be started, or one dies, this process does the rest: the results are the same, in the
same order.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tingsbok import i18n

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

P = TypeVar("P")
R = TypeVar("R")
Prepare = Callable[..., Callable[[Any], Any]]
"""Makes the function that does one part; a module's own, so that a new interpreter finds it."""

MANY: Final[Mapping[str, int]] = {"fork": 500, "spawn": 3_000}
"""Records from which on processes pay: a copy of this one is free, a new interpreter takes 0.3 s."""

_MOST: Final = 8
_AHEAD: Final = 3
"""Parts for each process that are handed out before their results are taken: more would only fill memory."""


def how() -> str:
    """How a process is started: as a copy of this one only where that is safe, with no other thread."""
    alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    return "fork" if alone and sys.platform == "linux" else "spawn"


def cores() -> int:
    """How many processes can work at the same time, and are of use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, _MOST)


def pays(records: int) -> bool:
    """Whether so many records are quicker read or checked by several processes."""
    return cores() > 1 and records >= MANY[how()]


def results(
    prepare: Callable[..., Callable[[P], R]], args: tuple[Any, ...], parts: Iterable[P]
) -> Iterator[R]:
    """What ``prepare(*args)`` makes of each part, in the order of the parts.

    Args:
        prepare: Called once in each process.
        args: For that; new interpreters get copies.
        parts: Taken as they are needed, in this process.
    """
    from concurrent.futures.process import BrokenProcessPool

    rest, waiting = iter(parts), deque[P]()
    try:
        yield from _in_processes(prepare, args, rest, waiting)
    except (ImportError, NotImplementedError, OSError, ValueError, BrokenProcessPool):
        work = prepare(*args)
        for some in (waiting, rest):
            yield from map(work, some)


def _in_processes(
    prepare: Callable[..., Callable[[P], R]], args: tuple[Any, ...], rest: Iterator[P], waiting: deque[P]
) -> Iterator[R]:
    """As :func:`results`; *waiting* are the parts whose results nobody has got when this fails."""
    pool = _pool(prepare, args)
    futures: deque[Future[R]] = deque()
    try:
        for part in rest:
            waiting.append(part)
            futures.append(pool.submit(_do, part))
            if len(futures) >= cores() * _AHEAD:
                yield _next(futures, waiting)
        while futures:
            yield _next(futures, waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(futures: deque[Future[R]], waiting: deque[P]) -> R:
    result = futures[0].result()
    futures.popleft()
    waiting.popleft()
    return result


def _pool(prepare: Prepare, args: tuple[Any, ...]) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    begin, way = (prepare, args, i18n.current()), how()
    if way == "spawn":
        _start_tracker()
    return ProcessPoolExecutor(cores(), get_context(way), _begin, begin)


def _start_tracker() -> None:
    """Start the helper that new interpreters come with: it wants a real file for errors, an app has none."""
    from multiprocessing import resource_tracker

    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


class _Here:
    """What a process that was started to help works with."""

    prepare: Callable[[], Callable[[Any], Any]]
    work: Callable[[Any], Any] | None = None


def _begin(prepare: Prepare, args: tuple[Any, ...], language: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that waits
    threading.Thread(target=_end_with_parent, daemon=True).start()
    i18n.use(language)
    _Here.prepare = staticmethod(lambda: prepare(*args))


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(part: Any) -> Any:
    if _Here.work is None:
        _Here.work = _Here.prepare()
    return _Here.work(part)
