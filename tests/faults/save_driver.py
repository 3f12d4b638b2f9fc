"""Breaks a save at its N-th step, for N = 1, 2, … until it runs through, and looks at what is left each time.

Started by the tests as ``python save_driver.py SCENARIO FAULT FOLDER``; prints one JSON object a step. A step is
whatever changes something: a file made, renamed, linked, removed or synced, a program started.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tingsbok import i18n
from tingsbok.errors import TingsbokError
from tingsbok.record import etag_of
from tingsbok.store import Write
from tingsbok.store.git import GitStore, init_repository

A, B, C, D = "records/a.md", "records/sub/b å.md", "records/new/deep/c.md", "records/d.md"
OLD = {A: b"a old\n", B: b"b old\n"}
OUTCOMES = ("killed", "refused", "saved", "untouched", "crashed")
KILLED, REFUSED, SAVED, UNTOUCHED, CRASHED = range(70, 75)
STEPS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "subprocess.Popen", "shutil.copyfile"}


@dataclass(frozen=True)
class Scenario:
    old: dict[str, bytes]
    new: dict[str, bytes | None]

    def writes(self) -> list[Write]:
        return [
            Write(path, content, etag_of(self.old[path]) if path in self.old else None)
            for path, content in self.new.items()
        ]

    def state(self, root: Path) -> str:
        """``old`` or ``new`` if the files are wholly one of them, else what they are."""
        paths = OLD.keys() | self.new.keys()
        found = {path: (root / path).read_bytes() for path in paths if (root / path).exists()}
        after = {path: content for path, content in {**self.old, **self.new}.items() if content is not None}
        return "old" if found == self.old else "new" if found == after else repr(found)


SCENARIOS = {
    "edit": Scenario(OLD, {A: b"a new\n"}),
    "create": Scenario(OLD, {C: b"c new\n"}),
    "rename": Scenario(OLD, {A: None, C: b"a old\n", B: b"b new\n"}),
    "first": Scenario({}, {C: b"c new\n"}),
    "settled": Scenario({**OLD, A: b"a dirty\n"}, {A: b"a old\n"}),
}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def build(scenario: Scenario, root: Path) -> str:
    """An archive with the old files, and with foreign work staged and lying about; returns its status."""
    (root / "records").mkdir(parents=True)
    init_repository(root)
    store = GitStore(root)
    committed = OLD if scenario.old else {}
    if committed:
        store.write([Write(path, content, None) for path, content in committed.items()], "Gammalt")
    store.close()
    shutil.rmtree(root / ".git" / "hooks")  # examples only, to be copied hundreds of times
    (root / "staged.txt").write_text("staged")
    git(root, "add", "staged.txt")
    (root / D).write_text("untracked")
    status = git(root, "status", "--porcelain", "--untracked-files=all")
    for path, content in scenario.old.items():
        (root / path).write_bytes(content)
    return status


class Fault:
    """Happens at the N-th step; a step is told by what it does.

    ``kill`` ends the process at once, ``fail`` lets that step fail, ``broken`` that step and all after it.
    """

    def __init__(self, kind: str, number: int) -> None:
        self._kind = kind
        self._number = number
        self.steps: list[str] = []

    @property
    def happened(self) -> bool:
        return len(self.steps) >= self._number

    def step(self, name: str) -> None:
        self.steps.append(name)
        now = len(self.steps)
        if now == self._number and self._kind == "kill":
            os._exit(KILLED)
        if now == self._number or (now > self._number and self._kind == "broken"):
            raise OSError(errno.ENOSPC, "No space left on device")

    def watch(self) -> None:
        """Be there before whatever changes something, from now on and for the rest of this process."""
        sync = os.fsync

        def fsync(fd: Any) -> None:
            self.step("fsync")
            sync(fd)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "subprocess.Popen":
                self.step(" ".join(map(str, arguments[1])))  # type: ignore[call-overload]
            elif event in STEPS or (event == "open" and _writes(arguments[2])):
                self.step(event)

        os.fsync = fsync
        sys.addaudithook(hook)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def attempt(action: Callable[[GitStore], object], root: Path, fault: Fault) -> tuple[int, str]:
    """Act in a child process that the fault hits; returns its exit code and what it said.

    That is the message of a refusal, and after an act that no fault hit the steps of it.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _act(action, root, writer, fault)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _act(action: Callable[[GitStore], object], root: Path, writer: int, fault: Fault) -> NoReturn:
    code = CRASHED
    try:
        store = GitStore(root)
        fault.watch()
        try:
            action(store)
            code = SAVED if fault.happened else UNTOUCHED
            said = "" if fault.happened else "\n".join(fault.steps)
        except TingsbokError as error:
            code, said = REFUSED, error.message
        with suppress(OSError):  # the fault may be that nothing can be written
            os.write(writer, said.encode())
    finally:
        os._exit(code)


