"""The long tests of saving: ``python -m tests.faults.soak --minutes N``.

* Programs that save are killed at any moment whatever, alone or with every git they have started.
* Many writers of every kind work on one clone: programs of ours, plain git and an editor; two apps and two scripts.
* If ``strace`` is there and may trace: each system call of a save fails in turn, in whatever process makes it.

After every round git must find nothing wrong, files, branch and index must agree, nothing of ours may be left,
what others staged and left lying must be as it was, and what was told saved must be in history.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import NoReturn

from tests.faults import save_driver as driver
from tests.faults.small import git, unsound
from tests.faults.writers import Outcome, race
from tingsbok import i18n
from tingsbok.errors import NotFound
from tingsbok.record import etag_of
from tingsbok.store import Write, git_run
from tingsbok.store.git import GitStore

Files = dict[str, bytes | None]
PATHS = (driver.A, driver.B, driver.C)
SAVES, LONGEST = 2, 0.12
"""Saves a victim may make, and seconds after one began until it is killed at the latest."""
CALLS = {
    "write": "write,pwrite64,writev",
    "fsync": "fsync,fdatasync",
    "rename": "rename,renameat,renameat2",
    "link": "link,linkat",
    "openat": "openat",
    "unlink": "unlink,unlinkat,rmdir",
    "mkdir": "mkdir,mkdirat",
}
MOST_CALLS = 120
FAILING = ("rename", "edit")


def say(text: str) -> None:
    """Print at once: somebody is waiting."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def held(read: object) -> Files:
    """What each of the files holds, by a function that raises or answers ``None`` if there is none."""
    found: Files = {}
    for path in PATHS:
        try:
            found[path] = read(path)  # type: ignore[operator]
        except NotFound:
            found[path] = None
    return found


