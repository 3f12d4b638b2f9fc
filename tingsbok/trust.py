"""What the user has answered to the question whether an archive's own programs may run.

Kept in the user's state folder, never in an archive: whoever sends one cannot send the answer along. An
answer holds for one place and for exactly the programs and settings that were shown; when they change, the
question is put anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from tingsbok import config
from tingsbok.whole_files import replace_whole

_WRITABLE_BY_OTHERS = 0o022

Answers = dict[str, tuple[str, bool]]


class TrustBook:
    """The answers of one user.

    Args:
        file: Where they are kept; in the user's state folder if absent.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config.state_dir() / "trust.json"

    def answer(self, place: Path, mark: str) -> bool | None:
        """The answer for an archive, ``None`` if there is none that still holds.

        Args:
            place: The archive's folder.
            mark: Tells the programs and settings that are asked about from any others.
        """
        known, trusted = self._read().get(_key(place), ("", False))
        return trusted if known == mark else None

    def remember(self, place: Path, mark: str, *, trusted: bool) -> None:
        """Keep an answer, in place of the one before."""
        self._write({**self._read(), _key(place): (mark, trusted)})

    def forget(self, place: Path) -> bool:
        """Forget the answer for an archive; false if there was none."""
        answers = self._read()
        there = answers.pop(_key(place), None) is not None
        if there:
            self._write(answers)
        return there

    def _read(self) -> Answers:
        """Every answer; none if the file is not one that only this user can have written."""
        try:
            with self._file.open("rb") as file:
                about = os.fstat(file.fileno())
                if about.st_uid != os.geteuid() or about.st_mode & _WRITABLE_BY_OTHERS:
                    return {}
                found = json.load(file)
            return {str(key): (str(mark), trusted is True) for key, (mark, trusted) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self, answers: Answers) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(self._file, json.dumps(answers, indent=1).encode("ascii"))


def _key(place: Path) -> str:
    return os.fspath(place.resolve())
