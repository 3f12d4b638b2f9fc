"""What ``git status`` answers, as dirty files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from tingsbok.store.base import Dirty
from tingsbok.store.swap import PREFIX

_NOTHING = "000000"


def parse_status(fields: Sequence[str]) -> list[Dirty]:
    """Take the NUL-terminated lines of ``status --porcelain=v2`` apart.

    Only the last commit and the work tree count; what is staged in between is the user's own business.
    """
    kinds: dict[str, Literal["added", "changed", "deleted"]] = {}
    for path, committed, present in _files(fields):
        known = kinds.get(path)
        if known == "deleted" and present:
            kinds[path] = "changed"  # taken out of the index only: git lists it as deleted, then as untracked
        elif committed:
            kinds[path] = "changed" if present else "deleted"
        elif present:
            kinds[path] = "added"
    return [Dirty(path, kind) for path, kind in sorted(kinds.items()) if not _is_ours(path)]


def _files(fields: Sequence[str]) -> Iterator[tuple[str, bool, bool]]:
    """Path, whether the last commit has it, whether the work tree has it."""
    for line in fields:
        kind, _, rest = line.partition(" ")
        if kind == "?":
            yield rest, False, True
        elif kind == "1":
            parts = line.split(" ", 8)
            yield parts[8], parts[3] != _NOTHING, parts[5] != _NOTHING
        elif kind == "u":
            parts = line.split(" ", 10)
            yield parts[10], True, parts[6] != _NOTHING


def _is_ours(path: str) -> bool:
    return path.rpartition("/")[2].startswith(PREFIX)
