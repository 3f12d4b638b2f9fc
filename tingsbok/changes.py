"""The difference between two versions of a record, field by field and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.record import Record, said
from tingsbok.schema import Field, SchemaSet
from tingsbok.text_changes import TextChange, compare_texts

_MAIN_FIELDS: Final = ("status", "outcome")
_LONGEST_NAME: Final = 40

Kind = Literal["set", "add", "remove", "text"]
NameOf = Callable[[str], str]
"""Turns the id of a record into what people call it."""


class FieldChange(Struct, frozen=True):
    """One thing that is different.

    Attributes:
        path: Its place in the front matter, in the later version unless it was removed; empty in the text.
        field: Dotted name of the field; empty in the text.
        label: What people call the place: ``outcome``, ``attendance John Olsson``, ``clause 2``.
        before: The earlier value in words; empty if there was none.
        after: The later value in words; empty if there is none.
        kind: ``add`` and ``remove`` for values that come or go, ``set`` for others, ``text`` in the body.
    """

    path: FieldPath
    field: str
    label: str
    before: str
    after: str
    kind: Kind

    @property
    def in_list(self) -> bool:
        """True for one element that came into a list or left it."""
        return bool(self.path) and isinstance(self.path[-1], int) and self.kind in ("add", "remove")


def compare(
    before: Record | None,
    after: Record | None,
    schemas: SchemaSet,
    language: str,
    *,
    name_of: NameOf = str,
) -> list[FieldChange]:
    """What differs, in the schema's order, then the text; nothing if only comments or layout do.

    Args:
        before: The earlier version; ``None`` for a new record.
        after: The later version; ``None`` for a record that was removed.
        schemas: Give the fields their words.
        language: ``sv`` or ``en``.
        name_of: Turns the id of a record into what people call it.
    """
    record = after or before
    if record is None:
        return []
    record_type = schemas.types.get(record.type)
    like = Field("", "object", fields=record_type.fields if record_type else ())
    comparison = _Comparison(language, name_of)
    changes = list(comparison.mappings(_fields(before, after), _fields(after, before), like))
    clause = record_type.clauses.get(language, "") if record_type else ""
    old, new = _body(before), _body(after)
    if changes:
        # beside other changes, line ends are layout, and often nothing that git stores
        old, new = old.replace("\r\n", "\n"), new.replace("\r\n", "\n")
    texts = compare_texts(old, new, language, clause=clause)
    return changes + [_in_text(change) for change in texts]


def _fields(record: Record | None, other: Record | None) -> Mapping[str, Value]:
    """The front matter; the type counts only where it can have changed."""
    if record is None:
        return {}
    same_type = other is None or other.type == record.type
    return {name: value for name, value in record.fields.items() if name != "type" or not same_type}


def _body(record: Record | None) -> str:
    return record.body if record else ""


def _in_text(change: TextChange) -> FieldChange:
    return FieldChange((), "", change.label, change.before, change.after, "text")


class _Comparison:
    """Compares values of one record in one language."""

    def __init__(self, language: str, name_of: NameOf) -> None:
        self._language = language
        self._name_of = name_of

    def mappings(
        self,
        old: Mapping[str, Value],
        new: Mapping[str, Value],
        like: Field,
        path: FieldPath = (),
        within: str = "",
    ) -> Iterator[FieldChange]:
        """Changes of the keys of a mapping.

        Args:
            old: The earlier mapping.
            new: The later one.
            like: What its fields are like.
            path: Where it stands.
            within: Label of the mapping itself; empty for the front matter.
        """
        for name in _in_order(old, new, like):
            was, now = old.get(name, ""), new.get(name, "")
            if was != now and (was or now):
                field = like.child(name) or Field(name)
                yield from self._values(was, now, field, (*path, name), self._label(field, within))

    def _values(
        self, was: Value, now: Value, field: Field, path: FieldPath, label: str
    ) -> Iterator[FieldChange]:
        if field.kind == "objects" and _holds_mappings(was) and _holds_mappings(now):
            yield from self._entries(_mappings(was), _mappings(now), field, path, label)
        elif field.kind == "list" or (isinstance(was, list) and isinstance(now, list)):
            yield from self._elements(_listed(was), _listed(now), field, path, label)
        elif field.kind == "object" and isinstance(was or {}, dict) and isinstance(now or {}, dict):
            old, new = (value if isinstance(value, dict) else {} for value in (was, now))
            yield from self.mappings(old, new, field, path, label)
        else:
            yield self._change(path, label, self._shown(was, field), self._shown(now, field))

    def _elements(
        self, was: list[Value], now: list[Value], field: Field, path: FieldPath, label: str
    ) -> Iterator[FieldChange]:
        """Changes of a list of values: what came and what went; one for one is a replacement."""
        element = field.item or Field(field.name)
        old, new = ([self._shown(one, element) for one in values] for values in (was, now))
        gone, come = _surplus(old, new), _surplus(new, old)
        if not gone and not come:
            yield self._change(path, label, ", ".join(old), ", ".join(new))
        elif len(gone) == len(come) == 1:
            yield self._change((*path, come[0]), label, old[gone[0]], new[come[0]])
        else:
            for at in gone:
                yield self._change((*path, at), label, old[at], "")
            for at in come:
                yield self._change((*path, at), label, "", new[at])

    def _entries(
        self,
        was: list[Mapping[str, Value]],
        now: list[Mapping[str, Value]],
        field: Field,
        path: FieldPath,
        label: str,
    ) -> Iterator[FieldChange]:
        """Changes of a list of mappings, entry by entry, whatever their order."""
        naming = _naming_field(field)
        pairs = _pairs([said(one, naming.name) for one in was], [said(one, naming.name) for one in now])
        changes: list[FieldChange] = []
        for first, second in pairs:
            if second is None and first is not None:
                changes.append(self._change((*path, first), label, self._summary(was[first], field), ""))
            elif first is None and second is not None:
                changes.append(self._change((*path, second), label, "", self._summary(now[second], field)))
            elif first is not None and second is not None:
                name = self._name(now[second], was[first], naming)
                inside = f"{label} {name}".strip()
                changes += self.mappings(was[first], now[second], field, (*path, second), inside)
        if not changes:
            names = [", ".join(self._name(one, one, naming) for one in many) for many in (was, now)]
            changes = [self._change(path, label, names[0], names[1])]
        yield from changes

    def _label(self, field: Field, within: str) -> str:
        """What people call the field; the main field of an entry goes by the entry's own name."""
        title = lowered(field.title(self._language))
        if not within:
            return title
        return within if field.name in _MAIN_FIELDS else f"{within}, {title}"

    def _name(self, entry: Mapping[str, Value], earlier: Mapping[str, Value], naming: Field) -> str:
        shown = self._shown(entry.get(naming.name) or earlier.get(naming.name, ""), naming)
        return shown if len(shown) <= _LONGEST_NAME else f"{shown[:_LONGEST_NAME].rstrip()}…"

    def _summary(self, entry: Mapping[str, Value], field: Field) -> str:
        """An entry in one line: its values, without the lists inside it."""
        short: dict[str, Value] = {name: value for name, value in entry.items() if isinstance(value, str)}
        return (field.item or field).display(short, self._language, self._name_of)

    def _shown(self, value: Value, field: Field) -> str:
        return field.display(value, self._language, self._name_of)

    @staticmethod
    def _change(path: FieldPath, label: str, before: str, after: str) -> FieldChange:
        kind: Kind = "set" if before and after else "add" if after else "remove"
        dotted = ".".join(step for step in path if isinstance(step, str))
        return FieldChange(path, dotted, label, before, after, kind)


