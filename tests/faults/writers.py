"""Many writers on one clone: programs of ours, plain git, an editor; and what must be so when they are done.

``python -m tests.faults.writers ROOT KIND SEED TIMES`` is one writer; it prints what it was told is saved.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.faults.small import found, git, leftovers, unsound
from tingsbok import i18n
from tingsbok.actions import Edit, Saved
from tingsbok.archive import Archive
from tingsbok.cli import main as command_line
from tingsbok.errors import ExternallyChanged, ExternalProgramFailed, Refused

if TYPE_CHECKING:
    from tests.tui.driver import Driver

PEOPLE = ("anna", "bert", "cia")
STAGED, DIRTY = "staged.txt", "records/people/orörd.md"
PERSON = "---\ntype: person\nname: {name} Exempel\ntitle: från början\nemail: {name}@example.invalid\n---\n\nText.\n"


def prepare(root: Path) -> Path:
    """An archive with foreign work staged and lying about."""
    found(root, commit=False)
    for name in (*PEOPLE, "orörd"):
        (root / f"records/people/{name}.md").write_text(PERSON.format(name=name))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Börjat")
    (root / STAGED).write_text("x")
    git(root, "add", STAGED)
    (root / DIRTY).write_text(PERSON.format(name="orörd") + "Löst.\n")
    return root


def with_title(text: str, value: str) -> str:
    """The file with another title, as an editor would change it."""
    return "".join(
        f"title: {value}\n" if line.startswith("title:") else line for line in text.splitlines(keepends=True)
    )


class Writer:
    """One writer; says what it was told is saved, and what it was refused."""

    def __init__(self, root: Path, seed: str) -> None:
        self._root = root
        self._random = random.Random(seed)  # noqa: S311 - to be repeatable
        self._seed = seed
        self.saved: list[tuple[str, str]] = []
        self.refused: Counter[str] = Counter()
        self.said = ""

    def run(self, kind: str, times: int) -> None:
        if kind == "app":
            asyncio.run(self._write_in_the_app(times))
            return
        act: Callable[[str, str], None] = getattr(self, kind)
        for number in range(times):
            act(self._random.choice(PEOPLE), f"{self._seed}-{number}")

    async def _write_in_the_app(self, times: int) -> None:
        """Somebody at the keyboard: a form, ctrl+s, and an answer where somebody else was faster."""
        from tests.tui.driver import driving

        async with driving(self._root) as app:
            self._listen(app)
            for number in range(times):
                await self._edit(app, self._random.choice(PEOPLE), f"{self._seed}-{number}")

    def _listen(self, app: Driver) -> None:
        """Hear what the archive says to the app's saves: what is saved, and what was refused and why."""
        archive = app.app.archive
        assert archive is not None
        save = archive.save

        def heard(edit: Edit, **more: Any) -> Saved:
            try:
                saved = save(edit, **more)
            except (ExternallyChanged, Refused, ExternalProgramFailed) as error:
                self._refuse(error)
                raise
            title = edit.fields.get("title")
            if isinstance(title, str) and title.startswith(f"{self._seed}-"):
                self.saved.append((edit.id, title))
            return saved

        archive.save = heard  # type: ignore[method-assign]

    async def _edit(self, app: Driver, who: str, value: str) -> None:
        from tui.screens.clash import ClashDialog
        from tui.screens.form import FormScreen

        app.app.navigator.open_form(who)
        await app.settle()
        if not isinstance(app.screen, FormScreen) or app.screen.data is None:
            raise AssertionError(app.text())
        app.screen.form.set_value("title", value)
        await app.settle()
        await app.press("ctrl+s")
        for _ in range(20):
            if isinstance(app.screen, ClashDialog):
                answer = self._random.choice("md")
                self.refused[f"asked, answered {answer}"] += 1
                await app.press(answer, "ctrl+s")
            elif isinstance(app.screen, FormScreen):
                await app.press("ctrl+s")  # git was at work: once more
            else:
                return
        page = app.screen
        if isinstance(page, FormScreen):
            page.do_form_discard()
        await app.settle()

    def archive(self, who: str, value: str) -> None:
        """A program that stays open, as the app does."""
        with Archive.open(self._root, cache_dir=Path(os.environ["HOME"])) as archive:
            archive.refresh()
            record = archive.get(who)
            try:
                archive.save(Edit(who, {**record.fields, "title": value}, record.etag))
            except (ExternallyChanged, Refused, ExternalProgramFailed) as error:
                self._refuse(error)
            else:
                self.saved.append((who, value))

    def _refuse(self, error: ExternallyChanged | Refused | ExternalProgramFailed) -> None:
        if isinstance(error, ExternalProgramFailed) and ".lock" not in error.message:
            raise error
        self.refused[type(error).__name__] += 1
        self.said += error.remedy

    def command(self, who: str, value: str) -> None:
        """A command of ours."""
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = command_line(["-C", str(self._root), "set", who, f"title={value}"])
        if code == 0:
            self.saved.append((who, value))
        elif code in {5, 6} or ".lock" in said.getvalue():
            self.refused[f"exit {code}"] += 1
            self.said += said.getvalue()
        else:
            raise AssertionError(said.getvalue())

    def git(self, who: str, value: str) -> None:
        """A colleague with an editor and plain git."""
        self.editor(who, value)
        path = f"records/people/{who}.md"
        words = ["git", "commit", "-q", "-m", f"git {value}", "--", path]
        done = subprocess.run(words, cwd=self._root, capture_output=True, check=False)
        if done.returncode:
            self.refused["git"] += 1
            return
        held = git(self._root, "log", "-1", "--format=%H", f"--grep=^git {value}$")
        if f"title: {value}\n" in git(self._root, "show", f"{held}:{path}") + "\n":
            self.saved.append((who, value))

    def editor(self, who: str, value: str) -> None:
        """An editor that replaces the file, as most do."""
        file = self._root / f"records/people/{who}.md"
        draft = file.with_name(f"{value}.tmp")
        draft.write_text(with_title(file.read_text(), value))
        draft.replace(file)


