"""Saved views, doing again, reading only, and what help shows."""

from __future__ import annotations

import importlib
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok import resources
from tingsbok.cli import run as command
from tingsbok.cli.examples import EXAMPLES
from tingsbok.cli.query_words import guarded
from tingsbok.cli.verbs import HIDDEN, VERBS, _Parser, global_arguments
from tingsbok.problems import Problem
from tingsbok.schema import SchemaSet
from tingsbok.views import read_view

Git = Callable[..., str]


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ((), "", None),
        ((), "2024-11-08", date(2024, 11, 8)),
        (("--today", "2024-11-09"), "2024-11-08", date(2024, 11, 9)),
        (("--at", "2024-01-31"), "", date(2024, 1, 31)),
        (("--at", "2024-01-31", "--today", "2024-11-09"), "", date(2024, 11, 9)),
    ],
)
def test_the_app_asks_the_clock_unless_a_day_is_given(
    tb: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], today: str, day: date | None
) -> None:
    given: dict[str, object] = {}

    def start(directory: Path, **options: object) -> int:
        given.update(options)
        return 0

    monkeypatch.setattr("tingsbok.cli.start.from_app", lambda *_: start)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TINGSBOK_TODAY", today)
    assert tb(*words).code == 0
    assert given["today"] == day


def test_a_list_is_saved_shown_replaced_and_undone(tb: Run, git: Git, demo: Path) -> None:
    words = (
        "view",
        "save",
        "Bordlagda i LSG",
        "beslut",
        "utfall:bordlagt",
        "organ:lsg",
        "--fields",
        "date,title",
    )
    assert "+query" in tb(*words, "-n").out
    assert not (demo / "views").exists()
    assert tb(*words, "--sort=-date").code == 0
    assert git("show", "--format=%s", "--name-only", "HEAD").split("\n") == [
        "Visning bordlagda-i-lsg: ny, Bordlagda i LSG",
        "",
        "views/bordlagda-i-lsg.toml",
        "",
    ]
    shown = tb("view", "show", "bordlagda-i-lsg")
    assert shown.code == 0
    assert (
        tb("beslut", "list", "utfall:bordlagt", "organ:lsg", "--fields", "id,date,title", "--sort=-date").out
        == shown.out
    )
    narrowed = tb("list", "--view", "Bordlagda i LSG", "item:38b")
    assert 0 < len(narrowed.out.splitlines()) < len(shown.out.splitlines())
    assert [view["name"] for view in tb("view", "--json").json["items"]] == ["bordlagda-i-lsg"]
    assert tb("undo", "-y").code == tb("view", "show", "bordlagda-i-lsg").code - 4 == 0
    assert tb("redo", "-y").code == 0
    assert tb("redo", "-y").code == 6
    assert tb("view", "remove", "bordlagda-i-lsg").code == 0
    assert tb("view").out == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("type = 'meeting", "TOML"),
        ("type = 'meeting'\nquery = 'banan:x'\n", "banan"),
        ("type = 'meeting'\ncolumns = ['banan']\n", "banan"),
        ("type = 'meeting'\nsort = '-banan'\n", "banan"),
        ("type = 3\n", '"type"'),
        ("title = 'utan typ'\n", "posttyp"),
        ("type = 'meeting'\nfärg = 'röd'\n", "TOML"),
        ("type = 'meeting'\ncolour = 'red'\n", "colour"),
    ],
)
def test_what_is_wrong_with_a_view_is_told(text: str, words: str) -> None:
    found = read_view("fel", text.encode(), SchemaSet.load([resources.schemas_dir()]))
    assert isinstance(found, Problem)
    assert words in found.message


def test_a_broken_view_is_a_problem_with_a_place(tb: Run, demo: Path) -> None:
    (demo / "views").mkdir()
    (demo / "views" / "fel.toml").write_text("type = 'banan'\n", encoding="utf-8")
    listed = tb("view", "list")
    assert (listed.code, listed.out) == (1, "")
    assert "fel[T124] views/fel.toml:1:1" in listed.err
    assert tb("view", "show", "fel").code == 3
    assert tb("check", "views/fel.toml").code == 1


