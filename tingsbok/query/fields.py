"""Which fields a person means by a word: by key and by title in Swedish and English, however deep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.collation import fold, plain, swedish_key
from tingsbok.i18n import LANGUAGES

if TYPE_CHECKING:
    from tingsbok.schema import Field, RecordType

_SEPARATORS = re.compile(r"[^\w.]+|_")
_CONTAINERS = ("objects", "object")
_YES = ("true", "yes", "ja", "sant", "on")
_NO = ("false", "no", "nej", "falskt", "off")


class FieldName(Struct, frozen=True):
    """One field of one or several types.

    Attributes:
        path: Dotted keys without list indexes, such as ``attendance.person``.
        kind: The kind of its values: a list counts as what its elements are.
        types: The types of record that have it.
        or_date: Whether a link may be a date instead.
        single: Whether a record has one value at most.
    """

    path: str
    kind: str
    types: tuple[str, ...]
    or_date: bool = False
    single: bool = False


class _Known(Struct, frozen=True):
    steps: tuple[frozenset[str], ...]
    path: str
    kind: str
    type: str
    or_date: bool
    single: bool
    values: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]


class FieldNames:
    """The words for the fields and types of a set of schemas.

    Args:
        kinds: The record types.
        others: Asked for what these types have no word for.
    """

    def __init__(self, kinds: Mapping[str, RecordType], others: FieldNames | None = None) -> None:
        self._kinds = kinds
        self._others = others
        self._of: dict[str, FieldNames] = {}
        self._found: dict[str, tuple[FieldName, ...]] = {}

    def of(self, kind: str) -> FieldNames:
        """The same, the words of one type before all others: those are made only if it has no such word."""
        if kind not in self._kinds:
            return self
        if kind not in self._of:
            self._of[kind] = FieldNames({kind: self._kinds[kind]}, self)
        return self._of[kind]

    @cached_property
    def _known(self) -> list[_Known]:
        # made when a field is named: most queries are words, and need no other type than their own
        return [known for kind in self._kinds.values() for known in _walk(kind.name, kind.fields, ())]

    @cached_property
    def _types(self) -> dict[str, str]:
        return {normal(noun): kind.name for kind in self._kinds.values() for noun in _nouns(kind)}

    @cached_property
    def _values(self) -> dict[tuple[str, str], dict[str, str]]:
        values: dict[tuple[str, str], dict[str, str]] = {}
        for known in self._known:
            values.setdefault((known.path, known.kind), {}).update(known.values)
        return values

    @cached_property
    def _labels(self) -> dict[tuple[str, str, str], dict[str, None]]:
        shown: dict[tuple[str, str, str], dict[str, None]] = {}
        for known in self._known:
            for language, labels in known.labels.items():
                words = shown.setdefault((known.path, known.kind, language), {})
                words.update(dict.fromkeys(labels))
        return shown

    def fields(self, name: str) -> tuple[FieldName, ...]:
        """The fields meant by *name*: those nearest the top whose last steps are called so; empty if none."""
        wanted = tuple(normal(name).split("."))
        if name not in self._found and len(self._found) < len(self._known):
            self._found[name] = self._look_up(wanted)
        found = self._found.get(name) or self._look_up(wanted)
        return found or (self._others.fields(name) if self._others else ())

    def last_steps(self, name: str) -> tuple[FieldName, ...]:
        """Every field, however deep, whose own key is *name*."""
        found = _merged([known for known in self._known if known.path.rpartition(".")[2] == name])
        return found or (self._others.last_steps(name) if self._others else ())

    def values(self, field: FieldName, text: str) -> tuple[str, ...]:
        """The choices that *text* means: by key or label in any language, else those that begin so."""
        known = self._values.get((field.path, field.kind), {})
        wanted = fold(text.strip())
        if wanted in known:
            return (known[wanted],)
        begin = dict.fromkeys(value for word, value in known.items() if wanted and word.startswith(wanted))
        return tuple(begin) or (self._others.values(field, text) if self._others else ())

    def labels(self, field: FieldName, language: str) -> tuple[str, ...]:
        """The words for the values that a choice can have, in any of the types."""
        found = tuple(self._labels.get((field.path, field.kind, language), {}))
        return found or (self._others.labels(field, language) if self._others else ())

    def type_named(self, noun: str) -> str:
        """The type called so in any language, singular or plural; empty if none."""
        return self._others.type_named(noun) if self._others else self._types.get(normal(noun), "")

    def type_labels(self, language: str) -> list[str]:
        """The word for every type."""
        if self._others:
            return self._others.type_labels(language)
        return sorted((fold(kind.title(language)) for kind in self._kinds.values()), key=swedish_key)

    def types_beginning(self, start: str) -> tuple[str, ...]:
        """The types with a noun that begins so."""
        if self._others:
            return self._others.types_beginning(start)
        wanted = normal(start)
        return tuple(dict.fromkeys(name for noun, name in self._types.items() if noun.startswith(wanted)))

    def words(self) -> list[str]:
        """Every word for a field at the top, for suggestions."""
        if self._others:
            return self._others.words()
        return sorted({word for known in self._known for word in known.steps[-1]})

    def _look_up(self, wanted: tuple[str, ...]) -> tuple[FieldName, ...]:
        found = [known for known in self._known if _ends_so(known.steps, wanted)]
        nearest = min((len(known.steps) for known in found), default=0)
        return _merged([known for known in found if len(known.steps) == nearest])


def normal(name: str) -> str:
    """A field's name for comparing: case, spaces, hyphens and underscores do not matter."""
    return _SEPARATORS.sub("", fold(name))


