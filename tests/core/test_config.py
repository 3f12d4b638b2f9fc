from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tingsbok import config
from tingsbok.errors import InvalidRecord, WrongUse
from tingsbok.settings.files import archives


@pytest.mark.parametrize(
    ("text", "title", "language"),
    [
        ('title = "Arkivet"\nlanguage = "en"\n', "Arkivet", "en"),
        ("", "here", "sv"),
        ('title = 5\nlanguage = "xx"\n', "here", "sv"),
        ('\ufefftitle = "Från Anteckningar"\n', "Från Anteckningar", "sv"),
        ("ending_within = true\nformat = true\n", "here", "sv"),
        ("ending_within = 121\nformat = 0\n", "here", "sv"),
    ],
)
def test_settings_have_defaults(tmp_path: Path, text: str, title: str, language: str) -> None:
    root = tmp_path / "here"
    root.mkdir()
    (root / "archive.toml").write_text(text, encoding="utf-8")
    assert config.archive_settings(root) == config.ArchiveSettings(title, language)


def test_broken_settings_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text("title = \n")
    with pytest.raises(InvalidRecord, match="rad 1 är felskriven"):
        config.archive_settings(tmp_path)


def test_settings_that_cannot_be_read_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").mkdir()
    with pytest.raises(InvalidRecord, match=r"archive\.toml .*: det är en mapp"):
        config.archive_settings(tmp_path)


@pytest.mark.parametrize("months", ["0", "1", "120", "121", "true", '"12"'])
def test_months_are_read_as_the_settings_show_them(tmp_path: Path, months: str) -> None:
    (tmp_path / "archive.toml").write_text(f"ending_within = {months}\n")
    shown = archives(tmp_path).values.get("ending_within", 12)
    assert config.archive_settings(tmp_path).ending_within == shown


def test_today() -> None:
    assert config.today("2024-11-08") == date(2024, 11, 8)
    with pytest.raises(WrongUse):
        config.today("2024-02-30")


@pytest.mark.parametrize(
    ("chosen", "git", "command"),
    [
        ("vim", "", ["vim"]),
        ("emacs -nw", "vim", ["emacs", "-nw"]),
        ("code", "", ["code", "--wait"]),
        ("code --wait", "", ["code", "--wait"]),
        ("", "micro", ["micro"]),
        ("'my editor' -x", "", ["my editor", "-x"]),
        ("it's", "", ["it's"]),
    ],
)
def test_editor(chosen: str, git: str, command: list[str]) -> None:
    assert config.editor_command(chosen, git) == command


def test_the_users_file_lies_where_the_system_has_such_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    assert config.settings_file({}) == Path("/somewhere/tingsbok/config.toml")
    assert config.settings_file({"TINGSBOK_CONFIG": "/elsewhere/my.toml"}) == Path("/elsewhere/my.toml")


def test_a_newer_format_in_quotation_marks_is_newer(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('format = "2"\n')
    assert config.archive_settings(tmp_path).format == 2