def test_reading_only_and_asking_nothing_are_kept_to(tb: Run, git: Git) -> None:
    head = git("rev-parse", "HEAD")
    for words in (
        ("set", "lsg-2024-09-20-34", "utfall=antaget"),
        ("decision", "defer", "lsg-2024-09-20", "38a", "--to", "next"),
        ("undo",),
        ("remove", "rok-kvinnofrid-besked"),
        ("view", "save", "x", "beslut"),
    ):
        refused = tb("--read-only", *words)
        assert refused.code == 6, (words, refused.err)
        assert "läsning" in refused.err
    assert tb("undo", "--no-input").code == 6
    assert tb("--read-only", "list", "möte").code == 0
    assert git("rev-parse", "HEAD") == head
    told = tb("-v", "--read-only", "show", "lsg")
    assert "skrivskyddat" in told.err


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "lsg-2024-09-20"),
        ("edit", "lsg-2024-09-20", "--dry-run"),
        ("remind", "rok-kvinnofrid"),
        ("notice", "styrgrupp-lchnv-2024-12-04", "--called"),
        ("init", "--wire"),
    ],
)
def test_reading_only_starts_and_writes_nothing_first(
    tb: Run, demo: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def files() -> dict[Path, bytes]:
        known = (path for path in demo.rglob("*") if path.is_file() and "objects" not in path.parts)
        return {path: path.read_bytes() for path in known}

    monkeypatch.setenv("EDITOR", "sed -i s/Teams/Umeå/")
    assert tb("set", "styrgrupp-lchnv-2024-12-04", "place=Falun").code == 0  # without one it is not called
    before = files()
    refused = tb("--read-only", *words)
    assert (refused.code, "läsning" in refused.err) == (6, True), refused.err
    assert files() == before


BEFORE = {
    "todo": ("tingsbok set beat-axa email=karin@example.invalid",),
    "list": (EXAMPLES["view"][1],),
    "person merge": ("tingsbok new person name='Anna Ek'", "tingsbok new person name='Anna Eek'"),
    "redo": ("tingsbok undo",),
    "undo": ("tingsbok set beat-axa email=karin@example.invalid", "tingsbok set lsg note=Prov"),
}
"""What an example builds on that the example archive does not have."""
BY_HAND = {"demo", "tutorial", "edit", "serve", "agreement answer"}
"""Verbs that open the app, an editor or a browser, or read what somebody has filled in."""


@pytest.mark.parametrize("verb", [name for name in VERBS if name not in HIDDEN])
def test_every_verb_has_examples_that_it_understands(verb: str) -> None:
    assert EXAMPLES[verb]
    for line in EXAMPLES[verb]:
        program, *words = shlex.split(line)
        found = command._resolve(words, command.verb_position(words) or 0)
        assert (program, found and found[0]) == ("tingsbok", verb), line
        parser = _Parser(prog=verb)
        importlib.import_module(f"tingsbok.cli.{VERBS[verb].module}").arguments(parser)
        global_arguments(parser)
        parser.parse_args(guarded(parser, found[1] if found else []))


@pytest.mark.parametrize("verb", [name for name in VERBS if name not in HIDDEN | BY_HAND])
def test_examples_do_what_they_say_in_the_example_archive(tb: Run, verb: str) -> None:
    for line in (*BEFORE.get(verb, ()), *EXAMPLES[verb]):
        done = tb(*shlex.split(line)[1:], "--yes")
        assert done.code in {0, 1}, (line, done.err)


def test_help_begins_with_what_it_does_and_examples(tb: Run) -> None:
    lines = tb("redo", "--help").out.splitlines()
    assert lines[:3] == ["Gör om det som ångrades senast, om inget har ändrats sedan dess.", "", "Exempel:"]
    assert "tingsbok redo" in lines[3]


def test_what_is_mine_is_found_by_the_name_in_git(tb: Run, git: Git) -> None:
    nobody = tb("todo", "--mine")
    assert nobody.code == 4
    assert "karin@example.invalid" in nobody.err
    assert tb("set", "beat-axa", "email=karin@example.invalid").code == 0
    assert tb("set", "styrgrupp-lchnv-2024-12-04", "chair=beat-axa").code == 0
    mine = tb("todo", "--mine", "--json").json["items"]
    everything = tb("todo", "--json").json["items"]
    assert "styrgrupp-lchnv-2024-12-04" in {item["id"] for item in mine}
    assert 0 < len(mine) < len(everything)
    git("config", "user.name", "Beat Axå")
    git("config", "user.email", "annan@example.invalid")
    assert tb("todo", "--mine", "--json").json["items"] == mine
