"""Narrowing a list by fields: every value with its number of records, and a query in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.i18n import t
from tingsbok.schema import RecordType
from tui import reads
from tui.present.listing import ListQuery
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.app import TingsbokApp

_WORDS = "words"
_NONE = "none"


class _FieldPicker(Picker):
    """Its second key filters by what is typed; nothing new is made here."""

    def keys(self) -> str:
        """How to choose."""
        return t("Enter choose  ctrl+n what is typed  Esc close")


def choose_facet(
    app: TingsbokApp, record_type: RecordType, query: ListQuery, then: Callable[[ListQuery], None]
) -> None:
    """Let the user choose a value, a query, or nothing of it all; *then* gets the new query."""

    async def complete(text: str, types: Sequence[str]) -> list[Found]:  # noqa: ARG001 - a picker's own signature
        found: list[Found] = await app.gateway.fetch(
            app, partial(reads.facet_values, record_type=record_type, query=query), []
        )
        wanted = text.casefold().split()
        return [
            each for each in found if all(word in f"{each.group} {each.label}".casefold() for word in wanted)
        ]

    def chosen(picked: Picked | None) -> None:
        if picked is not None:
            then(narrowed(query, picked))

    new = [(_WORDS, t("Filter by the words or the query"))]
    if query.facets or query.text:
        new.append((_NONE, t("Show everything")))
    note = t("A query may be: sedan:2021  utfall:bordlagt  ärende:suicid  -utan")
    app.push_screen(_FieldPicker(t("Filter by field"), complete, new=new, note=note), chosen)


def narrowed(query: ListQuery, picked: Picked) -> ListQuery:
    """The query with what was picked; a value that is active already is taken away."""
    if picked.new == _NONE:
        return replace(query, facets=(), text="")
    if picked.new == _WORDS:
        return replace(query, text=picked.text)
    name, _, value = picked.id.partition("=")
    if (name, value) in query.facets:
        return replace(query, facets=tuple(pair for pair in query.facets if pair != (name, value)))
    others = tuple(pair for pair in query.facets if pair[0] != name)
    return replace(query, facets=(*others, (name, value)))
