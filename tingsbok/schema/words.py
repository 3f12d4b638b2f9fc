"""The sentences for what is wrong in a field: what stands there, what was expected, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from msgspec import Struct

from tingsbok.dates import is_date, is_real_date, read_date
from tingsbok.frontmatter import FieldPath
from tingsbok.i18n import N_, current, t
from tingsbok.ids import slug
from tingsbok.schema.types import Field, RecordType

_LONGEST_QUOTE: Final = 60
_MOST_CHOICES: Final = 8
_MOST_TYPES: Final = 12
_BASES: Final = (date(2000, 1, 1), date(2021, 7, 1))
_CLOCK = re.compile(r"(?:kl\.?\s*)?([01]?[0-9]|2[0-3])[.:]?([0-5][0-9])\Z", re.IGNORECASE)
_NUMBER = re.compile(
    r"([+-]?[0-9]{1,15})((?:\.[0-9]{1,9})?)(?:kr\.?|kronor|sek|:-|st\.?|mån\.?|månader|months?)?\Z"
)
"""A number without spaces, with what it counts after it; not one that would be more, such as ``mkr``."""
_LIMITS: Final = {
    "maxLength": N_("it is longer than {limit} characters"),
    "minLength": N_("it is shorter than {limit} characters"),
    "maximum": N_("it is more than {limit}"),
    "minimum": N_("it is less than {limit}"),
    "exclusiveMaximum": N_("it must be less than {limit}"),
    "exclusiveMinimum": N_("it must be more than {limit}"),
    "multipleOf": N_("it must be a multiple of {limit}"),
    "maxItems": N_("there are more than {limit}"),
    "minItems": N_("there are fewer than {limit}"),
    "uniqueItems": N_("the same value stands there twice"),
}
_EXPECTED: Final = {
    "integer": N_('a whole number is expected, here stands "{value}"'),
    "number": N_('a number such as 12000.50 is expected, here stands "{value}"'),
    "boolean": N_('true or false is expected, here stands "{value}"'),
    "date": N_('a date is expected as 2024-09-20, here stands "{value}"'),
    "time": N_('a time is expected as 09:30, here stands "{value}"'),
    "link": N_('the id of a record is expected, here stands "{value}"'),
}


class Finding(Struct, frozen=True):
    """One thing that is wrong, before it has a place in a file."""

    code: str
    path: FieldPath
    message: str
    remedy: str = ""
    is_advice: bool = False


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known word that is most like the wanted one; empty if none is."""
    return next(iter(get_close_matches(wanted, list(known), n=1, cutoff=0.6)), "")


def write(path: FieldPath, value: str) -> str:
    """The remedy: the line to write."""
    names = [step for step in path if isinstance(step, str)]
    return t("write {line}", line=f"{names[-1]}: {value}" if names else value)


def no_type(name: str, known: Iterable[str], meant: str) -> Finding:
    """A record without a type, or of one that no schema describes.

    Args:
        name: What stands there; empty if nothing does.
        known: Names of the types there are.
        meant: The type that the word means in some language; empty if none.
    """
    names = list(known)
    if not name:
        remedy = t("write type: and one of {choices}", choices=", ".join(names[:_MOST_TYPES]))
        return Finding("T105", ("type",), t("the record has no type"), remedy)
    message = t('there is no type "{name}"', name=_quoted(name))
    better = meant or nearest(name.casefold(), names)
    if better:
        return Finding("T105", ("type",), message, write(("type",), better))
    file_name = f"schemas/{slug(name)}.schema.json"
    return Finding("T105", ("type",), message, t("describe the type in {file}", file=file_name))


def unknown(path: FieldPath, like: Field) -> Finding:
    """A key that the schema does not know; it is kept, and may be a slip of the pen."""
    message = t('the field "{name}" is not in the schema; it is kept as it is', name=_quoted(path[-1]))
    return Finding("T107", path, message, _meant(path, like), is_advice=True)


