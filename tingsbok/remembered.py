"""What the program remembers between runs beside settings: the archives opened last, and the tutorial.

One small file in the user's state folder. Whatever is wrong with it, the program starts: what cannot be read
counts as not remembered, and what cannot be written is not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tingsbok import config
from tingsbok.whole_files import replace_whole

MOST_RECENT = 9
"""Archives that are remembered: each has a number key in the menu."""


class Remembered:
    """The memory of one user.

    Args:
        file: Where it is kept; in the user's state folder if absent.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config.state_dir() / "remembered.json"

    @property
    def archives(self) -> list[Path]:
        """Folders of the archives opened last that are still there, the newest first."""
        known = self._read().get("archives")
        paths = [Path(each) for each in known if isinstance(each, str)] if isinstance(known, list) else []
        return [path for path in paths if _is_there(path)]

    def opened(self, root: Path) -> None:
        """An archive was opened."""
        newest = os.fspath(root.absolute())
        others = [os.fspath(path) for path in self.archives if os.fspath(path) != newest]
        self._write(archives=[newest, *others][:MOST_RECENT])

    @property
    def tutorial_step(self) -> int:
        """The step of the tutorial that comes next, from 0; -1 if it has not begun or is over."""
        step = self._read().get("tutorial_step")
        return step if isinstance(step, int) and not isinstance(step, bool) else -1

    def set_tutorial_step(self, step: int) -> None:
        """The tutorial has come to a step; -1 when it is over."""
        self._write(tutorial_step=step)

    @property
    def was_offered(self) -> bool:
        """Whether the tutorial has offered itself."""
        return self._read().get("offered") is True

    def offered(self) -> None:
        """The tutorial has offered itself; it does not do so again."""
        self._write(offered=True)

    @property
    def was_asked(self) -> bool:
        """Whether the user was asked for a name in an archive where git knew none."""
        return self._read().get("asked") is True

    def asked(self) -> None:
        """The user is asked for a name; it is not asked again by itself."""
        self._write(asked=True)

    def _read(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, **facts: object) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self._file, json.dumps({**self._read(), **facts}, indent=1).encode())


def _is_there(path: Path) -> bool:
    try:
        return (path / "records").is_dir()
    except OSError:
        return False
