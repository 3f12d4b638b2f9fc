"""The history table answers as git does, whatever the history looks like."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from typing import Self

import pytest
from msgspec.structs import replace

from tests.core.histories import PATHS, RandomHistory
from tingsbok.index import commits
from tingsbok.index.commits import Commits
from tingsbok.store.base import Commit
from tingsbok.store.git import GitStore


def _said(commit: Commit) -> Commit:
    """What a commit says; under which names git has its file was perhaps not found out."""
    return replace(commit, versions=None)


class Pair:
    """The same history asked of git and of a table, which never asks git for an answer.

    Args:
        root: Where the repository lies.
        file: Where the table lies.
    """

    def __init__(self, root: Path, file: Path) -> None:
        self.git, self.store = GitStore(root), GitStore(root)
        self.commits = Commits(file, self.store)
        self.answered = 0

    def agree(self, *arguments: str, **chosen: str | int) -> list[Commit]:
        """What both say."""
        asked: list[Commit] | None = None

        class Memory:
            def log(_, start: str, question: object) -> list[Commit] | None:  # noqa: N805
                nonlocal asked
                asked = self.commits.log(start, question)  # type: ignore[arg-type]
                return asked

            def commit(_, identity: str) -> Commit | None:  # noqa: N805
                return self.commits.commit(identity)

            def lags(_, start: str) -> tuple[int, int] | None:  # noqa: N805
                return self.commits.lags(start)

            def latest(_, start: str, change: str) -> dict[str, str] | None:  # noqa: N805
                return self.commits.latest(start, change)

        self.store.remember(Memory())
        expected = self.git.log(*arguments, **chosen)  # type: ignore[arg-type]
        found = self.store.log(*arguments, **chosen)  # type: ignore[arg-type]
        assert list(map(_said, found)) == list(map(_said, expected)), (arguments, chosen)
        self.answered += asked is not None
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        """Let go of all."""
        for each in (self.git, self.store, self.commits):
            each.close()


def agree_on_some(pair: Pair, chance: random.Random) -> None:
    """Ask for everything, for one file, and three things of the others that may be asked."""
    everything, path = pair.agree(limit=-1), chance.choice(PATHS)
    touched = pair.agree(path, limit=-1)
    assert pair.store.commit(everything[-1].id) == everything[-1]
    for one in touched[:1]:
        assert one.versions is not None
        before, after = one.versions
        assert pair.git.content(after) == pair.git.read_at(one.id, path)
        earlier = pair.git.read_at(one.parents[0], path) if one.parents else None
        assert pair.git.content(before) == earlier
    assert pair.store.latest("approve") == pair.git.latest("approve")
    some, since = chance.choice(everything).id, chance.choice(everything).when.isoformat()
    questions: list[tuple[tuple[str, ...], dict[str, str | int]]] = [
        ((), {"limit": 7, "before": some}),
        ((path,), {"limit": 3, "before": chance.choice(touched or everything).id}),
        (("records/a",), {}),
        *(
            (paths, {"limit": 5, **words})
            for paths in ((), (path,))
            for words in ({"author": "åSA"}, {"change": "approve"}, {"since": since}, {"until": since})
        ),
    ]
    for arguments, chosen in chance.sample(questions, 3):
        pair.agree(*arguments, **chosen)


@pytest.mark.parametrize("clock", ["even", "ties", "skewed"])
def test_the_table_says_what_git_says(tmp_path: Path, clock: str) -> None:
    history, chance = RandomHistory(tmp_path / "ark", 7, clock), random.Random(7)  # noqa: S311
    history.grow(60)
    history.go_to(40)
    with Pair(history.root, tmp_path / "history.db") as pair:
        agree_on_some(pair, chance)
        for count in (5, 12):
            for number in (-1, 30, len(history.ids) - 5):
                history.go_to(number)
                agree_on_some(pair, chance)
            history.grow(count)
        assert pair.answered > 20


def test_a_long_history_is_read_in_steps_and_two_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "QUICK", 50)
    monkeypatch.setattr(commits, "_STEP", 20)
    history = RandomHistory(tmp_path / "ark", 1, "ties")
    history.grow(200)
    head = history.go_to(-1)
    with Pair(history.root, tmp_path / "history.db") as pair:
        other = Commits(tmp_path / "history.db", pair.store)
        pair.agree(limit=3)
        assert (pair.answered, pair.commits.is_whole(head)) == (0, False)  # nobody waits for so many
        while not (pair.commits.advance(head, 0) | other.advance(head, 0)):
            pass
        assert other.is_whole(head)
        assert pair.commits.count == len(pair.agree(limit=-1)) > 100
        pair.agree(PATHS[0], limit=-1)
        assert pair.answered == 2
        other.close()


def test_a_step_may_end_just_where_the_history_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = RandomHistory(tmp_path / "ark", 2, "even")
    history.grow(30)
    head = history.go_to(-1)
    with Pair(history.root, tmp_path / "history.db") as pair:
        whole = len(pair.store.log(limit=-1))
        monkeypatch.setattr(commits, "_STEP", whole)
        assert pair.commits.advance(head, 0)
        assert pair.commits.count == whole


def test_a_file_that_is_damaged_or_gone_is_made_anew(tmp_path: Path) -> None:
    history = RandomHistory(tmp_path / "ark", 4, "even")
    history.grow(20)
    history.go_to(-1)
    file = tmp_path / "history.db"
    for harm in ("none", "gone", "garbage", "other"):
        with Pair(history.root, file) as pair:
            pair.agree(PATHS[0])
            if harm == "gone":
                file.unlink()
            pair.agree(PATHS[0])
            assert pair.answered == 2
            if harm != "gone":
                file.write_bytes({"garbage": b"x" * 9000, "other": b""}.get(harm, file.read_bytes()))


def test_a_history_that_is_cut_off_is_read_again_when_it_is_longer(tmp_path: Path) -> None:
    history = RandomHistory(tmp_path / "ark", 5, "even")
    history.grow(30)
    history.go_to(-1)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=3", f"file://{history.root}", clone], check=True)
    with Pair(clone, tmp_path / "history.db") as pair:
        few = len(pair.agree(limit=-1))
        subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=clone, check=True)
        assert few < len(pair.agree(limit=-1))
        pair.agree(PATHS[0], limit=-1)
        assert pair.answered == 3
