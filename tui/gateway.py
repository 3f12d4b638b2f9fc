"""The only caller of the archive: reads in two threads, writes one at a time, answers as facts.

Screens hand in a function of the archive and a function of its answer. The first runs in a thread; the
second runs in the asker's own message handler. An answer that was overtaken by a newer question on the same
channel is dropped, and a question that was overtaken before it began is never put.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from textual.message_pump import MessagePump

from tingsbok.errors import Refused as ArchiveRefused
from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tui.messages import Answered, Failed, Refused

if TYPE_CHECKING:
    from tingsbok.archive import Archive

T = TypeVar("T")


class Gateway:
    """Where the app meets the archive."""

    def __init__(self) -> None:
        self._archive: Archive | None = None
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="archive-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-write")
        self._numbers = count(1)
        self._latest: WeakKeyDictionary[MessagePump, dict[str, int]] = WeakKeyDictionary()
        self._pending = 0
        self._settled: asyncio.Event | None = None
        self._closed = False

    @property
    def archive(self) -> Archive | None:
        """The open archive: screens may read its attributes (title, language, schemas), never its methods."""
        return self._archive

    def open(
        self, asker: MessagePump, opener: Callable[[], Archive], then: Callable[[Archive], None]
    ) -> None:
        """Open an archive, closing the one that was open."""

        def work() -> Archive:
            opened = opener()
            former, self._archive = self._archive, opened
            if former is not None:
                former.close()
            return opened

        self._submit(self._writer, asker, "open", work, then)

    def ask(
        self, asker: MessagePump, channel: str, work: Callable[[Archive], T], then: Callable[[T], None]
    ) -> None:
        """Put a question: *work* reads the archive in a thread, *then* gets the answer if it is still wanted.

        Args:
            asker: The screen or widget whose message handler runs *then*.
            channel: What is asked; a newer question on the same channel makes older answers stale.
            work: Reads the archive; runs in a thread and must not touch widgets.
            then: Takes the answer.
        """
        number = next(self._numbers)
        self._latest.setdefault(asker, {})[channel] = number
        wanted = partial(self._is_latest, asker, channel, number)
        self._submit(self._readers, asker, channel, partial(self._with_archive, work), then, wanted)

    def write(
        self, asker: MessagePump, channel: str, work: Callable[[Archive], T], then: Callable[[T], None]
    ) -> None:
        """Do something that changes files, the index or drafts; one at a time, never dropped."""
        self._submit(self._writer, asker, channel, partial(self._with_archive, work), then)

    def start(
        self, asker: MessagePump, channel: str, work: Callable[[], T], then: Callable[[T], None]
    ) -> None:
        """Do slow work that needs no open archive, such as building the example archive."""
        self._submit(self._writer, asker, channel, work, then)

    async def fetch(self, work: Callable[[Archive], T]) -> T:
        """Await an answer, for widgets that ask while the user types; raises what the archive raises."""
        self._pending += 1
        try:
            return await asyncio.wrap_future(self._readers.submit(self._with_archive, work))
        finally:
            self._count_down()

    def forget(self, asker: MessagePump) -> None:
        """Drop every answer *asker* still waits for: it is going away."""
        self._latest.pop(asker, None)

    async def settled(self) -> None:
        """Wait until every question has been answered or dropped."""
        while self._pending:
            self._settled = asyncio.Event()
            await self._settled.wait()

    def close(self) -> None:
        """Answer nothing more, and close the archive when the last write is done."""
        if self._closed:
            return
        self._closed = True
        self._readers.shutdown(wait=False, cancel_futures=True)
        if self._archive is not None:
            self._writer.submit(self._archive.close)
        self._writer.shutdown(wait=False)

    def _with_archive(self, work: Callable[[Archive], T]) -> T:
        if self._archive is None:
            raise ArchiveRefused(t("No archive is open."), remedy=t("Open one first."))
        return work(self._archive)

    def _is_latest(self, asker: MessagePump, channel: str, number: int) -> bool:
        return self._latest.get(asker, {}).get(channel) == number

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        asker: MessagePump,
        channel: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        self._pending += 1

        def run() -> T | None:
            return work() if wanted() else None

        def done(future: Future[T | None]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._deliver, future, asker, channel, then, wanted)

        pool.submit(run).add_done_callback(done)

    def _deliver(
        self,
        future: Future[T | None],
        asker: MessagePump,
        channel: str,
        then: Callable[[T], None],
        wanted: Callable[[], bool],
    ) -> None:
        if not future.cancelled() and wanted() and not self._closed:
            self._post(future, asker, channel, then)
        self._count_down()

    def _count_down(self) -> None:
        self._pending -= 1
        if not self._pending and self._settled is not None:
            self._settled.set()

    @staticmethod
    def _post(future: Future[T | None], asker: MessagePump, channel: str, then: Callable[[T], None]) -> None:
        error = future.exception()
        if error is None:
            asker.post_message(Answered(channel, partial(then, future.result())))  # type: ignore[arg-type]
        elif isinstance(error, TingsbokError):
            asker.post_message(Refused(channel, error))
        else:
            asker.app.post_message(Failed(error))
