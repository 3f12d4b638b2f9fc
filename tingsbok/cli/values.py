"""``FIELD=VALUE`` on the command line, read by the record's schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tingsbok.dates import read_date
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.schema import Field, RecordType


def assign(
    fields: Mapping[str, Value], words: Sequence[str], record_type: RecordType, *, base: date
) -> dict[str, Value]:
    """The fields with each ``FIELD=VALUE``, ``FIELD+=VALUE`` (add), ``FIELD-=VALUE`` or ``FIELD=`` done.

    Args:
        fields: The fields as they are.
        words: The assignments; a field is named as in the file or by its label in either language, one in a
            mapping with a dot: ``cost.total=5``.
        record_type: Gives the fields their kinds.
        base: The day that a date without a year is counted from.

    Raises:
        WrongUse: A word is no assignment, the field is unknown, or it cannot be set from one word.
    """
    result = dict(fields)
    for word in words:
        name, sign, value = _take_apart(word)
        _assign_at(result, way_to(record_type, name), sign, value, base)
    return result


def way_to(record_type: RecordType, name: str) -> list[Field]:
    """The fields that a dotted name goes through, outermost first; each by its key or label in any language.

    Raises:
        WrongUse: One of them is unknown, or the name goes on inside a list, where no entry is named.
    """
    way: list[Field] = []
    inside, before = record_type.fields, ""
    for part in name.split("."):
        if way and way[-1].item is not None:
            raise WrongUse(
                t('"{field}" is inside a list and cannot be set from one word.', field=name),
                remedy=t("Use `tingsbok edit`, or change it in the app."),
            )
        field = _field_named(inside, part)
        if field is None:
            names = [before + one.name for one in inside] or [one.name for one in record_type.fields]
            raise WrongUse(
                t('{type} has no field "{field}".', type=record_type.name, field=name),
                remedy=t("Fields: {names}", names=", ".join(names)),
            )
        way.append(field)
        inside, before = field.fields, f"{before}{field.name}."
    return way


def _field_named(fields: Sequence[Field], name: str) -> Field | None:
    """The field with that key, or else with that label in any language."""
    wanted = name.casefold()
    labelled = (one for one in fields if wanted in {title.casefold() for title in one.titles.values()})
    return next((one for one in fields if one.name == name), None) or next(labelled, None)


def _take_apart(word: str) -> tuple[str, str, str]:
    name, found, value = word.partition("=")
    if not found or not name.strip("+-"):
        raise WrongUse(t('"{word}" is not FIELD=VALUE.', word=word), remedy=t("For example: status=open"))
    sign = name[-1] if name[-1] in "+-" else ""
    return name.removesuffix(sign) if sign else name, sign, value


def _assign_at(result: dict[str, Value], way: Sequence[Field], sign: str, value: str, base: date) -> None:
    """Assign in the mapping that the way leads to; a mapping that becomes empty is left out."""
    outer, *rest = way
    if not rest:
        _assign_one(result, outer, sign, value, base)
        return
    had = result.get(outer.name)
    inner = dict(had) if isinstance(had, dict) else {}
    _assign_at(inner, rest, sign, value, base)
    if inner:
        result[outer.name] = inner
    else:
        result.pop(outer.name, None)


def _assign_one(result: dict[str, Value], field: Field, sign: str, value: str, base: date) -> None:
    if field.kind in {"objects", "object"}:
        raise WrongUse(
            t('"{field}" has parts of its own and cannot be set from one word.', field=field.name),
            remedy=t("Use `tingsbok edit`, or change it in the app."),
        )
    if field.kind == "list":
        _assign_list(result, field, sign, value, base)
    elif sign:
        raise WrongUse(t('"{field}" is no list: use {field}=VALUE.', field=field.name))
    elif value:
        result[field.name] = typed(field, value, base)
    else:
        result.pop(field.name, None)


def _assign_list(result: dict[str, Value], field: Field, sign: str, value: str, base: date) -> None:
    had = result.get(field.name)
    old: list[Value] = list(had) if isinstance(had, list) else [had] if had else []
    item = field.item or field
    given: list[Value] = [typed(item, part.strip(), base) for part in value.split(",") if part.strip()]
    if sign == "+":
        new = [*old, *(part for part in given if part not in old)]
    elif sign == "-":
        new = [part for part in old if part not in given]
    else:
        new = given
    if new:
        result[field.name] = new
    else:
        result.pop(field.name, None)


def typed(field: Field, value: str, base: date) -> str:
    """The value as the file holds it: a choice by its key, a date in ISO form.

    Raises:
        WrongUse: The date cannot be or does not fit its weekday, or the choice is none of the field's.
    """
    if field.kind == "choice":
        found = field.choice_for(value)
        if not found:
            raise WrongUse(
                t('"{value}" is no value of {field}.', value=value, field=field.name),
                remedy=t("Values: {names}", names=", ".join(field.choices)),
            )
        return found
    if field.kind == "date" or (field.or_date and value[:1].isdigit()):
        read = read_date(value, base=base)
        if read.problem:
            raise WrongUse(read.problem, remedy=" / ".join(read.proposals))
        return read.value or value
    return value


def day(text: str, base: date) -> str:
    """The day that a word of the command line means, ISO.

    Raises:
        WrongUse: It is no whole date, or its weekday does not fit.
    """
    read = read_date(text, base=base)
    if read.problem or len(read.value or "") != len("2024-11-15"):
        raise WrongUse(read.problem or t('"{text}" is no day.', text=text), remedy=" / ".join(read.proposals))
    return read.value or ""
