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
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from msgspec import Struct
from textual.message_pump import MessagePump

from tingsbok.errors import Refused as ArchiveRefused
from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tui.messages import Answered, Failed, Refused

if TYPE_CHECKING:
    from tingsbok.archive import Archive

T = TypeVar("T")

HANDLED_WITHIN = 0.2
"""Seconds in which an asker takes its answer; one that has gone away never does."""


class _Question(Struct, frozen=True):
    """Something that was asked, and where its answer goes."""

    number: int
    asker: MessagePump
    channel: str
    work: Callable[[], Any]
    then: Callable[[Any], None]
    overtakable: bool


class Gateway:
    """Where the app meets the archive."""

    def __init__(self) -> None:
        self._archive: Archive | None = None
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="archive-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-write")
        self._drafts = ThreadPoolExecutor(1, thread_name_prefix="archive-drafts")
        self._asked = 0
        self._latest: WeakKeyDictionary[MessagePump, dict[str, int]] = WeakKeyDictionary()
        self._pending = 0
        self._awaited: dict[int, float] = {}
        self._settled: asyncio.Event | None = None
        self._closed = False

    @property
    def archive(self) -> Archive | None:
        """The open archive: screens may read its attributes (title, language, schemas), never its methods."""
        return self._archive

    @property
    def asked(self) -> int:
        """How many questions have been put."""
        return self._asked

    @property
    def is_busy(self) -> bool:
        """Whether a question has no answer yet."""
        return bool(self._pending)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for an answer before the next key makes sense."""
        now = monotonic()
        self._awaited = {number: until for number, until in self._awaited.items() if until > now}
        return bool(self._awaited)

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

        self._put(self._writer, self._question(asker, "open", work, then))

    def ask(
        self,
        asker: MessagePump,
        channel: str,
        work: Callable[[Archive], T],
        then: Callable[[T], None],
        *,
        quiet: bool = False,
    ) -> None:
        """Put a question: *work* reads the archive in a thread, *then* gets the answer if it is still wanted.

        Args:
            asker: The screen or widget whose message handler runs *then*.
            channel: What is asked; a newer question on the same channel makes older answers stale.
            work: Reads the archive; runs in a thread and must not touch widgets.
            then: Takes the answer.
            quiet: Whether keys need not wait for the answer.
        """
        question = self._question(asker, channel, partial(self._with_archive, work), then, overtakable=True)
        self._latest.setdefault(asker, {})[channel] = question.number
        self._put(self._readers, question, quiet=quiet)

    def write(
        self,
        asker: MessagePump,
        channel: str,
        work: Callable[[Archive], T],
        then: Callable[[T], None],
        *,
        forget: Callable[[Archive], None] | None = None,
        quiet: bool = False,
    ) -> None:
        """Do something that changes files, the index or drafts; one at a time, never dropped.

        Args:
            asker: The screen or widget whose message handler runs *then*.
            channel: What is done.
            work: Does it; runs in a thread.
            then: Takes the answer.
            forget: Takes the draft away once *work* is done; runs in a thread.
            quiet: Whether keys need not wait for the answer.
        """

        def done(archive: Archive) -> T:
            answer = work(archive)
            if forget is not None:
                self._behind_drafts(partial(forget, archive))
            return answer

        question = self._question(asker, channel, partial(self._with_archive, done), then)
        self._put(self._writer, question, quiet=quiet)

    def save(
        self,
        asker: MessagePump,
        work: Callable[[Archive, Callable[[], None]], T],
        then: Callable[[T], None],
        *,
        durable: Callable[[], None],
        forget: Callable[[Archive], None],
        refused: Callable[[TingsbokError], None],
    ) -> None:
        """Save; like :meth:`write`, but keys need not wait once the new text is safe on disk.

        Args:
            asker: Its message handler runs the functions below.
            work: Saves; it calls its second argument as soon as the new text survives a power cut.
            then: Takes the answer when the change is in the archive's history.
            durable: Runs when the text is safe; the save may still be refused after that.
            forget: Takes the draft away once the change is in the archive's history; runs in a thread.
            refused: Runs when it was refused, before or after.
        """

        def safe() -> None:
            asker.post_message(Answered("durable", tell_safe))

        def tell_safe() -> None:
            self._awaited.pop(question.number, None)
            durable()

        def saved(archive: Archive) -> Callable[[], None]:
            try:
                answer = work(archive, safe)
            except TingsbokError as error:
                return partial(refused, error)
            self._behind_drafts(partial(forget, archive))
            return partial(then, answer)

        question = self._question(asker, "save", partial(self._with_archive, saved), lambda tell: tell())
        self._put(self._writer, question)

    def keep(
        self,
        asker: MessagePump,
        work: Callable[[Archive], None],
        then: Callable[[], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Write a draft to disk, or take one away: one after the other, whatever else is being written.

        Args:
            asker: Is told if it fails.
            work: Keeps or drops a draft.
            then: Runs when that is done.
            quiet: Whether keys need not wait for it.
        """
        done = _kept if then is None else lambda _: then()
        question = self._question(asker, "keep", partial(self._with_archive, work), done)
        self._put(self._drafts, question, quiet=quiet)

    def start(
        self, asker: MessagePump, channel: str, work: Callable[[], T], then: Callable[[T], None]
    ) -> None:
        """Do slow work that needs no open archive, such as building the example archive."""
        self._put(self._writer, self._question(asker, channel, work, then), quiet=True)

    def look(
        self, asker: MessagePump, channel: str, work: Callable[[], T], then: Callable[[T], None]
    ) -> None:
        """Read something outside the archive, such as what the user has set."""
        question = self._question(asker, channel, work, then, overtakable=True)
        self._latest.setdefault(asker, {})[channel] = question.number
        self._put(self._readers, question)

    async def fetch(self, asker: MessagePump, work: Callable[[Archive], T], otherwise: T) -> T:
        """Await an answer, for widgets that ask while the user types.

        Args:
            asker: Is told why when the archive refuses.
            work: Reads the archive; runs in a thread.
            otherwise: The answer when the archive refuses.
        """
        self._pending += 1
        try:
            return await asyncio.wrap_future(self._readers.submit(self._with_archive, work))
        except TingsbokError as error:
            asker.post_message(Refused("fetch", error))
            return otherwise
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
        for pool in (self._writer, self._drafts):
            pool.shutdown(wait=False)

    # --- questions and answers

    def _question(
        self,
        asker: MessagePump,
        channel: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        overtakable: bool = False,
    ) -> _Question:
        self._asked += 1
        return _Question(self._asked, asker, channel, work, then, overtakable)

    def _with_archive(self, work: Callable[[Archive], T]) -> T:
        if self._archive is None:
            raise ArchiveRefused(t("No archive is open."), remedy=t("Open one first."))
        return work(self._archive)

    def _behind_drafts(self, work: Callable[[], None]) -> None:
        """Do something behind every draft that is being kept, and before anybody looks which there are."""
        try:
            done = self._drafts.submit(work)
        except RuntimeError:
            # the app is on its way out: no draft comes after those that are being kept
            self._drafts.shutdown()
            work()
        else:
            done.result()

    def _is_wanted(self, question: _Question) -> bool:
        if not question.overtakable:
            return True
        return self._latest.get(question.asker, {}).get(question.channel) == question.number

    def _put(self, pool: ThreadPoolExecutor, question: _Question, *, quiet: bool = False) -> None:
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        self._pending += 1
        if not quiet:
            self._awaited[question.number] = float("inf")

        def run() -> object:
            return question.work() if self._is_wanted(question) else None

        def done(future: Future[object]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._deliver, future, question)

        pool.submit(run).add_done_callback(done)

    def _deliver(self, future: Future[object], question: _Question) -> None:
        if question.number in self._awaited:
            self._awaited[question.number] = monotonic() + HANDLED_WITHIN
        if not future.cancelled() and self._is_wanted(question) and not self._closed:
            self._post(future, question)
        else:
            self._awaited.pop(question.number, None)
        self._count_down()

    def _count_down(self) -> None:
        self._pending -= 1
        if not self._pending and self._settled is not None:
            self._settled.set()

    def _post(self, future: Future[object], question: _Question) -> None:
        error = future.exception()
        if error is None:
            question.asker.post_message(
                Answered(question.channel, partial(self._tell, question, future.result()))
            )
            return
        self._awaited.pop(question.number, None)
        if isinstance(error, TingsbokError):
            question.asker.post_message(Refused(question.channel, error))
        else:
            question.asker.app.post_message(Failed(error))

    def _tell(self, question: _Question, answer: object) -> None:
        try:
            question.then(answer)
        finally:
            self._awaited.pop(question.number, None)


def _kept(_: None) -> None:
    """A draft was kept or dropped: nothing to tell."""
