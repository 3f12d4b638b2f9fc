"""Makes the pictures of the documents from the running app: ``python -m tests.shots docs/pictures``."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SIZE = (100, 30)


@dataclass(frozen=True)
class Shot:
    """One picture: its name and the keys that lead to it from the first screen."""

    name: str
    keys: Sequence[str]
    size: tuple[int, int] = SIZE


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
    Shot("findings", ("g", "f")),
    Shot("calendar", ("8",)),
    Shot("goto", ("g",)),
    Shot("help", ("question_mark",)),
)


async def take(shot: Shot, archive: Path, folder: Path, home: Path) -> None:
    """Start the app on the archive, press the keys, and write the picture."""
    from tingsbok.settings import Settings
    from tui.app import TingsbokApp
    from tui.options import Options

    options = Options(
        today=date(2024, 11, 8),
        settings=Settings(flags={"watch": False}),
        cache_dir=home / "cache",
        log_dir=home,
        delay=0,
    )
    app = TingsbokApp(archive, options)
    async with app.run_test(size=shot.size, notifications=True) as pilot:
        await settle(app, pilot)
        for key in shot.keys:
            await pilot.press(key)
            await settle(app, pilot)
        # the picture's ids are random; fixed ones keep a new picture of the same screen the same file
        svg = re.sub(r"terminal-\d+", f"terminal-{shot.name}", app.export_screenshot(title="Tingsbok"))
        (folder / f"{shot.name}.svg").write_text(svg, encoding="utf-8")


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

        archive = build_demo(Path(home) / "exempelarkiv").path
        for shot in SHOTS:
            if not names or shot.name in names:
                asyncio.run(take(shot, archive, folder, Path(home)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
