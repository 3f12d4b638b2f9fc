"""Checking only what may have changed finds what checking everything finds, whatever was changed."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tingsbok.archive import Archive
from tingsbok.checking.run import Checking, _Run
from tingsbok.checks import Asked
from tingsbok.checks.asked import ANYTHING, APPROVAL, DAYS, DECIDED, PERSON, RECORD
from tingsbok.index.findings import Findings
from tingsbok.problems import Problem
from tingsbok.reading import Reader

SENTENCES = (
    "Karin Lindgrenn och Eva Sandström deltog.",
    "Se § 99. Mötet hölls tisdagen den 7 november 2024.",
    "LSG möte den 3 mars 2024 tog upp frågan, liksom LCHNV möte 2024-11-07.",
    "Enligt [[{id}]] gäller detta, se även [[{id}#4d]] och [[{other}]].",
    "Arbetsgruppen och arbetsgrupen möttes. Summa 100 kr (40 kr + 50 kr)",
)


class Hand:
    """Somebody who changes an archive at random, in ways that matter to other records.

    Args:
        root: The archive.
        seed: Of the chance.
    """

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)  # noqa: S311 - the same changes every time are what is wanted

    def change(self) -> None:
        """Change something."""
        ways = (self.retarget, self.retarget, self.take_away, self.rename, self.add, self.write)
        self.chance.choice(
            (*ways, self.date, self.alias, self.misspell, self.outcome, self.copy, self.commit)
        )()

    def files(self) -> list[Path]:
        return sorted((self.root / "records").rglob("*.md"))

    def of(self, *lines: str) -> list[Path]:
        """The files with these lines."""
        return [one for one in self.files() if all(line in one.read_text() for line in lines)]

    def file(self, kind: str = "") -> Path:
        """A file, of a type if one is named."""
        return self.chance.choice(self.of(f"type: {kind}\n") if kind else self.files())

    def replace(self, file: Path, old: str, new: str) -> None:
        file.write_text(file.read_text().replace(old, new))

    def front(self, file: Path, line: str) -> None:
        """Put a line below the type."""
        kind = next(one for one in file.read_text().splitlines() if one.startswith("type:"))
        name = line.partition(":")[0]
        rest = [one for one in file.read_text().splitlines(keepends=True) if not one.startswith(f"{name}:")]
        file.write_text("".join(rest).replace(f"{kind}\n", f"{kind}\n{line}\n", 1))

    def retarget(self) -> None:
        target = self.file().stem
        users = [one for one in self.files() if target in one.read_text() and one.stem != target]
        if users:
            self.replace(self.chance.choice(users), target, self.chance.choice((self.file().stem, "borta")))

    def take_away(self) -> None:
        self.file().unlink()

    def take_away_all(self, line: str) -> None:
        for file in self.of(line):
            file.unlink()

    def rename(self) -> None:
        file = self.file()
        file.rename(file.with_name(f"{file.stem}-ny{self.chance.randrange(9)}.md"))

    def add(self) -> None:
        person = self.file("person")
        text = person.read_text()
        person.with_name(f"person-{self.chance.randrange(99)}.md").write_text(text.replace("n", "nn", 1))

    def copy(self) -> None:
        """The same id in another folder, in other letters."""
        file = self.file()
        folder = self.root / "records" / "odd"
        folder.mkdir(exist_ok=True)
        (folder / self.chance.choice((file.name, f"{file.stem.upper()}.md"))).write_text(file.read_text())

    def write(self) -> None:
        sentence = self.chance.choice(SENTENCES).format(id=self.file("meeting").stem, other=self.file().stem)
        with self.file(self.chance.choice(("meeting", "decision", "assignment"))).open("a") as file:
            file.write(f"\n{sentence}\n")

    def date(self) -> None:
        self.front(self.file("meeting"), f"date: 2024-{self.chance.randrange(1, 13):02}-07")

    def alias(self) -> None:
        self.front(self.file(), f"aliases: [{self.chance.choice((self.file().stem, 'borta'))}]")

    def misspell(self) -> None:
        kind = self.chance.choice(("person", "person", "body", "organisation"))
        file = self.file(kind)
        name = next((one for one in file.read_text().splitlines() if one.startswith("name:")), "name: X")
        self.front(file, name.replace("a", "aa", 1))

    def outcome(self) -> None:
        line = self.chance.choice(("outcome: noted", f"meeting: {self.file('meeting').stem}", "item: '1'"))
        self.front(self.file("decision"), line)

    def commit(self) -> None:
        trailer = self.chance.choice(("Change: edit", "Change: approve"))
        if trailer == "Change: approve":
            self.front(self.file("meeting"), "status: approved")
        git(self.root, trailer)


def cold(archive: Archive) -> list[Problem]:
    """What checking everything finds."""
    found = _Run(archive._reader, frozenset(), None).without()
    return sorted(found, key=lambda one: (one.path, one.line, one.column, one.code))


@contextmanager
def opened(demo: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8)) as archive:
        archive.refresh()
        yield archive


def differences(demo: Path, seed: int, steps: int, edits: int = 4) -> int:
    """How often checking what may have changed found anything else than checking everything."""
    hand, found = Hand(demo, seed), 0
    with opened(demo) as archive:
        archive._reader.check()
        for _ in range(steps):
            for _ in range(hand.chance.randrange(1, edits + 1)):
                hand.change()
            archive.refresh()
            found += archive._reader.check() != cold(archive)
    return found


def test_whatever_was_changed_nothing_is_missed(demo: Path) -> None:
    assert differences(demo, 5, 6) == 0


class Deaf(Checking):
    """Keeps its findings elsewhere."""

    def __init__(self, archive: Reader, file: Path) -> None:
        super().__init__(archive)
        self.findings = Findings(file, "")

    def _open(self) -> Findings:
        return self.findings


def git(root: Path, trailer: str) -> None:
    """Commit everything."""
    for words in (["add", "-A"], ["commit", "-q", "--allow-empty", "-m", f"Ändra\n\n{trailer}"]):
        subprocess.run(["git", *words], cwd=root, check=True)


def test_whoever_asked_is_checked_again(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of question, by a change that only whoever asked it can know of; deaf, the change is missed."""
    hand = Hand(demo, 1)
    people = demo / "records" / "people"
    meeting, other, third, *_ = hand.of("type: meeting\n", "body: lsg\n")
    with meeting.open("a") as file:
        file.write("\nKarin Testgren deltog. LSG möte den 3 mars 2024 var kort.\n")
    with third.open("a") as file:
        file.write("\nSe [[karin-testgre]].\n")
    others = "".join(one.read_text() for one in hand.of("type: assignment\n"))
    named = next(one for one in hand.of("type: person\n") if one.stem in others)
    hand.front(meeting, "status: approved")
    git(demo, "Change: approve")
    with meeting.open("a") as file:
        file.write("\nTillagt.\n")
    person = "---\ntype: person\nname: {name}\n---\n"
    changes: dict[str, Callable[[], object]] = {
        ANYTHING: lambda: (people / "karin-testgrx.md").write_text(person.format(name="Bo Ek")),
        PERSON: lambda: (people / "kt.md").write_text(person.format(name="Karin Testgrén")),
        DAYS: lambda: hand.front(other, "date: 2024-03-03"),
        APPROVAL: lambda: git(demo, "Change: approve"),
        RECORD: named.unlink,
        DECIDED: lambda: hand.take_away_all("type: decision\n"),
    }
    note = Asked.note
    with opened(demo) as archive:
        for kind, change in changes.items():
            archive._reader.check()
            deaf = Deaf(archive._reader, tmp_path / f"{kind}.db")
            with monkeypatch.context() as patched:
                patched.setattr(
                    Asked, "note", lambda self, asked, key="", k=kind: asked != k and note(self, asked, key)
                )
                before = deaf.check()
            change()
            archive.refresh()
            found = cold(archive)
            assert archive._reader.check() == found != before, kind
            assert deaf.check() != found, kind
            deaf.findings.close()