def forbidden(path: FieldPath, record_type: RecordType) -> Finding:
    """A key that the schema does not know, where it says that there shall be no others."""
    like = record_type.field(path[:-1]) or Field("", fields=record_type.fields)
    message = t('the schema does not allow the field "{name}"', name=_quoted(path[-1]))
    return Finding("T107", path, _where(path, record_type) + message, _meant(path, like))


def _meant(path: FieldPath, like: Field) -> str:
    """The known field that is most like the last step of *path*, as a remedy; empty if none is."""
    words = {word.casefold(): one.name for one in like.fields for word in (one.name, *one.titles.values())}
    meant = words.get(nearest(str(path[-1]).casefold(), words), "")
    return t("did you mean {name}?", name=meant) if meant else ""


def missing(path: FieldPath, record_type: RecordType) -> Finding:
    """A required field that is absent or empty."""
    field = record_type.field(path) or Field(str(path[-1]))
    message = t("{where}{title} is missing", where=_where(path, record_type), title=field.title(current()))
    return Finding("T106", path, message, t("write {line}", line=f"{field.name}: …"))


def not_a_day(value: str, field: Field, path: FieldPath) -> Finding | None:
    """What has the form of a date but is no day in the calendar; ``None`` if nothing is wrong."""
    may_be_day = field.kind == "date" or (field.kind == "link" and field.or_date)
    if not may_be_day or not is_date(value) or is_real_date(value):
        return None
    last = next(iter(read_date(value, base=_BASES[0]).proposals), "")
    message = t("there is no such day: {value}", value=value)
    return Finding("T101", path, message, write(path, last) if last else "")


def unfit(path: FieldPath, rule: str, limit: Any, value: Any, record_type: RecordType) -> Finding:
    """A value that breaks a rule of the schema.

    Args:
        path: Where it stands.
        rule: The JSON Schema keyword that it breaks.
        limit: The keyword's own value.
        value: What stands there, typed.
        record_type: The type of the record.
    """
    field = _field_at(path, record_type)
    if rule in _LIMITS:
        return _limited(path, rule, limit, field, record_type)
    if rule in ("enum", "const"):
        return _no_choice(path, value, field, record_type)
    if rule == "type" and (isinstance(value, (list, dict)) or field.kind in ("objects", "object", "list")):
        return _wrong_shape(path, value, field, record_type)
    if rule in ("type", "pattern") and field.kind in _EXPECTED:
        message = t(_EXPECTED[field.kind], value=_quoted(value))
        better = _as_words(path, str(value), field, record_type) or _better(path, str(value), field)
        return Finding("T101", path, _where(path, record_type) + message, better)
    if isinstance(value, (dict, list)):
        message = t("what stands here does not have the form that the schema asks for ({rule})", rule=rule)
        named = f"{field.title(current())}: " if path else ""
        return Finding("T101", path, f"{_where(path, record_type)}{named}{message}")
    form = limit if rule == "pattern" else rule
    message = t(
        '"{value}" does not have the form that the schema asks for ({rule})', value=_quoted(value), rule=form
    )
    return Finding("T101", path, f"{_where(path, record_type)}{field.title(current())}: {message}")


def _field_at(path: FieldPath, record_type: RecordType) -> Field:
    """The field of a place; a place within a list is the list's element."""
    field = record_type.field(path) or Field(str(path[-1]) if path else "")
    inside = bool(path) and isinstance(path[-1], int)
    return field.item if inside and field.item else field


def _limited(path: FieldPath, rule: str, limit: Any, field: Field, record_type: RecordType) -> Finding:
    what = t(_LIMITS[rule], limit=limit)
    return Finding("T101", path, f"{_where(path, record_type)}{field.title(current())}: {what}")


