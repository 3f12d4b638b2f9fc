"""What stands above a list and in its place when it is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.i18n import current, t
from tingsbok.query import narrowed
from tingsbok.schema import RecordType
from tingsbok.views import SavedView
from tui.present.rows import facet_terms, first_of

ACTIVE = "x "
"""How the words of a value begin that a list is narrowed to."""


class ListQuery(Struct, frozen=True):
    """What a list shows.

    Attributes:
        type: Record type.
        text: What the user typed, in the query language.
        facets: Fields and values that narrow it.
        scope: Id of a body that narrows it; empty for all.
        sort: Spec of the order; empty for the type's own.
        columns: Fields of the columns that are shown; empty for all.
    """

    type: str
    text: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    scope: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return narrowed(facet_terms(self._all_facets()), self.text.strip())

    def _all_facets(self) -> tuple[tuple[str, str], ...]:
        return (*self.facets, ("body", self.scope)) if self.scope else self.facets


_FACET = re.compile(r'(?P<name>[\w.]+):=(?P<value>"[^"]*"|\S+)(\s+|$)')


def of_view(view: SavedView) -> ListQuery:
    """What a saved view shows; the fields it begins with are facets again."""
    facets, text = [], view.query
    while found := _FACET.match(text):
        facets.append((found["name"], found["value"].strip('"')))
        text = text[found.end() :]
    return ListQuery(view.type, text, tuple(facets), sort=view.sort, columns=view.columns)


def with_columns(query: ListQuery, columns: tuple[str, ...]) -> ListQuery:
    """The same list with other columns."""
    return replace(query, columns=columns)


class Order(Struct, frozen=True):
    """One order of a list.

    Attributes:
        key: Letter in the menu.
        label: What it is called.
        sort: Spec of the order.
    """

    key: str
    label: str
    sort: str


def orders(record_type: RecordType, language: str) -> tuple[Order, ...]:
    """Each column in both directions, the type's own order first; letters from ``a``."""
    specs = [record_type.sort] if record_type.sort else []
    for column in record_type.columns:
        name = first_of(column.spec)
        specs += [spec for spec in (name, f"-{name}") if spec not in specs]
    return tuple(
        Order(chr(ord("a") + place), order_label(record_type, spec, language), spec)
        for place, spec in enumerate(specs)
    )


def order_label(record_type: RecordType, spec: str, language: str) -> str:
    """``date, newest first`` for ``-date``."""
    name = spec.removeprefix("-")
    field = record_type.field(first_of(name))
    title = field.title(language) if field else name
    is_date = field is not None and (field.kind == "date" or field.or_date)
    if is_date:
        return (
            t("{field}, newest first", field=title)
            if spec[:1] == "-"
            else t("{field}, oldest first", field=title)
        )
    return t("{field}, falling", field=title) if spec[:1] == "-" else title


def facts(
    record_type: RecordType | None,
    query: ListQuery,
    count: int | None,
    language: str,
    broken: int = 0,
    names: Mapping[str, str] | None = None,
) -> str:
    """How many rows there are, what narrows them, and how they are ordered or that files are missing."""
    if record_type is None or count is None:
        return ""
    narrowed = "  ".join(facet_words(record_type, query, names or {}))
    order = order_label(record_type, query.sort or record_type.sort, language)
    kind = record_type.title(language) if count == 1 else record_type.plural(language)
    number = t("{count} {kind}", count=count, kind=kind.lower())
    last = (
        t("cannot be read: {count} (g f)", count=broken)
        if broken
        else t("order: {order} (w)", order=order.lower())
    )
    return "   ".join(filter(None, (narrowed, number, last)))


def facet_words(record_type: RecordType, query: ListQuery, names: Mapping[str, str]) -> list[str]:
    """The active facets, ``status: utkast``; *names* are those of records."""
    shown = ((name, facet_value(record_type, name, value), value) for name, value in query.facets)
    return [
        f"{facet_title(record_type, name).lower()}: {names.get(value, value) if said == value else said}"
        for name, said, value in shown
    ]


def facet_title(record_type: RecordType, name: str) -> str:
    """What a facet is called; ``body`` and ``year`` are facts about every record, not always fields."""
    field = record_type.field(name)
    if field is not None:
        return field.title(current())
    return {"body": t("Body"), "year": t("Year")}.get(name, name)


def facet_value(record_type: RecordType, name: str, value: str) -> str:
    """A facet's value in words."""
    field = record_type.field(name)
    return field.choice_label(value, current()) if field is not None and field.choices else value


def empty(kind: str, query: ListQuery, total: int, broken: int = 0) -> str:
    """Why a list is empty and what to do about it; a file that cannot be read may be one of its records."""
    if total and query.text:
        return t(
            'Nothing matches "{text}". Esc removes the filter, Enter searches everything.', text=query.text
        )
    if total:
        return t("Nothing is left with these fields. f changes them.")
    if broken:
        return t(
            "There are no {kind} here that can be read. Files that cannot be read: {count}. g f shows them.",
            kind=kind.lower(),
            count=broken,
        )
    return t("There are no {kind} here yet. n adds one.", kind=kind.lower())
