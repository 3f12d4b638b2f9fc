"""Specs and templates: where a value is found, what a record is called, which id and path a new one gets.

A *spec* such as ``date|meeting.date`` names a field, or a field of the record that a link field names, with
alternatives. A *template* such as ``{meeting}-{item}`` holds specs within braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from tingsbok.dates import is_date
from tingsbok.frontmatter import Value
from tingsbok.ids import is_id, slug
from tingsbok.record import Record
from tingsbok.schema.types import RecordType

Resolve = Callable[[str], Record | None]
"""Finds the record with an id; ``None`` if there is none."""

LONGEST_ID: Final = 100
"""Characters of a new id, so that the path stays readable and any file system takes it."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MOST_STEPS: Final = 6


def value_at(fields: Mapping[str, Value], spec: str, resolve: Resolve) -> Value:
    """The first alternative of *spec* that has a value; an empty text if none has."""
    for steps in _alternatives(spec):
        found = _follow(fields, steps, resolve)
        if found:
            return found
    return ""


@lru_cache(maxsize=1_000)
def _alternatives(spec: str) -> tuple[tuple[str, ...], ...]:
    """The steps of each alternative."""
    return tuple(tuple(one.strip().split(".")[:_MOST_STEPS]) for one in spec.split("|"))


def text_at(fields: Mapping[str, Value], spec: str, resolve: Resolve) -> str:
    """The value at *spec* as text: several values are joined by a comma, mappings have no text."""
    value = value_at(fields, spec, resolve)
    if isinstance(value, list):
        return ", ".join(one for one in value if isinstance(one, str) and one)
    return value if isinstance(value, str) else ""


def filled(template: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
    """A text for people: the template with its values in place; a lone spec is a template too."""
    if "{" not in template:
        return text_at(fields, template, resolve) if template else ""
    text = _PLACEHOLDER.sub(lambda hole: text_at(fields, hole[1], resolve), template)
    return " ".join(text.split())


def day_of(record_type: RecordType, fields: Mapping[str, Value], resolve: Resolve) -> str:
    """The day a record belongs to, as ``YYYY[-MM[-DD]]``; if its field names a record, that record's day."""
    found = text_at(fields, record_type.date, resolve) if record_type.date else ""
    if not found or is_date(found):
        return found
    meant = resolve(found.partition("#")[0])
    day = meant.text("date") if meant else ""
    return day if is_date(day) else ""


def new_id(
    record_type: RecordType, fields: Mapping[str, Value], taken: Callable[[str], bool], resolve: Resolve
) -> str:
    """An id that is not taken, from the type's template: ``-2``, ``-3`` … is added where needed."""
    template = record_type.id_template
    if record_type.id_else and not all(_parts(record_type, template, fields, resolve)):
        template = record_type.id_else
    base = _slugged(record_type, template, fields, resolve)[:LONGEST_ID].strip("-.") or record_type.name
    identity, number = base, 1
    while taken(identity):
        number += 1
        identity = f"{base}-{number}"
    return identity


def new_path(record_type: RecordType, identity: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
    """Where a new record goes, below ``records/``; folders whose part is unknown are left out."""
    known = {**fields, "id": identity}
    template = record_type.path_template
    if record_type.path_else and not all(_parts(record_type, template, known, resolve)):
        template = record_type.path_else
    steps = [_step(record_type, step, known, resolve) for step in template.split("/")]
    path = "/".join(filter(None, steps))
    return path if _is_inside(path, identity) else f"records/{record_type.name}/{identity}.md"


def _follow(start: Value | Mapping[str, Value], steps: Sequence[str], resolve: Resolve) -> Value:
    """Walk from field to field, through links to other records' fields."""
    here: Value | Mapping[str, Value] = start
    for step in steps:
        if isinstance(here, list):
            here = here[0] if here else ""
        if isinstance(here, str):
            record = resolve(here.partition("#")[0]) if here else None
            if record is None:
                return ""
            if step == "folder":
                return str(PurePosixPath(record.path).parent)
            here = record.id if step == "id" else record.fields.get(step, "")
        else:
            here = here.get(step, "") if isinstance(here, Mapping) else ""
    return dict(here) if isinstance(here, Mapping) else here


def _special(record_type: RecordType, name: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
    """A placeholder's text: what templates can ask for beside the fields themselves.

    A number after a colon asks for so many characters: ``{meeting.date:4}`` is the year of the meeting.
    """
    spec, _, length = name.partition(":")
    if length.isdecimal():
        return _special(record_type, spec, fields, resolve)[: int(length)]
    match name:
        case "date":
            return day_of(record_type, fields, resolve) or text_at(fields, name, resolve)
        case "year":
            return day_of(record_type, fields, resolve)[:4]
        case "initials":
            # folders of people stay small: two letters divide thirty times finer than one
            return "".join(part[:1] for part in text_at(fields, "id", resolve).split("-")[:2])
        case "body":
            return text_at(fields, record_type.body_field or name, resolve)
        case _:
            return text_at(fields, name, resolve)


def _parts(
    record_type: RecordType, template: str, fields: Mapping[str, Value], resolve: Resolve
) -> list[str]:
    return [_special(record_type, hole, fields, resolve) for hole in _PLACEHOLDER.findall(template)]


def _slugged(record_type: RecordType, template: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
    text = _PLACEHOLDER.sub(lambda hole: _as_id(_special(record_type, hole[1], fields, resolve)), template)
    return re.sub(r"-{2,}", "-", text).strip("-")


def _as_id(text: str) -> str:
    """A part of an id or path: an id as it is, other text as a slug, nothing for nothing."""
    return text if not text or is_id(text) else slug(text)


def _step(record_type: RecordType, step: str, fields: Mapping[str, Value], resolve: Resolve) -> str:
    """One folder or the file of a path template; empty if what it is made of is unknown."""
    holes = _PLACEHOLDER.findall(step)
    if len(holes) == 1 and holes[0].endswith(".folder"):
        return text_at(fields, holes[0], resolve)
    if holes == ["id"]:
        return _PLACEHOLDER.sub(lambda _: text_at(fields, "id", resolve), step)
    if holes and not all(_parts(record_type, step, fields, resolve)):
        return ""
    return _PLACEHOLDER.sub(lambda hole: _as_id(_special(record_type, hole[1], fields, resolve)), step)


def _is_inside(path: str, identity: str) -> bool:
    steps = path.split("/")
    return steps[0] == "records" and steps[-1] == f"{identity}.md" and not {"", ".", ".."} & set(steps)
