"""What the machine can do at best, measured beside what the program does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from tests.bench import plain_index
from tests.bench.place import Place
from tests.bench.timing import Sample, inside, process

_READS = "import sqlite3\ndb = sqlite3.connect({file!r})\nfor row in db.execute('select * from row limit 40'): print(row)"
_ROWS = """
import sqlite3
db = sqlite3.connect({file!r})
db.execute("create table if not exists row (id text, title text, date text, status text)")
db.executemany("insert into row values (?, ?, ?, ?)", [("id", "a title of some words", "2024-11-08", "open")] * 40)
db.commit()
"""


class Floors:
    """The floors of one archive, each measured once.

    Args:
        place: The archive.
        runs: Runs of each.
    """

    def __init__(self, place: Place, runs: int) -> None:
        self.place = place
        self.runs = runs
        self._known: dict[str, Sample] = {}

    def python(self) -> Sample:
        """The bare interpreter."""
        return self._process("python", [self.place.python, "-c", "pass"])

    def rows(self) -> Sample:
        """The interpreter, SQLite, and forty rows printed."""
        file = str(self.place.home / "floor.db")
        if not Path(file).exists():
            process([self.place.python, "-c", _ROWS.format(file=file)], self.place.home, runs=1, warm=0)
        return self._process("rows", [self.place.python, "-c", _READS.format(file=file)])

    def status(self) -> Sample:
        """What git needs to say what differs from the last commit."""
        return self._process("status", ["git", "status", "--porcelain=v2", "-z", "--untracked-files=all"])

    def status_cached(self) -> Sample:
        """The same when git may remember which folders hold nothing unknown to it."""
        if "cached" not in self._known:
            with self._untracked_cache():
                self._known["cached"] = self._process("", ["git", "status", "--porcelain=v2", "-z"])
        return self._known["cached"]

    def durable(self) -> Sample:
        """A file of a record's size, safe on the disk under its name."""
        target = self.place.home / "durable.md"

        def write() -> None:
            other = target.with_suffix(".new")
            with other.open("wb") as file:
                file.write(b"x" * 2000)
                file.flush()
                os.fsync(file.fileno())
            other.replace(target)

        return inside([write] * max(20, self.runs))

    def commit(self) -> Sample:
        """One file committed beside the branch, then put into a copy of git's list of files."""
        path = next(iter(self.place.folder.glob("records/bodies/*.md"))).relative_to(self.place.folder)
        draft = self.place.home / "floor.index"
        shutil.copyfile(self.place.folder / ".git" / "index", draft)
        script = (
            f"printf 'commit refs/bench/floor\\ncommitter B <b@example.invalid> now\\ndata 1\\nx\\n"
            f"from refs/heads/main^0\\nM 100644 inline {path}\\ndata 2\\nx\\n\\n'"
            " | git fast-import --quiet --force --date-format=now && git update-ref refs/bench/other refs/bench/floor"
            f" && git ls-tree refs/bench/floor -- {path} | GIT_INDEX_FILE={quote(str(draft))} git update-index --index-info"
        )
        found = self._process("", ["sh", "-c", script])
        draft.unlink()
        for name in ("floor", "other"):
            self.place.git("update-ref", "-d", f"refs/bench/{name}")
        return found

    def index(self) -> Sample:
        """Every file read, its values and its words put into SQLite, and no more."""
        if "index" not in self._known:
            with TemporaryDirectory(dir=self.place.home) as folder:
                command = [
                    self.place.python,
                    plain_index.__file__,
                    str(self.place.folder),
                    f"{folder}/index.db",
                ]
                self._known["index"] = process(command, self.place.home, runs=1, warm=0)
        return self._known["index"]

    def log(self, path: str) -> Sample:
        """The fifty newest commits of a file, as git finds them."""
        return self._process("", ["git", "log", "-50", "--format=%H", "--", path], runs=3)

    def _process(self, name: str, command: list[str], runs: int = 0) -> Sample:
        if name not in self._known:
            sample = process(command, self.place.folder, runs=runs or self.runs, environ=self.place.environ)
            if not name:
                return sample
            self._known[name] = sample
        return self._known[name]

    @contextmanager
    def _untracked_cache(self) -> Iterator[None]:
        self.place.git("update-index", "--force-untracked-cache")
        try:
            yield
        finally:
            self.place.git("update-index", "--no-untracked-cache")
