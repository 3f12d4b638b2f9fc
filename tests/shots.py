"""Makes the pictures of the documents from the running app: ``python -m tests.shots docs/pictures``."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tests.task_pages import KEYS, TaskPage, task_pages

SIZE = (100, 30)
TASK_SIZE = (80, 24)
"""A task's picture shows what a small window shows: nobody has to read more than is meant."""


@dataclass(frozen=True)
class Shot:
    """One picture: its name and the keys that lead to it from the first screen.

    Attributes:
        body: The body that the app is opened on; empty for all.
        is_light: Whether the terminal's background is light.
        has_archive: Whether the app is opened on the example archive, or in an empty folder.
    """

    name: str
    keys: Sequence[str]
    size: tuple[int, int] = SIZE
    body: str = ""
    is_light: bool = False
    has_archive: bool = True


LARGE = (140, 40)
"""A window in which pages show what stands beside their rows."""

SHOTS = (
    Shot("start", ()),
    Shot("meetings", ("2",)),
    Shot("meeting", ("2", "enter")),
    Shot("case", ("s", *"hemsj", "enter")),
    Shot("decision", ("4", "slash", *"suicid", "enter", "enter")),
    Shot("search", ("s", *"sjukvård")),
    Shot("form", ("4", "slash", *"suicid", "enter", "enter", "e")),
    Shot("link", ("4", "slash", *"suicid", "enter", "enter", "c", *"hjälp")),
    Shot("history", ("4", "slash", *"38b-2", "enter", "enter", "H", "enter")),
    Shot("people", ("7",)),
    Shot("waiting", ("g", "n", "v")),
    Shot("outcome", ("2", "slash", *"2024-09-20", "enter", "enter", "section_sign", *"38a", "enter", "b")),
    Shot("attendance", ("2", "slash", *"2024-09-20", "enter", "enter", "p")),
    Shot("body", ("7", "slash", *"länssamverkansgruppen", "enter", "enter")),
    Shot("matrix", ("5", "slash", *"kvin", "enter", "enter")),
    Shot("inforce", ("g", "v")),
    Shot(
        "meeting-wide", ("2", "slash", *"2024-09-20", "enter", "enter", "section_sign", *"34", "enter"), LARGE
    ),
    Shot("matrix-wide", ("5", "slash", *"kvin", "enter", "enter"), LARGE),
    Shot("form-wide", ("4", "slash", *"suicid", "enter", "enter", "e", "tab", "tab", *" för länet"), LARGE),
    Shot("findings", ("g", "f")),
    Shot("calendar", ("8",)),
    Shot("goto", ("g",)),
    Shot("help", ("question_mark",)),
)
LIGHT = {
    *("start", "meetings", "meeting", "case", "decision", "search"),
    *("form", "history", "waiting", "matrix", "people", "calendar"),
}
"""The main screens, which are shown on a light background too."""


def shots() -> list[Shot]:
    """Every picture: those of the screens, and those that the task pages lead to."""
    light = [replace(shot, name=f"{shot.name}-light", is_light=True) for shot in SHOTS if shot.name in LIGHT]
    return [*SHOTS, *light, *map(of_task, task_pages())]


def of_task(page: TaskPage) -> Shot:
    """The picture of a task page: the screen where the page has it, by the keys that the page names."""
    end = next(at for at, act in enumerate(page.acts) if act.kind == "picture")
    keys: list[str] = []
    for act in page.acts[:end]:
        if act.kind == "key":
            keys.append(KEYS.get(act.value, act.value))
        elif act.kind == "text":
            keys += act.value
    has_archive = page.name != "forsta-minuten"
    return Shot(page.acts[end].value, keys, TASK_SIZE, body=page.body, has_archive=has_archive)


async def take(shot: Shot, archive: Path, folder: Path, home: Path) -> None:
    """Start the app on the archive, press the keys, and write the picture.

    The app gets a copy of the archive: what one picture's keys save is not in the next.
    """
    from tingsbok.settings import Settings
    from tui.app import TingsbokApp
    from tui.options import Options

    where = home / "shot" / archive.name
    shutil.rmtree(where.parent, ignore_errors=True)
    if shot.has_archive:
        shutil.copytree(archive, where, symlinks=True)
    else:
        where.mkdir(parents=True)
    options = Options(
        today=date(2024, 11, 8),
        settings=Settings(flags={"watch": False, "editor": "vim", "start.body": shot.body}),
        cache_dir=home / "cache",
        log_dir=home,
        delay=0,
    )
    app = TingsbokApp(where, options, light=shot.is_light)
    async with app.run_test(size=shot.size, notifications=True) as pilot:
        await settle(app, pilot)
        for key in shot.keys:
            await pilot.press(KEY_NAMES.get(key, key))
            await settle(app, pilot)
        svg = tidy(app.export_screenshot(title="Tingsbok"))
        (folder / f"{shot.name}.svg").write_text(svg, encoding="utf-8")


KEY_NAMES = {" ": "space", "-": "minus", "/": "slash", ".": "full_stop", ",": "comma"}
"""Characters of a text whose keys have names."""


CELLS = re.compile(
    r'<rect fill="(?P<fill>#\w+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)" '
    r'height="(?P<height>[\d.]+)" shape-rendering="crispEdges"/>'
)


def tidy(svg: str) -> str:
    """The picture at a third of its size: the same screen is the same file, and no font's address is in it.

    The lines' clip paths go, since no line is wider than the window, and cells of one colour become one.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<clipPath id="terminal-\d+-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#terminal-\d+-line-\d+\)"', "", svg)
    svg = re.sub(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', CELLS.pattern)})+", joined, svg)
    return re.sub(r"terminal-\d+", "t", svg)


def joined(run: re.Match[str]) -> str:
    """Neighbouring rectangles of one colour in one line as one."""
    wide: list[list[str | float]] = []
    for cell in CELLS.finditer(run.group()):
        fill, y, height = cell["fill"], cell["y"], cell["height"]
        x, width = float(cell["x"]), float(cell["width"])
        last = wide[-1] if wide else None
        if last and last[:3] == [fill, y, height] and abs(float(last[3]) + float(last[4]) - x) < 1:
            last[4] = x + width - float(last[3])
        else:
            wide.append([fill, y, height, x, width])
    return "".join(
        f'<rect fill="{fill}" x="{x:g}" y="{y}" width="{width:g}" height="{height}" shape-rendering="crispEdges"/>'
        for fill, y, height, x, width in wide
    )


def edit_place(app: object, command: Sequence[str]) -> str:
    """A text editor in which somebody writes another place."""
    file = Path(command[-1])
    file.write_text(file.read_text(encoding="utf-8").replace("place: Teams", "place: Umeå"), encoding="utf-8")
    return ""


async def settle(app: object, pilot: object) -> None:
    """Wait until nothing is under way any more."""
    for _ in range(3):
        await app.workers.wait_for_complete()  # type: ignore[attr-defined]
        await app.gateway.settled()  # type: ignore[attr-defined]
        await pilot.pause()  # type: ignore[attr-defined]


def main(folder: Path, names: Sequence[str]) -> None:
    """Take every picture, or those named."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        from tingsbok.demo import build_demo
        from tui import editor

        editor.run_editor = edit_place  # type: ignore[assignment]
        archive = build_demo(Path(home) / "exempelarkiv").path
        for shot in shots():
            if not names or shot.name in names:
                asyncio.run(take(shot, archive, folder, Path(home)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
