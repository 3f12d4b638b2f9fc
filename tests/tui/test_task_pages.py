"""The task pages do what they say: pressed in the app key by key, and run on the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run, tb  # noqa: F401 - a fixture
from tests.task_pages import KEYS, TaskPage, task_pages
from tests.tui.driver import driving
from tui import editor

PAGES = task_pages()


def edit_place(app: object, command: list[str]) -> str:
    """What the page on text editors asks for, done by a hand that is quicker."""
    file = Path(command[-1])
    file.write_text(file.read_text().replace("place: Teams", "place: Umeå"))
    return ""


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_each_page_can_be_followed_key_by_key(
    page: TaskPage, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "run_editor", edit_place)
    empty = tmp_path / "tom"
    empty.mkdir()
    where = empty if page.name == "forsta-minuten" else demo
    monkeypatch.chdir(empty)
    async with driving(where, body=page.body, editor="vim") as app:
        for act in page.acts:
            if act.kind == "key":
                await app.press(KEYS.get(act.value, act.value))
            elif act.kind == "text":
                await app.write(act.value)
            elif act.kind == "seen":
                app.expect(r"\s+".join(re.escape(word) for word in act.value.split()))


def test_the_commands_of_the_pages_do_it_too(tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("EDITOR", "sed -i s/Teams/Umeå/")
    for page in PAGES:
        for command in " && ".join(page.commands).split(" && "):
            program, *words = shlex.split(command)
            assert program == "tingsbok", page.name
            more = ["--dry-run"] if words[0] == "demo" else ["--yes"]
            done = tb(*words, *more)
            assert done.code == 0, (page.name, done.err)
            assert done.out or done.err, page.name
