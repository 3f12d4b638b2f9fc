"""What was measured, kept in a file so that sizes and rows can be measured at different times."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from msgspec import to_builtins

from tests.bench.timing import Sample


@dataclass(frozen=True, slots=True)
class Result:
    """One row at one size.

    Attributes:
        row: Which row.
        size: Records in the archive.
        what: What was measured, in words or as a command.
        took: What it took; megabytes instead of milliseconds for memory.
        floor: What the machine can do at best; ``None`` if there is no such thing.
        floor_is: What that is.
        target: What it may take, in the unit of *took*; 0 if nothing was set.
        note: What a reader must know.
    """

    row: str
    size: int
    what: str
    took: Sample | None
    floor: Sample | None = None
    floor_is: str = ""
    target: float = 0.0
    note: str = ""

    @property
    def key(self) -> tuple[str, int, str]:
        """Two results with the same key are of the same thing."""
        return self.row, self.size, self.what


class Results:
    """All results.

    Args:
        file: Where they are kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.machine: dict[str, str] = {}
        self._all: dict[tuple[str, int, str], Result] = {}
        self._load()

    def _load(self) -> None:
        if not self._file.exists():
            return
        known = json.loads(self._file.read_text(encoding="utf-8"))
        self.machine = self.machine or known["machine"]
        for one in known["results"]:
            parts = {name: Sample(**one[name]) if one[name] else None for name in ("took", "floor")}
            result = Result(**{**one, **parts})
            self._all[result.key] = result

    def add(self, result: Result) -> None:
        """Keep a result instead of an older one of the same thing, and write the file."""
        self._load()  # another run may have added to it meanwhile
        self._all[result.key] = result
        whole = {"machine": self.machine, "results": [to_builtins(one) for one in self._all.values()]}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")

    def of(self, row: str, size: int = 0) -> list[Result]:
        """The results of a row, at one size or at all."""
        return [one for one in self._all.values() if one.row == row and size in {0, one.size}]