class Killing:
    """Victims that save until they are killed, one after the other, in one archive."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - to be repeatable
        self._root = folder / "ark"
        self._status = driver.build(driver.SCENARIOS["edit"], self._root)
        self._subjects = ["Gammalt"]
        self.ends: Counter[str] = Counter()

    def round(self) -> None:
        """Let one victim save, kill it, look at what it leaves, and let a new start mend it."""
        before = held(self._read)
        orders, now = [], before
        for number in range(SAVES):
            orders.append(self._order(number, now))
            now = now | orders[-1]
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            self._victim(writer, orders)
        os.close(writer)
        began, ended = self._kill(child, reader)
        self._check(before, orders, began, ended)

    def _read(self, path: str) -> bytes | None:
        file = self._root / path
        return file.read_bytes() if file.exists() else None

    def _order(self, number: int, now: Files) -> Files:
        chosen = self._random.sample(PATHS, self._random.randint(1, len(PATHS)))
        texts = (f"{path} {number} {self._random.random()}\n".encode() for path in chosen)
        order: Files = dict(zip(chosen, texts, strict=True))
        if driver.C in order and now[driver.C] is not None and self._random.random() < 0.4:
            order[driver.C] = None
        return order

    def _victim(self, writer: int, orders: list[Files]) -> NoReturn:
        try:
            store = GitStore(self._root)
            for number, order in enumerate(orders):
                writes = [Write(path, text, self._etag(path)) for path, text in order.items()]
                os.write(writer, b"(")
                store.write(writes, f"{len(self._subjects)}.{number}")
                os.write(writer, b")")
            os.write(writer, b"!")
            signal.pause()
        finally:
            os._exit(1)

    def _etag(self, path: str) -> str | None:
        text = self._read(path)
        return None if text is None else etag_of(text)

    def _kill(self, child: int, reader: int) -> tuple[int, int]:
        """Kill the victim in the middle of one of its saves; how many it began, and how many it was told ended."""
        said, wanted = b"", self._random.randint(1, SAVES)
        while said.count(b"(") < wanted:
            said += os.read(reader, 1)
        end = time.monotonic() + self._random.uniform(0, LONGEST)
        while (left := end - time.monotonic()) > 0 and select.select([reader], [], [], left)[0]:
            said += os.read(reader, 100)
            if said.endswith(b"!"):
                break
        os.kill(child, signal.SIGSTOP)
        family = [child, *(descendants(child) if self._random.random() < 0.5 else ())]
        for process in family:
            with suppress(ProcessLookupError):  # a git that has just done what it was started for
                os.kill(process, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reader, "rb") as pipe:
            said += pipe.read()
        return said.count(b"("), said.count(b")")

    def _check(self, before: Files, orders: list[Files], began: int, ended: int) -> None:
        states = [before]
        for order in orders[:began]:
            states.append(states[-1] | order)
        if self._random.random() < 0.3:
            recovered(self._root)  # while a git of the dead one may still be at work
        wait_for_orphans(self._root)
        said = recovered(self._root)
        store = GitStore(self._root)
        now = held(store.read)
        assert now in states[ended:], ("neither old nor new", now, states[ended:])
        assert held(lambda path: store.read_at("HEAD", path)) == now, "the branch differs from the files"
        store.close()
        committed = len(states) - 1 - states[::-1].index(now)
        self._subjects = [f"{len(self._subjects)}.{n}" for n in reversed(range(committed))] + self._subjects
        assert git(self._root, "log", "--format=%s").splitlines() == self._subjects
        assert git(self._root, "status", "--porcelain", "--untracked-files=all") == self._status.rstrip("\n")
        assert unsound(self._root) == ""
        assert sorted(map(str, driver.leftovers(self._root))) == []
        word = "between saves" if began == ended else "new" if committed == began else "old"
        self.ends[f"{word}{', told' if said else ''}"] += 1


def recovered(root: Path) -> list[str]:
    """What a new start says; one that comes too early to tell tries again when the locks are some seconds old."""
    for _ in range(3):
        store = GitStore(root)
        said = store.recover()
        store.close()
        if not any("cannot be settled now" in sentence for sentence in said):
            return said
        for file in (root / ".git").rglob("*.lock"):
            os.utime(file, (time.time() - 60, time.time() - 60))
        for file in (root / ".git/tingsbok/journal").glob("*.json"):
            os.utime(file, (time.time() - 61, time.time() - 61))
    raise AssertionError(said)


def descendants(process: int) -> Iterator[int]:
    """The processes that one has started, and those that they have."""
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from (int(child), *descendants(int(child)))


def wait_for_orphans(root: Path) -> None:
    """Wait until no process is in the archive any more."""
    while any(_is_in(root, process) for process in Path("/proc").glob("[0-9]*")):
        time.sleep(0.002)


def _is_in(root: Path, process: Path) -> bool:
    try:
        return (process / "cwd").readlink() == root and "git" in (process / "comm").read_text()
    except OSError:
        return False


def kill_for(seconds: float, seed: int) -> None:
    """Kill victims until the time is up."""
    end, total, rounds = time.monotonic() + seconds, Counter[str](), 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            killing = Killing(Path(folder), seed + rounds)
            for _ in range(100):
                killing.round()
                rounds += 1
                if time.monotonic() > end:
                    break
            total += killing.ends
    say(f"killed {rounds} times: {dict(total)}")


SCRIPTS = ("archive", "archive", "command", "git", "git", "editor")
APPS = ("app", "app", "command", "archive")


def write_for(seconds: float, seed: int, kinds: Sequence[str] = SCRIPTS) -> None:
    """Let writers race until the time is up."""
    end, rounds, total = time.monotonic() + seconds, 0, Outcome()
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            total.add(race(Path(folder) / "ark", Path(folder) / "home", kinds, 25, seed + rounds))
        rounds += 1
    say(
        f"raced {rounds} times, {' '.join(kinds)}: {total.saved} saved and in history, refused {dict(total.refused)}"
    )


class Traced(driver.Fault):
    """Lets the N-th call of a kind fail in each process of a save."""

    def __init__(self, call: str, error: str, number: int, log: Path) -> None:
        super().__init__("none", sys.maxsize)
        inject = f"inject={CALLS[call]}:error={error}:when={number}"
        self._command = [
            "strace",
            "-f",
            "-q",
            "-o",
            str(log),
            "-e",
            f"trace={CALLS[call]}",
            "-e",
            inject,
            "-p",
        ]
        self._log = log

    def watch(self) -> None:
        """Have oneself traced, from now on and for the rest of this process."""
        tracer = subprocess.Popen([*self._command, str(os.getpid())], stderr=subprocess.DEVNULL)
        with suppress(OSError):  # the call that fails may be this one
            while "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
                assert tracer.poll() is None, "strace may not trace"
                time.sleep(0.002)

    @property
    def hit(self) -> bool:
        """True if a call was made to fail."""
        while " +++ exited with 7" not in (text := self._log.read_text(errors="replace")):
            time.sleep(0.002)
        return "(INJECTED)" in text


def fail_for(seconds: float) -> None:
    """Let calls fail until each has been reached, or the time is up."""
    end, ends, done = time.monotonic() + seconds, Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        for scenario in FAILING:
            bench = driver.Bench(driver.SCENARIOS[scenario], Path(folder) / scenario)
            for call, error in product(CALLS, ("EIO", "ENOSPC")):
                number = fail_each(bench, call, error, Path(folder) / "log", end, ends)
                done.append(f"{scenario}: {call} {error} {number}")
    say(f"failed calls, {sum(ends.values())} times: {dict(ends)}; reached {', '.join(done)}")


def fail_each(bench: driver.Bench, call: str, error: str, log: Path, end: float, ends: Counter[str]) -> int:
    """Let the first call of a kind fail, then the second, and so on; how many there were."""
    for number in range(1, MOST_CALLS + 1):
        if time.monotonic() > end:
            return number - 1
        fault = Traced(call, error, number, log)
        code, message = bench.save(fault)
        hit = fault.hit
        ends[check_failed(bench, code, message, f"{call} {error} {number}")] += 1
        if not hit:
            return number - 1
    return MOST_CALLS


def check_failed(bench: driver.Bench, code: int, message: str, where: str) -> str:
    """Check what a save with a failing call leaves; returns how it ended, in a word or two."""
    outcome = driver.OUTCOMES[code - driver.KILLED] if code >= driver.KILLED else str(code)
    wait_for_orphans(bench.root)
    recovered(bench.root)
    facts = driver.look(bench.scenario, bench.root)
    assert outcome in {"refused", "saved", "untouched"}, (where, outcome, message)
    assert facts["state"] in {"old", "new"}, (where, facts)
    assert facts["state"] == "new" or outcome == "refused", (where, facts)
    subjects = ["Nytt", "Gammalt"] if facts["state"] == "new" else ["Gammalt"]
    assert facts["subjects"] == subjects, (where, facts)
    # a folder that could not be removed again is empty, and git knows no empty folders
    left = [file for file in driver.leftovers(bench.root) if file.is_file()]
    assert (facts["differs"], facts["fsck"], left) == ([], [], []), (where, facts)
    return f"{outcome}, {facts['state']}"


def may_trace() -> bool:
    """True if strace is there and the system lets it trace."""
    if not shutil.which("strace"):
        return False
    return (
        subprocess.run(
            ["strace", "-q", "-e", "trace=none", "true"], capture_output=True, check=False
        ).returncode
        == 0
    )


def main() -> None:
    """Run them, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long in all")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="for the same order again")
    parser.add_argument("--only", choices=("kill", "write", "apps", "fail"), help="one of the four")
    arguments = parser.parse_args()
    i18n.use("en")
    git_run.ANSWER_PATIENCE = 2.0
    seconds = arguments.minutes * 60
    say(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory() as home:
        Path(home, ".gitconfig").write_text("[user]\n\tname = Testa\n\temail = testa@example.invalid\n")
        os.environ |= {"HOME": home, "GIT_CONFIG_NOSYSTEM": "1"}
        if arguments.only in {None, "kill"}:
            kill_for(seconds if arguments.only else seconds * 0.4, arguments.seed)
        if arguments.only in {None, "write"}:
            write_for(seconds if arguments.only else seconds * 0.1, arguments.seed)
        if arguments.only in {None, "apps"}:
            write_for(seconds if arguments.only else seconds * 0.2, arguments.seed, APPS)
        if arguments.only in {None, "fail"}:
            if may_trace():
                fail_for(seconds if arguments.only else seconds * 0.3)
            else:
                say("no system call was made to fail: that needs strace, and the right to trace")


if __name__ == "__main__":
    main()
