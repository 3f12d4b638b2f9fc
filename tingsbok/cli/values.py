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
        words: The assignments; a field is named as in the file or by its label in either language.
        record_type: Gives the fields their kinds.
        base: The day that a date without a year is counted from.

    Raises:
        WrongUse: A word is no assignment, the field is unknown, or it cannot be set from one word.
    """
    result = dict(fields)
    for word in words:
        name, sign, value = _take_apart(word)
        field = field_named(record_type, name)
        if field is None:
            raise WrongUse(
                t('{type} has no field "{field}".', type=record_type.name, field=name),
                remedy=t("Fields: {names}", names=", ".join(f.name for f in record_type.fields)),
            )
        _assign_one(result, field, sign, value, base)
    return result


def field_named(record_type: RecordType, name: str) -> Field | None:
    """The field with that key, or with that label in any language."""
    wanted = name.casefold()
    labelled = (
        field
        for field in record_type.fields
        if wanted in {title.casefold() for title in field.titles.values()}
    )
    return record_type.field(name) or next(labelled, None)


def _take_apart(word: str) -> tuple[str, str, str]:
    name, found, value = word.partition("=")
    if not found or not name.strip("+-"):
        raise WrongUse(t('"{word}" is not FIELD=VALUE.', word=word), remedy=t("For example: status=open"))
    sign = name[-1] if name[-1] in "+-" else ""
    return name.removesuffix(sign) if sign else name, sign, value


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
