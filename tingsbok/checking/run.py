"""Running the checks on what has no result that holds, and keeping what they come to."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from tingsbok.checking.changes import Look, Now, approvals
from tingsbok.checking.source import Archive
from tingsbok.checking.work import PART, parts
from tingsbok.checks import in_order
from tingsbok.errors import NotFound, Refused
from tingsbok.i18n import current
from tingsbok.index.findings import Findings, Result, Unusable, dumped, loaded
from tingsbok.own_code import state_of
from tingsbok.problems import Problem
from tingsbok.record import etag_of

Progress = Callable[[int, int], None]
"""Called now and then with how many records are checked, and of how many; what it raises stops the checks."""

_KEPT_AT_ONCE: Final = 500
"""Results that are written together: what was checked before somebody stops it is not checked again."""
_ATTEMPTS: Final = 3


class Checking:
    """Checks an archive and remembers what it found, as long as that holds.

    Args:
        archive: The archive; its index must be up to date.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._opening = threading.Lock()
        self._findings: dict[str, Findings] = {}

    def close(self) -> None:
        """Close the files of findings."""
        for findings in self._findings.values():
            findings.close()
        self._findings.clear()

    def check(self, paths: Collection[str] = (), progress: Progress | None = None) -> list[Problem]:
        """Every problem in the archive, or only those in the given files, sorted by place.

        Args:
            paths: The files; all, and the schemas, if there are none.
            progress: Told how far it has come.
        """
        run = _Run(self._archive, frozenset(paths), progress)
        try:
            findings = self._open()
            found = run.with_results(findings) if findings else run.without()
        except Unusable:
            found = run.without()
        return in_order(found)

    def _open(self) -> Findings | None:
        """The findings in the language in use; ``None`` for the past, whose index is short-lived."""
        index, language = self._archive.index, current()
        if index.file.name != "index.db":
            return None
        with self._opening:
            if language not in self._findings:
                stamp = json.dumps(
                    [index.stamp, state_of("tingsbok"), [repr(one) for one in self._archive.schemas.problems]]
                )
                path = index.file.with_name(f"checks-{language}.db")
                self._findings[language] = Findings(path, hashlib.sha256(stamp.encode()).hexdigest())
            return self._findings[language]


class _Run(Struct):
    """One run of the checks.

    Args:
        archive: The archive.
        paths: The files; empty for all.
        progress: Told how far it has come.
    """

    archive: Archive
    paths: frozenset[str]
    progress: Progress | None
    _done: list[Result] = field(default_factory=list)

    def without(self) -> list[Problem]:
        """Check without looking at what was found before."""
        state = Now(self.archive)
        found = [] if self.paths else self.archive.schemas.schema_problems()
        for _, result in self._results(state, approvals(self.archive), self._wanted(state)):
            found += result.problems
        return found

    def with_results(self, findings: Findings) -> list[Problem]:
        """Check what has no result that holds, and add the results that do."""
        state = self._brought_up_to_date(findings)
        with findings.reading() as kept:
            wanted = self._wanted(state) if self.paths or kept.count() < state.count else []
            missing = wanted
            has = kept.has() if missing else set()
            if self.paths:
                has -= {path for path in missing if not self._is_as_indexed(path, state)}
            missing = [path for path in missing if path not in has]
            found = list(kept.problems(None if not self.paths else has.intersection(wanted)))
            approved: dict[str, str] = json.loads(kept.said("approvals") or "{}")
        self._done = []
        try:
            for is_sure, result in self._results(state, approved, missing):
                found += result.problems
                if is_sure:
                    self._done.append(result)
                    if len(self._done) >= _KEPT_AT_ONCE:
                        self._keep(findings, state)
        finally:  # who stops the checks goes on from here the next time
            if self._done:
                self._keep(findings, state)
        return found if self.paths else [*self._of_schemas(findings), *found]

    def _brought_up_to_date(self, findings: Findings) -> Now:
        """Drop results that no longer hold. Anew if somebody refreshes the index meanwhile."""
        for _ in range(_ATTEMPTS):
            state = Now(self.archive)
            with findings.reading() as kept:
                if Look(self.archive, kept, state).is_as_before():
                    return state
            with findings.changing() as kept:
                Look(self.archive, kept, state).drop()
            if self.archive.index.generation == state.generation:
                break
        return state

    def _wanted(self, state: Now) -> list[str]:
        """The files to check; one that the index does not know yet only if it lies among the records."""
        if not self.paths:
            return list(state.etags)
        unknown = [path for path in self.paths if path not in state.etags]
        there = {entry.path for entry in self.archive.store.entries()} if unknown else set()
        return sorted([*(self.paths & state.etags.keys()), *(path for path in unknown if path in there)])

    def _is_as_indexed(self, path: str, state: Now) -> bool:
        """Whether a file that somebody asks for by name is still what the index has read."""
        try:
            return etag_of(self.archive.store.read(path)) == state.etags.get(path)
        except (NotFound, Refused):
            return False

    def _results(
        self, state: Now, approved: dict[str, str], paths: Sequence[str]
    ) -> Iterator[tuple[bool, Result]]:
        """What the checks come to, each with whether it is of the file that the index knows."""
        if not paths:
            return
        for number, part in enumerate(parts(self.archive, state.etags, approved, paths)):
            if self.progress is not None:
                self.progress(number * PART, len(paths))
            yield from part

    def _keep(self, findings: Findings, state: Now) -> None:
        """Keep results, unless what they were worked out of has changed meanwhile."""
        with findings.changing() as kept:
            same = self.archive.index.generation == state.generation
            if same and Look(self.archive, kept, state).is_as_before():
                kept.add(self._done)
        self._done = []

    def _of_schemas(self, findings: Findings) -> list[Problem]:
        with findings.reading() as kept:
            text = kept.said("schemas")
        if text:
            return [problem for path, one in json.loads(text) for problem in loaded(path, one)]
        found = self.archive.schemas.schema_problems()
        with findings.changing() as kept:
            kept.say("schemas", json.dumps([(one.path, dumped([one])) for one in found]))
        return found
