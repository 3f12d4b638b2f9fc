"""What a schema says about a type of record: its fields, columns, templates and words in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec import field as defaulting

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import in_language

KINDS: Final = (
    "text",
    "longtext",
    "date",
    "time",
    "choice",
    "boolean",
    "integer",
    "number",
    "link",
    "list",
    "objects",
    "object",
)
"""Every kind a field can be; forms, lists and checks know no others."""

_TRUE: Final = ("true", "yes", "ja")
_FALSE: Final = ("false", "no", "nej")

Words = Mapping[str, str]


def in_words(words: Words, language: str) -> str:
    """The text in *language*; in English, or whatever there is, if it is missing."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


class Field(Struct, frozen=True, eq=False, dict=True):
    """One key of the front matter, or of a mapping inside it.

    Attributes:
        name: The key.
        kind: One of :data:`KINDS`. ``list`` holds values, ``objects`` a list of mappings, ``object`` one.
        titles: The name people see, by language.
        descriptions: One sentence of help, by language.
        required: Whether a record (or mapping) without it is wrong.
        link_types: Types of record that it may point at; ``*`` is any, empty for what is not a link.
        or_date: A link that may hold a date instead.
        choices: The values it may have, in the schema's order.
        labels: Words for each choice, by value and then language.
        item: What each element is like, for ``list`` and ``objects``.
        fields: The keys inside, for ``object`` and ``objects``.
        flow: Written on one line: the whole value of a list or mapping, each entry of ``objects``.
        to_item: A link that may go on with ``#`` and the key of an item.
        constant: The only value it may have, such as that of ``type``; empty if free.
        default: What a new record is given, and what a record without the field means; empty if nothing.
        open: A mapping in which other keys are welcome.
    """

    name: str
    kind: str = "text"
    titles: Words = defaulting(default_factory=dict)
    descriptions: Words = defaulting(default_factory=dict)
    required: bool = False
    link_types: tuple[str, ...] = ()
    or_date: bool = False
    choices: tuple[str, ...] = ()
    labels: Mapping[str, Words] = defaulting(default_factory=dict)
    item: Field | None = None
    fields: tuple[Field, ...] = ()
    flow: bool = False
    to_item: bool = False
    constant: str = ""
    default: str = ""
    open: bool = False

    def title(self, language: str) -> str:
        """The name people see."""
        return in_words(self.titles, language) or self.name

    def description(self, language: str) -> str:
        """One sentence of help; empty if the schema has none."""
        return in_words(self.descriptions, language)

    def choice_label(self, value: str, language: str) -> str:
        """The word for one choice; the value itself if the schema knows no word."""
        return in_words(self.labels.get(value, {}), language) or value

    def choice_for(self, text: str) -> str:
        """The choice that a person means by its key or its word in any language; empty if none."""
        wanted = text.strip().casefold()
        for value in self.choices:
            words = self.labels.get(value, {}).values()
            if wanted in {value.casefold(), *(word.casefold() for word in words)}:
                return value
        return ""

    def display(self, value: Value, language: str, name_of: Callable[[str], str] = str) -> str:
        """The value as one line of text for people.

        Args:
            value: What the front matter holds.
            language: ``sv`` or ``en``.
            name_of: Turns an id into the name of its record.
        """
        if isinstance(value, list):
            element = self.item or Field(self.name)
            return ", ".join(filter(None, (element.display(one, language, name_of) for one in value)))
        if isinstance(value, dict):
            shown = (self._child(key).display(one, language, name_of) for key, one in value.items())
            return ", ".join(filter(None, shown))
        return self._scalar(value, language, name_of)

    def child(self, name: str) -> Field | None:
        """The field inside with that key, or ``None``."""
        return self._by_name.get(name)

    def _child(self, name: str) -> Field:
        return self._by_name.get(name) or Field(name)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    def _scalar(self, value: str, language: str, name_of: Callable[[str], str]) -> str:
        match self.kind:
            case "choice":
                return self.choice_label(value, language)
            case "boolean":
                return _yes_or_no(value, language)
            case "link" if value and not (self.or_date and value[:4].isdigit()):
                target, _, item = value.partition("#")
                return with_item(name_of(target), item)
            case _:
                return value


def with_item(name: str, item: str) -> str:
    """A meeting's name with one of its items: by its number, ``LGL § 6``, or by the key of one without."""
    if not item:
        return name
    return f"{name} § {item}" if item[0].isdigit() else f"{name} #{item}"


def truth(text: str) -> bool | None:
    """What a text in a boolean field says; ``None`` if it says neither yes nor no."""
    word = text.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _yes_or_no(value: str, language: str) -> str:
    words, said = in_language(language), truth(value)
    return value if said is None else words("yes") if said else words("no")