def look(scenario: Scenario, root: Path) -> dict[str, object]:
    """What a new start finds, and what it makes of it."""
    before = scenario.state(root)
    store = GitStore(root)
    said = store.recover()
    head = store.head()
    fsck = git(root, "fsck", "--strict", "--no-dangling", "--connectivity-only")
    found: dict[str, object] = {
        "before": before,
        "state": scenario.state(root),
        "said": said,
        "differs": [path for path in {**OLD, **scenario.new} if differs(store, root, path)] if head else [],
        "paths": list(scenario.new),
        "subjects": [commit.subject for commit in store.log()],
        "fsck": [line for line in fsck.splitlines() if not line.startswith("notice: ")],
        "status": git(root, "status", "--porcelain", "--untracked-files=all"),
        "left": sorted(str(path.relative_to(root)) for path in leftovers(root)),
        "again": store.recover(),
    }
    store.close()
    return found


def differs(store: GitStore, root: Path, path: str) -> bool:
    """True if the last commit holds something else than the work tree."""
    file = root / path
    return store.read_at("HEAD", path) != (file.read_bytes() if file.exists() else None)


def leftovers(root: Path) -> Iterator[Path]:
    yield from (root / "records").rglob(".~*")
    yield from (root / ".git").rglob("*.lock")
    yield from (root / ".git" / "tingsbok" / "journal").glob("*")
    yield from (path for path in (root / "records").rglob("*") if path.is_dir() and not any(path.iterdir()))


class Bench:
    """A template of an archive, and the copy that is broken again and again."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.root = folder / "ark"
        self._template = folder / "template"
        self._status = build(scenario, self._template)

    def save(self, fault: Fault) -> tuple[int, str]:
        """Save in a fresh copy."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._template, self.root, symlinks=True)
        return attempt(lambda store: store.write(self.scenario.writes(), "Nytt"), self.root, fault)

    def report(self, number: int, code: int, message: str) -> None:
        facts: dict[str, object] = {"number": number, "outcome": OUTCOMES[code - KILLED], "message": message}
        facts |= {"expected": self._status} | look(self.scenario, self.root)
        sys.stdout.write(json.dumps(facts) + "\n")

    def every_step(self, kind: str) -> None:
        """Let the fault hit the save at every step."""
        for number in range(1, 200):
            code, message = self.save(Fault(kind, number))
            self.report(number, code, message)
            if code == UNTOUCHED:
                return

    def twice(self) -> None:
        """Kill the save around the moment that decides, then kill the recovery at every step."""
        for number in self._deciding():
            for second in range(1, 200):
                self.save(Fault("kill", number))
                code, message = attempt(GitStore.recover, self.root, Fault("kill", second))
                self.report(number, code, message)
                if code == UNTOUCHED:
                    break

    def locks(self) -> None:
        """Kill the save before the branch moves, and let git seem to have been killed in the middle of that."""
        before = self._deciding()[1]
        for age, held in ((0, "{commit}\n"), (60, ""), (60, "{commit}\n")):
            code, message = self.save(Fault("kill", before))
            journal = next((self.root / ".git/tingsbok/journal").glob("*.json"))
            commit = json.loads(journal.read_text())["commit"]
            for lock in (".git/refs/heads/main.lock", ".git/HEAD.lock"):
                (self.root / lock).write_text(held.format(commit=commit))
                then = time.time() - age
                os.utime(self.root / lock, (then, then))
            os.utime(journal, (then - 1, then - 1))
            self.report(before, code, message)

    def _deciding(self) -> tuple[int, int, int]:
        """Numbers of the steps before which the files are half swapped, swapped, and committed."""
        steps = self.save(Fault("none", sys.maxsize))[1].split("\n")
        moves = next(number for number, step in enumerate(steps, 1) if " update-ref " in step)
        swap = max(number for number, step in enumerate(steps[:moves], 1) if step == "os.rename")
        return swap, moves, moves + 1


def main(name: str, kind: str, folder: Path) -> None:
    i18n.use("en")
    bench = Bench(SCENARIOS[name], folder)
    if kind == "twice":
        bench.twice()
    elif kind == "locks":
        bench.locks()
    else:
        bench.every_step(kind)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
