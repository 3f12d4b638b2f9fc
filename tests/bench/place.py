"""Where a measurement happens: an archive of one size, with the programs and the calm environment for it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from tests.bench import archives, chance, swedish, world
from tests.bench.archives import build
from tests.bench.world import TODAY
from tingsbok.archive import Archive
from tingsbok.ids import slug

_OWN_SETTINGS = ("GIT_", "TINGSBOK_", "XDG_", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR", "EDITOR", "VISUAL")
_SLOW_PYTHON = ("PYTHONDONTWRITEBYTECODE", "PYTHONDEVMODE", "PYTHONTRACEMALLOC", "PYTHONMALLOC")
"""With these in force Python would be measured, not the program."""


class Place:
    """An archive to measure in.

    Args:
        home: Folder that keeps the archives, their indexes and nothing else.
        size: Records of the archive.
    """

    def __init__(self, home: Path, size: int) -> None:
        self.size = size
        self.home = home
        self.folder = home / f"{size}"
        self.cache = home / f"{size}-cache"
        self.python = sys.executable
        self.program = str(Path(sys.executable).with_name("tingsbok"))

    def prepare(self) -> None:
        """Build the archive, unless the same one is there from an earlier run."""
        made = self.folder / ".git" / "made-by"
        if not made.exists() or made.read_text() != _recipe():
            shutil.rmtree(self.folder, ignore_errors=True)
            build(self.folder, self.size)
            made.write_text(_recipe())

    @cached_property
    def environ(self) -> dict[str, str]:
        """The environment of every program: nothing of the machine's own settings."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith((*_OWN_SETTINGS, *_SLOW_PYTHON))
        }
        return {
            **kept,
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.cache),
            "GIT_CONFIG_NOSYSTEM": "1",
            "TINGSBOK_TODAY": TODAY,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }

    def tingsbok(self, *words: str) -> list[str]:
        """The command that a user gives."""
        return [self.program, *words]

    def git(self, *words: str) -> str:
        """What git answers."""
        command = ["git", *words]
        return subprocess.run(
            command, cwd=self.folder, env=self.environ, check=True, capture_output=True, text=True
        ).stdout.strip()

    def forget(self) -> None:
        """Delete the index."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def forget_answers(self) -> None:
        """Delete what is kept beside the index."""
        for file in self.cache.glob("tingsbok/*/*.json"):
            file.unlink()

    def change(self, note: str) -> None:
        """Change a record on the command line."""
        command = self.tingsbok("set", self.decision, f"note={note}", "-q")
        subprocess.run(command, cwd=self.folder, env=self.environ, check=True, stdout=subprocess.DEVNULL)

    def warm(self) -> None:
        """Bring the index up to date."""
        subprocess.run(
            self.tingsbok("list", "body", "--plain", "-q"),
            cwd=self.folder,
            env=self.environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The archive open in this process, its index up to date."""
        with Archive.open(
            self.folder, today=date.fromisoformat(TODAY), cache_dir=self.home / f"{self.size}-own"
        ) as one:
            one.refresh()
            yield one

    @contextmanager
    def restored(self) -> Iterator[None]:
        """Put the archive back afterwards to what it was, however often it was saved to meanwhile."""
        head = self.git("rev-parse", "HEAD")
        try:
            yield
        finally:
            self.git("reset", "-q", "--hard", head)

    @cached_property
    def decision(self) -> str:
        """A decision's id."""
        return min(self.folder.glob("records/meetings/*/2023/*/*-1.md")).stem

    @cached_property
    def body(self) -> str:
        """The body with the longest history."""
        return slug(swedish.bodies(1)[0][1])


def _recipe() -> str:
    """What the archive is made by: another recipe makes another archive."""
    sources = [Path(module.__file__ or "") for module in (archives, chance, swedish, world)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