def _no_choice(path: FieldPath, value: Any, field: Field, record_type: RecordType) -> Finding:
    text = str(value)
    words = {
        word.casefold(): key for key in field.choices for word in (key, *field.labels.get(key, {}).values())
    }
    meant = field.choice_for(text) or words.get(nearest(text.casefold(), words), "")
    where, title = _where(path, record_type), field.title(current())
    message = t('{where}{title} cannot be "{value}"', where=where, title=title, value=_quoted(value))
    if meant:
        return Finding("T101", path, message, write(path, meant))
    shown = ", ".join(field.choices[:_MOST_CHOICES])
    more = ", …" if len(field.choices) > _MOST_CHOICES else ""
    return Finding("T101", path, message, t("choose among {choices}", choices=shown + more) if shown else "")


def _wrong_shape(path: FieldPath, value: Any, field: Field, record_type: RecordType) -> Finding:
    where, title = _where(path, record_type), field.title(current())
    if field.kind in ("objects", "list"):
        message = t("{where}{title} must be a list", where=where, title=title)
        example = f"- {_entry(field, value)}"
        return Finding("T101", path, message, t("write each on a line of its own: {line}", line=example))
    if field.kind == "object":
        example = ", ".join(f"{one.name}: …" for one in field.fields[:2])
        message = t("{where}{title} must have fields of its own", where=where, title=title)
        return Finding("T101", path, message, write(path, "{" + example + "}") if example else "")
    kind = t("a list") if isinstance(value, list) else t("a group of fields")
    message = t("{where}{title} must be one value, here stands {kind}", where=where, title=title, kind=kind)
    return Finding("T101", path, message)


def _entry(field: Field, value: Any) -> str:
    """One element of the list as it should be written, with what stands there in its first field."""
    said = _quoted(value) if isinstance(value, str) else "…"
    first = next((one for one in field.fields if one.required), field.fields[0] if field.fields else None)
    return "{" + f"{first.name}: {said}" + "}" if first else said


def _where(path: FieldPath, record_type: RecordType) -> str:
    """In front of a message about a value within a list: the list's name and the row, from 1."""
    row = next((n for n in range(len(path) - 1, 0, -1) if isinstance(path[n], int)), 0)
    if not row or row == len(path) - 1:
        return ""
    outer = record_type.field(path[:row])
    name = outer.title(current()) if outer else str(path[row - 1])
    return t("{list} {row}: ", list=name, row=int(path[row]) + 1)


def _quoted(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"


def _as_words(path: FieldPath, text: str, field: Field, record_type: RecordType) -> str:
    """The line for words instead of a day or an id, such as "next meeting"; empty if no field takes them."""
    beside = (*path[:-1], f"{path[-1]}_text")
    takes_words = field.or_date and not _day_in(text) and record_type.field(beside) is not None
    return write(beside, _quoted(text)) if takes_words else ""


def _better(path: FieldPath, text: str, field: Field) -> str:
    """The line to write instead, if we can tell what was meant."""
    meant = ""
    match field.kind:
        case "date":
            meant = _day_in(text)
        case "time" if clock := _CLOCK.match(text.strip()):
            meant = f"{int(clock[1]):02}:{clock[2]}"
        case "integer" | "number":
            meant = _number_in(text, field.kind)
        case "link":
            meant = (_day_in(text) if field.or_date else "") or _id_in(text)
    return write(path, meant) if meant else ""


def _day_in(text: str) -> str:
    """The date that a person wrote in another way; empty if it depends on the day one counts from."""
    early, late = (read_date(text, base=base).value for base in _BASES)
    return early if early == late and is_date(early) else ""


def _id_in(text: str) -> str:
    """The id that the text would make; empty if it has no letter or digit."""
    return slug(text) if any(character.isalnum() for character in text) else ""


def _number_in(text: str, kind: str) -> str:
    """The number that a person wrote in another way; empty where that would be another number."""
    found = _NUMBER.match(re.sub(r"\s", "", text).casefold().replace(",", "."))
    if found is None or (kind == "integer" and found[2].strip(".0")):
        return ""
    return found[1] if kind == "integer" else found[1] + found[2]
