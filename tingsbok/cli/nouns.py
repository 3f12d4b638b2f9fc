"""Record types as words of the command line: English, Swedish, and those an archive adds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def type_noun(word: str, words: Sequence[str]) -> str:
    """The record type that *word* names, in the archive the command is about; empty if none.

    Args:
        word: A noun such as ``decision``, ``beslut`` or ``ärende``.
        words: The whole command, to find ``--archive`` in it.
    """
    from tingsbok import resources
    from tingsbok.schema import SchemaSet
    from tingsbok.store.git import find_root

    directory = Path()
    for at, other in enumerate(words[:-1]):
        if other in {"-C", "--archive"}:
            directory = Path(words[at + 1])
    root = find_root(directory)
    folders = [resources.schemas_dir(), *([root / "schemas"] if root else [])]
    found = SchemaSet.load(folders).type_named(word)
    return found.name if found else ""