def _ends_so(steps: Sequence[frozenset[str]], wanted: Sequence[str]) -> bool:
    if len(wanted) > len(steps):
        return False
    return all(word in words for words, word in zip(steps[-len(wanted) :], wanted, strict=True))


def _walk(
    type_name: str, fields: Sequence[Field], above: tuple[frozenset[str], ...], prefix: str = ""
) -> Iterator[_Known]:
    for field in fields:
        leaf = field.item if field.kind == "list" and field.item else field
        steps, path = (*above, _words(field)), f"{prefix}{field.name}"
        yield _Known(
            steps,
            path,
            leaf.kind,
            type_name,
            field.or_date or leaf.or_date,
            not above and field is leaf,
            _values_of(leaf),
            _labels_of(leaf),
        )
        if leaf.kind in _CONTAINERS:
            yield from _walk(type_name, field.fields or leaf.fields, steps, f"{path}.")


def _words(field: Field) -> frozenset[str]:
    texts = [field.name, *(field.title(language) for language in LANGUAGES)]
    return frozenset(
        word for text in texts for word in (normal(text).replace(".", ""), plain(normal(text))) if word
    )


def _values_of(field: Field) -> dict[str, str]:
    if field.kind == "boolean":
        return {**dict.fromkeys(_YES, "true"), **dict.fromkeys(_NO, "false")}
    if field.kind != "choice":
        return {}
    labels = {
        fold(field.choice_label(value, language)): value for value in field.choices for language in LANGUAGES
    }
    typed = {plain(label): value for label, value in labels.items()}
    return {**typed, **labels, **{fold(value): value for value in field.choices}}


def _labels_of(field: Field) -> dict[str, tuple[str, ...]]:
    values = ("true", "false") if field.kind == "boolean" else field.choices
    return {
        language: tuple(field.choice_label(value, language) for value in values) for language in LANGUAGES
    }


def _nouns(kind: RecordType) -> Iterator[str]:
    yield from (kind.plural(language) for language in LANGUAGES)
    yield from (kind.name, *(kind.title(language) for language in LANGUAGES), *kind.aliases)


def _merged(found: Sequence[_Known]) -> tuple[FieldName, ...]:
    types: dict[tuple[str, str, bool, bool], list[str]] = {}
    for known in found:
        types.setdefault((known.path, known.kind, known.or_date, known.single), []).append(known.type)
    return tuple(
        FieldName(path, kind, tuple(names), or_date, single)
        for (path, kind, or_date, single), names in types.items()
    )
