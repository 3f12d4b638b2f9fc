"""The task pages of the documents, read as what they tell a person to press, type and see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "sv" / "uppgifter"
KEYS = {
    "Enter": "enter",
    "Tab": "tab",
    "Esc": "escape",
    "Mellanslag": "space",
    "ctrl+s": "ctrl+s",
    "§": "section_sign",
    "/": "slash",
    ".": "full_stop",
    ",": "comma",
}
"""Keys as the pages write them, and as the app knows them; letters and digits are themselves."""

_TOKEN = re.compile(r"`(?P<key>[^`]+)`|\*\*(?P<text>[^*]+)\*\*|”(?P<seen>[^”]+)”")
_PICTURE = re.compile(r"!\[[^\]]*\]\(\.\./\.\./pictures/(?P<name>[\w-]+)\.svg\)")
_STEP = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Act:
    """One thing on a page: a ``key`` to press, ``text`` to type, what is ``seen``, or a ``picture``."""

    kind: str
    value: str


@dataclass(frozen=True)
class TaskPage:
    """One page.

    Attributes:
        name: The file's name without its ending.
        start: The command that opens the program.
        acts: What is done and seen, in order; what a step shows comes after all that the step presses.
        commands: The same on the command line.
    """

    name: str
    start: str
    acts: tuple[Act, ...]
    commands: tuple[str, ...]

    @property
    def body(self) -> str:
        """The body that the program is opened on; empty for all."""
        return self.start.partition("--body ")[2].partition(" ")[0]


def task_pages() -> list[TaskPage]:
    """All pages but the list of them."""
    return [read(file) for file in sorted(FOLDER.glob("*.md")) if file.stem != "README"]


def read(file: Path) -> TaskPage:
    """Read one page."""
    text = file.read_text(encoding="utf-8")
    start, *_, commands = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = text.splitlines()
    acts = tuple(act for line in lines for act in _acts(line))
    return TaskPage(file.stem, start.strip(), acts, tuple(commands.strip().splitlines()))


def _acts(line: str) -> Iterator[Act]:
    if picture := _PICTURE.fullmatch(line):
        yield Act("picture", picture["name"])
    if not _STEP.match(line):
        return
    acts = [Act(str(token.lastgroup), token[str(token.lastgroup)]) for token in _TOKEN.finditer(line)]
    yield from (act for act in acts if act.kind != "seen" and not act.value.startswith("out/"))
    yield from (act for act in acts if act.kind == "seen")