def lowered(title: str) -> str:
    """A title in the middle of a sentence; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _in_order(old: Mapping[str, Value], new: Mapping[str, Value], like: Field) -> list[str]:
    known = [field.name for field in like.fields if field.name in old or field.name in new]
    return list(dict.fromkeys([*known, *new, *old]))


def _holds_mappings(value: Value) -> bool:
    return not value or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _mappings(value: Value) -> list[Mapping[str, Value]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value] if value else []


def _naming_field(field: Field) -> Field:
    """The field that tells entries apart: their key, or the first that each must have."""
    required = next((one for one in field.fields if one.required), None)
    first = field.fields[0] if field.fields else Field("")
    return field.child("key") or required or first


def _surplus(these: Sequence[str], those: Sequence[str]) -> list[int]:
    """Positions of what these have more of than those."""
    left = Counter(those)
    found: list[int] = []
    for at, one in enumerate(these):
        if left[one] > 0:
            left[one] -= 1
        else:
            found.append(at)
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which entry became which, in the later order, then what is gone.

    Entries with the same name belong together in turn. A single one that is left on each side was renamed.
    """
    waiting: dict[str, list[int]] = {}
    for at, name in enumerate(old):
        waiting.setdefault(name, []).append(at)
    pairs: list[tuple[int | None, int | None]] = []
    for at, name in enumerate(new):
        pairs.append((waiting[name].pop(0) if waiting.get(name) else None, at))
    gone = sorted(at for many in waiting.values() for at in many)
    come = [at for at, (first, _) in enumerate(pairs) if first is None]
    if len(gone) == len(come) == 1:
        pairs[come[0]] = (gone[0], pairs[come[0]][1])
        return pairs
    return [*pairs, *((at, None) for at in gone)]