@dataclass
class Outcome:
    """What came of a round: how many changes were told saved, and who was refused how often."""

    saved: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, other: Outcome) -> None:
        """Count another round in."""
        self.saved += other.saved
        self.refused += other.refused


def start(root: Path, home: Path, kind: str, seed: str, times: int) -> subprocess.Popen[str]:
    """Start one writer as a process with a home of its own."""
    mine = home / seed
    mine.mkdir(parents=True)
    (mine / ".gitconfig").write_text(f"[user]\n\tname = {seed}\n\temail = {seed}@example.invalid\n")
    environ = {**os.environ, "HOME": str(mine), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "tests.faults.writers", str(root), kind, seed, str(times)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def race(root: Path, home: Path, kinds: Sequence[str], times: int, seed: int = 0) -> Outcome:
    """Let writers of these kinds loose on a fresh archive, and check what they leave."""
    prepare(root)
    writers = [start(root, home, kind, f"{kind}{seed}{at}", times) for at, kind in enumerate(kinds)]
    outcome, told, said = Outcome(), [], ""
    for writer in writers:
        out, complaint = writer.communicate(timeout=600)
        assert writer.returncode == 0, complaint
        report = json.loads(out)
        told += [(who, value) for who, value in report["saved"]]
        said += report["said"]
        outcome.add(Outcome(len(report["saved"]), Counter(report["refused"])))
    wrong = list(faults(root, told, said))
    assert not wrong, wrong
    return outcome


def faults(root: Path, told: Sequence[tuple[str, str]], said: str) -> Iterator[str]:
    """Everything that is not as it must be, in words."""
    history = {
        who: git(root, "log", "-p", "--format=", "--", f"records/people/{who}.md") + "\n" for who in PEOPLE
    }
    yield from (f"lost: {value}" for who, value in told if f"\n+title: {value}\n" not in history[who])
    for line in git(root, "log", "--format=%x00%an", "--name-only", "HEAD").split("\0")[1:-1]:
        author, *paths = line.split()
        if len(paths) != 1 or not paths[0].startswith("records/people/") or paths[0] == DIRTY:
            yield f"swept in by {author}: {paths}"
    status = set(git(root, "-c", "core.quotePath=false", "status", "-s").splitlines())
    yield from (f"gone: {line}" for line in {f"A  {STAGED}", f" M {DIRTY}"} - status)
    yield from (f"staged: {line}" for line in status if line[0] not in " ?" and STAGED not in line)
    # what an editor wrote and then replaced while a save was under way is spared, and named
    yield from (f"left: {file}" for file in leftovers(root) if file not in said)
    for who in PEOPLE:
        text = (root / f"records/people/{who}.md").read_text()
        if with_title(text, "") != with_title(PERSON.format(name=who), ""):
            yield f"damaged: {text}"
    yield from filter(None, [unsound(root)])


def main(root: Path, kind: str, seed: str, times: int) -> None:
    i18n.use("en")
    tempfile.tempdir = os.environ["HOME"]
    writer = Writer(root, seed)
    writer.run(kind, times)
    sys.stdout.write(json.dumps({"saved": writer.saved, "refused": writer.refused, "said": writer.said}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
