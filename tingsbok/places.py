"""Where the fields of a record stand in its file, for problems and links."""

from __future__ import annotations

from collections.abc import Callable

from tingsbok import frontmatter
from tingsbok.frontmatter import FieldPath
from tingsbok.record import Record


def places_in(record: Record) -> Callable[[FieldPath], tuple[int, int]]:
    """A function from a field's path to its 1-based line and column; 0, 0 if the file does not say.

    The file is read when the first place is asked for, and then no more.
    """
    known: list[Callable[[FieldPath], tuple[int, int]]] = []

    def place(path: FieldPath) -> tuple[int, int]:
        if not known:
            known.append(_places(record.raw))
        return known[0](path)

    return place


def _places(raw: bytes) -> Callable[[FieldPath], tuple[int, int]]:
    try:
        return frontmatter.places(raw)
    except frontmatter.FrontMatterError:
        return lambda _: (0, 0)
