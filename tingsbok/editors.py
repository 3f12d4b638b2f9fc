"""The text editors we know: how each begins at a line, how it is told to wait, whether it has a window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from msgspec import Struct


class Editor(Struct, frozen=True):
    """One editor's ways.

    Attributes:
        place: Arguments for a file at a line, with ``{file}`` and ``{line}``.
        wait: The flag that makes it end with its file instead of at once; empty if it does so anyway.
        own_window: Whether it opens a window of its own, so that the terminal stays ours.
    """

    place: tuple[str, ...]
    wait: str = ""
    own_window: bool = False


_PLUS = ("+{line}", "{file}")
_GOTO = ("--goto", "{file}:{line}")
_COLON = ("{file}:{line}",)
_LINE = ("--line", "{line}", "{file}")

EDITORS: dict[str, Editor] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "nano", "pico", "micro", "kak", "joe"), Editor(_PLUS)),
    **dict.fromkeys(("ne", "mcedit", "jed", "mg", "emacs", "emacsclient"), Editor(_PLUS)),
    **dict.fromkeys(("hx", "helix"), Editor(_COLON)),
    **dict.fromkeys(
        ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"),
        Editor(_GOTO, "--wait", own_window=True),
    ),
    **dict.fromkeys(("subl", "zed", "zeditor"), Editor(_COLON, "--wait", own_window=True)),
    "gedit": Editor(_PLUS, "--wait", own_window=True),
    **dict.fromkeys(("gvim", "mvim"), Editor(_PLUS, "--nofork", own_window=True)),
    **dict.fromkeys(("xed", "pluma"), Editor(_PLUS, "--wait", own_window=True)),
    "kate": Editor(_LINE, "--block", own_window=True),
    "kwrite": Editor(_LINE, own_window=True),
    "mate": Editor(_LINE, "--wait", own_window=True),
    "bbedit": Editor(("+{line}", "{file}"), "--wait", own_window=True),
    "notepad++": Editor(("-n{line}", "{file}"), own_window=True),
    "notepad": Editor(("{file}",), own_window=True),
}
"""What is known, by the name of the program; an editor that is not here gets the file, and no line."""

_UNKNOWN = Editor(("{file}",))


def known(command: Sequence[str]) -> Editor:
    """What is known of a command's editor."""
    # the backslashes of Windows divide nothing elsewhere, and no editor has one in its name
    name = PureWindowsPath(command[0]).name.removesuffix(".exe").removesuffix(".cmd") if command else ""
    return EDITORS.get(name, EDITORS.get(name.lower(), _UNKNOWN))


def told_to_wait(command: Sequence[str]) -> list[str]:
    """The command, with the flag that makes its editor end only when its file is closed."""
    flag = known(command).wait
    return [*command, flag] if flag and not {flag, "-w", "-f"} & set(command) else [*command]


def at_line(command: Sequence[str], file: Path, line: int) -> list[str]:
    """The command for *file*, beginning at *line* (1-based) if the editor is known to take one."""
    return [*command, *(part.format(file=file, line=line) for part in known(command).place)]


def has_own_window(command: Sequence[str]) -> bool:
    """Whether the editor opens a window of its own, beside the terminal."""
    return known(command).own_window
