"""What was typed and not saved yet: kept on disk so that a crash or a closed terminal loses nothing.

Drafts lie in the repository's private folder (never in the work tree, never committed), one JSON file each.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class KeptDraft:
    """A draft on disk: its key (such as ``edit:beat-axa``), its data, and when it was kept (POSIX time)."""

    key: str
    data: dict[str, Any]
    kept: float


class Drafts:
    """The drafts of one archive on this computer.

    Args:
        folder: Where they lie; made when the first draft is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: str, data: Mapping[str, Any]) -> None:
        """Keep *data* under *key*, replacing what was kept under it; whole or not at all."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"key": key, "data": dict(data)}, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file(key))
        finally:  # on a full disk nothing may be left that makes it fuller
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()

    def get(self, key: str) -> KeptDraft | None:
        """The draft kept under *key*; ``None`` if there is none or it cannot be read."""
        return self._read(self._file(key))

    def all(self) -> list[KeptDraft]:
        """Every draft, newest first."""
        found = [draft for file in self._folder.glob("*.json") if (draft := self._read(file))]
        return sorted(found, key=lambda draft: draft.kept, reverse=True)

    def drop(self, key: str) -> None:
        """Forget the draft kept under *key*, if there is one."""
        with contextlib.suppress(FileNotFoundError):
            self._file(key).unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"

    @staticmethod
    def _read(file: Path) -> KeptDraft | None:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            return KeptDraft(found["key"], found["data"], file.stat().st_mtime)
        except (OSError, ValueError, KeyError, TypeError):
            return None
