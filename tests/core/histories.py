"""Random histories, with merges, removals, moves and clocks that go wrong, for those who must agree with git."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from tingsbok.store.git import init_repository

PATHS = ["records/a/a.md", "records/b/b.md", "records/c/c.md", "views.toml"]
_BEGIN = 1_700_000_000


class RandomHistory:
    """A repository that grows at random.

    Args:
        root: An empty folder.
        seed: Equal seeds make equal histories.
        clock: ``even``, ``ties`` (many commits in one second) or ``skewed`` (parents younger than children).
    """

    def __init__(self, root: Path, seed: int, clock: str) -> None:
        root.mkdir(parents=True)
        init_repository(root)
        self.root = root
        self._chance = random.Random(seed)  # noqa: S311 - a history, no secret
        self._clock = clock
        self._files: list[dict[str, str]] = []
        self._times: list[int] = []
        self.ids: list[str] = []
        self.tips: list[int] = []

    def grow(self, count: int) -> None:
        """Make so many commits, most of them on the latest, some beside it, some merges."""
        begin = len(self.ids)
        stream = b"".join(self._commit(begin) for _ in range(count))
        marks = self.root / ".git" / "marks"
        arguments = ["--quiet", "--force", "--date-format=raw", "--import-marks-if-exists=marks"]
        command = ["git", "fast-import", *arguments, "--export-marks=marks"]
        subprocess.run(command, cwd=self.root / ".git", input=stream, check=True)
        known = dict(line.split() for line in marks.read_text().splitlines())
        self.ids = [known[f":{number + 1}"] for number in range(len(self._files))]

    def go_to(self, number: int) -> str:
        """Let the branch be at a commit, the newest if the number is -1."""
        identity = self.ids[number]
        subprocess.run(["git", "update-ref", "HEAD", identity], cwd=self.root, check=True)
        return identity

    def _commit(self, begin: int) -> bytes:
        chance, number = self._chance, len(self._files)
        parents: list[int] = []
        if number and chance.random() > 0.02:
            parents = [number - 1 if chance.random() < 0.6 else chance.randrange(max(0, number - 8), number)]
            while chance.random() < 0.3 and len(parents) < 3:
                other = chance.randrange(max(0, number - 12), number)
                parents += [] if other in parents else [other]
        files = dict(self._files[parents[0]]) if parents else {}
        for path in PATHS:
            if chance.random() < (0.4 if len(parents) > 1 else 0.3):
                self._change(files, path, parents)
        self._files.append(files)
        self._times.append(self._time(number))
        return self._told(number, parents, files)

    def _change(self, files: dict[str, str], path: str, parents: list[int]) -> None:
        kind = self._chance.random()
        if len(parents) > 1 and kind < 0.6:
            theirs = self._files[self._chance.choice(parents[1:])].get(path)
            files.pop(path, None)
            files |= {path: theirs} if theirs else {}
        elif kind < 0.8:
            files[path] = self._chance.choice("12345")
        else:
            files.pop(path, None)

    def _time(self, number: int) -> int:
        if self._clock == "even":
            return _BEGIN + number * 60
        if self._clock == "ties":
            return _BEGIN + number // 5
        return _BEGIN + number * 60 + self._chance.choice([0, 0, 0, -2000, 2000, -300])

    def _told(self, number: int, parents: list[int], files: dict[str, str]) -> bytes:
        who = f"{self._chance.choice(['Åsa Ö', 'Bo'])} <x@example.invalid> {self._times[number]} +0100"
        kind = self._chance.choice(["edit", "approve", "edit\nChange: approve", ""])
        message = f"{number}\n\ntext" + (f"\n\nRecord: a\nChange: {kind}" if kind else "")
        lines = [
            "reset refs/heads/main" if not parents else "",
            f"commit refs/heads/main\nmark :{number + 1}\nauthor {who}\ncommitter {who}",
            f"data {len(message.encode())}\n{message}",
            *([f"from :{parents[0] + 1}"] if parents else []),
            *(f"merge :{parent + 1}" for parent in parents[1:]),
            "deleteall",
            *(
                f"M {'100755' if raw == '5' else '100644'} inline {path}\ndata 1\n{raw}"
                for path, raw in files.items()
            ),
        ]
        return ("\n".join(filter(None, lines)) + "\n\n").encode()
