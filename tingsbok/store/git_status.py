"""What ``git status`` answers, as dirty files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from tingsbok.store.base import Dirty
from tingsbok.store.swap import PREFIX

_HEAD = "# branch.oid "
_NOTHING = "000000"
_WORDS_BEFORE_PATH = {"1": 8, "u": 10, "?": 1}


def parse_status(fields: Sequence[str], is_file: Callable[[str], bool]) -> list[Dirty]:
    """Take the NUL-terminated lines of ``status --porcelain=v2`` apart.

    Only the last commit and the work tree count; what is staged in between is the user's own business.

    Args:
        fields: The lines.
        is_file: Whether a file lies at a path now. A link or another repository there is no record.
    """
    committed = dict(_files(fields))
    kinds = ((path, _kind(known, is_file(path))) for path, known in sorted(committed.items()))
    return [Dirty(path, kind) for path, kind in kinds if kind and not _is_ours(path)]


def last_commit(fields: Sequence[str]) -> str:
    """The id of the last commit as ``status --porcelain=v2 --branch`` names it; empty if there is none."""
    named = next((line.removeprefix(_HEAD) for line in fields if line.startswith(_HEAD)), "")
    return "" if named.startswith("(") else named


def _files(fields: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each path, and whether the last commit has it.

    What was taken out of the index only comes twice, as deleted and as untracked: the first counts.
    """
    seen: set[str] = set()
    for line in fields:
        mark, *parts = line.split(" ", _WORDS_BEFORE_PATH.get(line[:1], 0))
        if mark in _WORDS_BEFORE_PATH and parts[-1] not in seen:
            seen.add(parts[-1])
            yield parts[-1], mark == "u" or (mark == "1" and parts[2] != _NOTHING)


def _kind(committed: bool, present: bool) -> Literal["added", "changed", "deleted"] | None:
    if committed:
        return "changed" if present else "deleted"
    return "added" if present else None


def _is_ours(path: str) -> bool:
    return path.rpartition("/")[2].startswith(PREFIX)
