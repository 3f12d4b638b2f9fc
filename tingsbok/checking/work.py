"""Checking one file after another: in this process, or in one of several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from tingsbok.checking.changes import stored
from tingsbok.checking.source import Archive, Source
from tingsbok.checks import Asked, Checks
from tingsbok.checks.asked import CALLED, Ask
from tingsbok.index.findings import Result

PART = 20
"""Files that are checked together; after each part one is told how far it has come."""

Sure = tuple[bool, Result]
"""A result, and whether it is of the file that the index knows."""


class Work:
    """Checks files.

    Args:
        archive: The archive.
        etags: The etag of each file that the index knows.
        approved: The revision of the last approval that touched each record.
        paths: Files that are going to be checked; the index may not know them all.
    """

    def __init__(
        self, archive: Archive, etags: Mapping[str, str], approved: Mapping[str, str], paths: Sequence[str]
    ) -> None:
        self._archive = archive
        self._etags = etags
        self._asked = Asked()
        self._source = Source(archive, self._asked, approved)
        names = {**dict.fromkeys(etags), **dict.fromkeys(paths)}
        self._checks = Checks(self._source, names, self._source.context(), self._asked)

    def part(self, paths: Sequence[str]) -> list[Sure]:
        """The results of some files; one that is gone has none."""
        self._source.expect(paths)
        return [result for path in paths for result in self._of(path)]

    def _of(self, path: str) -> Iterator[Sure]:
        asks = self._asked.begin()
        record = self._source.read(path)
        if record is not None:
            problems = tuple(self._checks.of(record))
            is_sure = bool(record.etag) and record.etag == self._etags.get(path)
            yield is_sure, Result(path, problems, self._answers(asks))

    def _answers(self, asks: Collection[Ask]) -> dict[Ask, str]:
        """Questions as they are kept; with the answer where no changed record tells that it is another."""
        return {ask: self._archive.name(ask[1]) if ask[0] == CALLED else "" for ask in stored(asks)}


def parts(
    archive: Archive, etags: Mapping[str, str], approved: Mapping[str, str], paths: Sequence[str]
) -> Iterator[list[Sure]]:
    """The results of files, part by part, in their order; of many, worked out by several processes."""
    from tingsbok import processes

    some = [paths[at : at + PART] for at in range(0, len(paths), PART)]
    again = archive.opener() if processes.pays(len(paths)) else None
    if again is None:
        return map(Work(archive, etags, approved, paths).part, some)
    archive.index.let_go()
    return processes.results(_worker, (again, etags, approved, paths), some)


def _worker(
    again: Callable[[], Archive],
    etags: Mapping[str, str],
    approved: Mapping[str, str],
    paths: Sequence[str],
) -> Callable[[Sequence[str]], list[Sure]]:
    return Work(again(), etags, approved, paths).part
