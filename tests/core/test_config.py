from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tingsbok import config
from tingsbok.errors import InvalidRecord, WrongUse


@pytest.mark.parametrize(
    ("text", "title", "language"),
    [
        ('title = "Arkivet"\nlanguage = "en"\n', "Arkivet", "en"),
        ("", "here", "sv"),
        ('title = 5\nlanguage = "xx"\n', "here", "sv"),
    ],
)
def test_settings_have_defaults(tmp_path: Path, text: str, title: str, language: str) -> None:
    root = tmp_path / "here"
    root.mkdir()
    (root / "archive.toml").write_text(text)
    assert config.archive_settings(root) == config.ArchiveSettings(title, language)


def test_broken_settings_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text("title = \n")
    with pytest.raises(InvalidRecord, match="line 1"):
        config.archive_settings(tmp_path)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "en_US", "LC_ALL": "sv_SE"}, "sv"),
        ({"LANG": "sv_SE", "TINGSBOK_LANG": "en"}, "en"),
        ({"TINGSBOK_LANG": "fr", "LANG": "en"}, "en"),
    ],
)
def test_language(environ: dict[str, str], language: str) -> None:
    assert config.language(environ) == language


def test_today() -> None:
    assert config.today("2024-11-08") == date(2024, 11, 8)
    with pytest.raises(WrongUse):
        config.today("2024-02-30")


@pytest.mark.parametrize(
    ("environ", "git", "command"),
    [
        ({"EDITOR": "vim"}, "", ["vim"]),
        ({"EDITOR": "vim", "VISUAL": "emacs -nw"}, "", ["emacs", "-nw"]),
        ({"TINGSBOK_EDITOR": "code", "VISUAL": "vim"}, "", ["code", "--wait"]),
        ({"EDITOR": "code --wait"}, "", ["code", "--wait"]),
        ({}, "micro", ["micro"]),
    ],
)
def test_editor(environ: dict[str, str], git: str, command: list[str]) -> None:
    assert config.editor_command(environ, git) == command


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["vim"], ["vim", "+7", "a b.md"]),
        (["/usr/bin/nano"], ["/usr/bin/nano", "+7", "a b.md"]),
        (["code", "--wait"], ["code", "--wait", "--goto", "a b.md:7"]),
        (["sed", "-i", "s/a/b/"], ["sed", "-i", "s/a/b/", "a b.md"]),
    ],
)
def test_editor_at_line(command: list[str], expected: list[str]) -> None:
    assert config.at_line(command, Path("a b.md"), 7) == expected
