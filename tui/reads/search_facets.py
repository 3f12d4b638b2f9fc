"""What a search can be narrowed by, and the words of it that are marked in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.query import parse
from tui.present import search_facets as present
from tui.reads.opening import words
from tui.widgets.lookups import Found

if TYPE_CHECKING:
    from tingsbok.archive import Archive

SHORTEST = 2
"""Letters of the shortest word that is marked: one letter stands everywhere."""


class SearchFacets(Struct, frozen=True):
    """What stands beside the hits of a search.

    Attributes:
        values: Types, bodies and years with their numbers.
        words: The words of the search that its hits hold.
    """

    values: tuple[Found, ...] = ()
    words: tuple[str, ...] = ()


def search_facets(archive: Archive, text: str, kind: str) -> SearchFacets:
    """Count the hits of a search by type, body and year; each without what narrows it by the same fact.

    Args:
        archive: The archive.
        text: What was typed.
        kind: The type that is shown; empty for all.
    """
    query = parse(text, archive.schemas, lenient=True)
    marked = tuple(word.text for word in query.words if len(word.text) >= SHORTEST)
    if not marked and not query.node:
        return SearchFacets()
    said = words(archive)
    found = present.types(archive.facets(query, present.TYPE), kind, said)
    for name in present.TITLES:
        rest = parse(present.without(text, name), archive.schemas, lenient=True)
        found += present.values(name, archive.facets(rest, name, type=kind), text, said)
    return SearchFacets(tuple(found), marked)
