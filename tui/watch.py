"""Notices that files of the archive change while the app runs."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

POLL_SECONDS = 1.0
_SHARE_OF_TIME = 10
"""Looking through a large archive may take at most one part in this many of the time."""

Signature = dict[str, tuple[int, int]]


async def watch(folders: Sequence[Path], changed: Callable[[], None], stop: asyncio.Event) -> None:
    """Call *changed* whenever files under the folders have changed, until *stop* is set.

    The operating system tells where it can; else the folders are looked through about once a second.
    """
    told = partial(asyncio.get_running_loop().call_soon_threadsafe, changed)

    def wait() -> None:
        from watchfiles import watch as seen

        for _ in seen(*folders, stop_event=stop, rust_timeout=500, debounce=200, watch_filter=None):
            told()

    # In a thread: loading it takes longer than a frame, and its own way into asyncio loads a second asyncio.
    try:
        await asyncio.to_thread(wait)
    except ImportError:
        await poll(folders, changed, stop)


async def poll(
    folders: Sequence[Path], changed: Callable[[], None], stop: asyncio.Event, seconds: float = POLL_SECONDS
) -> None:
    """Look through the folders again and again, and compare sizes and times."""
    known = await asyncio.to_thread(signature, folders)
    pause = seconds
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            begun = time.monotonic()
            found = await asyncio.to_thread(signature, folders)
            pause = max(seconds, _SHARE_OF_TIME * (time.monotonic() - begun))
            if found != known:
                known = found
                changed()


def signature(folders: Sequence[Path]) -> Signature:
    """Size and modification time of every file under the folders; those that cannot be read are empty."""
    found: Signature = {}
    waiting = [str(folder) for folder in folders]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(status.st_mode):
                waiting.append(entry.path)
            else:
                found[entry.path] = (status.st_size, status.st_mtime_ns)
    return found
