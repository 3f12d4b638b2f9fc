from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok.cli import installed
from tingsbok.errors import NotFound


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's file, where a test may find it."""
    monkeypatch.setenv("TINGSBOK_LANG", "en")
    monkeypatch.setenv("TINGSBOK_CONFIG", str(tmp_path / "own" / "config.toml"))
    return tmp_path / "own" / "config.toml"


def test_what_is_set_is_listed_changed_and_taken_back(tb: Run, file: Path) -> None:
    assert "start.days\t60\tstandard\n" in tb("config", "--plain").out
    assert tb("config", "path").out == f"{file}\n"
    shown = tb("config", "set", "start.days", "7", "--dry-run")
    assert "+days = 7" in shown.out
    assert not file.exists()
    assert tb("config", "set", "start.days", "7").code == 0
    assert file.read_text().endswith("[start]\ndays = 7\n")
    assert tb("config", "get", "start.days").out == "7\n"
    assert f"start.days\t7\town file\t{file}\n" in tb("config", "list", "--origin", "--plain").out
    items = {item["key"]: item for item in tb("config", "list", "--json").json["items"]}
    assert (items["start.days"]["value"], items["start.days"]["origin"]) == (7, "file")
    assert items["title"]["origin"] == "archive"
    assert len(tb("todo", "--plain").out) < len(tb("todo", "--days", "90", "--plain").out)
    tb("config", "reset", "start.days")
    assert tb("config", "get", "start.days").out == "60\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("set", "theme", "blue"), 2, "it takes auto | light | dark"),
        (("set", "themes", "dark"), 4, "Did you mean theme?"),
        (("set", "title", "Mine"), 2, "archive.toml"),
        (("set", "theme"), 2, "--help"),
        (("get",), 2, "--help"),
        (("list", "theme"), 2, "--help"),
        (("set", "keys.record.edit", "ö"), 2, 'taken: "Open what is under the cursor" (record.open)'),
        (("set", "keys.record.edit", "F2", "["), 2, "AltGr"),
        (("set", "keys.record.edlt", "F2"), 4, "Did you mean record.edit?"),
    ],
)
def test_what_cannot_be_set_is_refused_in_words(
    tb: Run, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = tb("config", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert not file.exists()


def test_settings_that_cannot_be_kept_are_refused_in_words(tb: Run, file: Path) -> None:
    file.mkdir(parents=True)
    refused = tb("config", "set", "theme", "dark")
    assert (refused.code, str(file) in refused.err, "Oväntat fel" in refused.err) == (6, True, False)


def test_keys_are_listed_and_changed_without_the_app(tb: Run, file: Path) -> None:
    assert tb("config", "set", "keys.record.edit", "F2", "ctrl+e").code == 0
    assert file.read_text().endswith('[keys]\n"record.edit" = ["F2", "ctrl+e"]\n')
    line = next(line for line in tb("config", "keys", "--plain").out.splitlines() if "record.edit\t" in line)
    assert line == "record.edit\te f2\tf2 ctrl+e\tEdit in a form"
    assert tb("config", "get", "keys.record.edit").out == "f2\nctrl+e\n"


def test_a_mistake_is_told_once_and_stops_nothing(tb: Run, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('theme = "dark\n')
    done = tb("list", "body", "--plain")
    assert done.code == 0
    assert done.out
    assert done.err.count(f"{file}:1:") == 1
    assert tb("list", "body", "-q", "--plain").err == ""
    refused = tb("config", "set", "mouse", "no")
    assert (refused.code, "tingsbok config edit" in refused.err) == (3, True)
    assert file.read_text() == 'theme = "dark\n'


def test_without_the_app_the_command_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "_APP", "no_such_app")

    with pytest.raises(NotFound) as refused:
        installed.from_app("keymap", "actions")

    assert "pipx install tingsbok" in refused.value.remedy