class Column(Struct, frozen=True, eq=False):
    """One column of a type's list.

    Attributes:
        spec: Where the value is: ``a|b.c`` is field *a*, or else field *c* of the record that *b* names.
        width: Cells it wants; ``None`` shares what is left.
        show: ``count`` shows how many there are instead of the value.
        titles: The heading, by language.
    """

    spec: str
    width: int | None = None
    show: str = ""
    titles: Words = defaulting(default_factory=dict)

    def title(self, language: str) -> str:
        """The heading."""
        return in_words(self.titles, language) or self.spec


class RecordType(Struct, frozen=True, eq=False, dict=True):
    """One type of record. Specs are read by :mod:`tingsbok.schema.paths`.

    Attributes:
        name: The value of the record's ``type``.
        titles: What one record is called, by language.
        plurals: What many are called, by language.
        descriptions: One sentence about the type, by language.
        aliases: Other nouns for it, in any language.
        fields: Its fields in the schema's order.
        open: Other fields are welcome: none is reported as unknown.
        columns: The columns of its list.
        label: Spec or template for the name of a record.
        short: Spec for a shorter name; empty if there is none.
        date: Spec for the day it belongs to.
        body_field: Spec for the body of collaboration it belongs to.
        status: Name of the field that tells its state; empty if none.
        sort: Spec of the usual order; ``-`` first for falling.
        facets: What its list can be narrowed by.
        id_template: How a new id is made, and ``id_else`` when a part of it is missing.
        path_template: Where a new file goes, and ``path_else`` when a part of it is missing.
        items: Name of the field that holds numbered items; empty if none.
        parent: Name of the link field whose record it belongs under; empty if none.
        clauses: What a list item of the text is called, by language.
        body_helps: What the text under the front matter is for, by language.
        source: The schema's file name.
    """

    name: str
    titles: Words = defaulting(default_factory=dict)
    plurals: Words = defaulting(default_factory=dict)
    descriptions: Words = defaulting(default_factory=dict)
    aliases: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    open: bool = False
    columns: tuple[Column, ...] = ()
    label: str = ""
    short: str = ""
    date: str = ""
    body_field: str = ""
    status: str = ""
    sort: str = ""
    facets: tuple[str, ...] = ()
    id_template: str = ""
    id_else: str = ""
    path_template: str = ""
    path_else: str = ""
    items: str = ""
    parent: str = ""
    clauses: Words = defaulting(default_factory=dict)
    body_helps: Words = defaulting(default_factory=dict)
    source: str = ""

    def title(self, language: str) -> str:
        """What one record is called."""
        return in_words(self.titles, language) or self.name

    def plural(self, language: str) -> str:
        """What many are called."""
        return in_words(self.plurals, language) or self.title(language)

    def description(self, language: str) -> str:
        """One sentence about the type; empty if the schema has none."""
        return in_words(self.descriptions, language)

    def body_help(self, language: str) -> str:
        """What the text under the front matter is for."""
        return in_words(self.body_helps, language)

    def field(self, path: str | FieldPath) -> Field | None:
        """The field at a dotted name or a path; indexes in lists are passed over. ``None`` if unknown."""
        if not isinstance(path, str):
            return self._at(step for step in path if isinstance(step, str))
        found = self._by_dotted_name.get(path)
        if found is None:
            found = self._at(path.split("."))
            if found is not None:
                self._by_dotted_name[path] = found
        return found

    def _at(self, steps: Iterable[str]) -> Field | None:
        found: Field | None = None
        for step in steps:
            found = found.child(step) if found else self._by_name.get(step)
            if found is None:
                return None
        return found

    def is_flow(self, path: FieldPath) -> bool:
        """Whether the list or mapping at *path* is written on one line.

        An annotated list of mappings has a line for each: it is not flow, its entries are.
        """
        return any(self._turns_flow(path[: end + 1]) for end in range(len(path)))

    def _turns_flow(self, path: FieldPath) -> bool:
        """Whether what is written on one line begins at exactly this place."""
        found = self.field(path)
        if found is None or not found.flow:
            return False
        return isinstance(path[-1], int) if found.kind == "objects" else isinstance(path[-1], str)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the fields that every record must have."""
        return tuple(one.name for one in self.fields if one.required)

    @cached_property
    def defaults(self) -> dict[str, str]:
        """What a new record holds before anybody has written in it."""
        return {one.name: one.default for one in self.fields if one.default}

    @cached_property
    def link_fields(self) -> tuple[tuple[str, Field], ...]:
        """Every field that holds links, however deep, with its dotted name."""
        return tuple(_links_in(self.fields))

    @cached_property
    def _by_dotted_name(self) -> dict[str, Field]:
        return {}

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}


def _links_in(fields: Sequence[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        name = f"{before}{one.name}"
        if one.kind == "link" or (one.item is not None and one.item.kind == "link"):
            yield name, one
        yield from _links_in(one.fields, f"{name}.")
