"""What a form shows besides its fields, and what of it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.actions import Preview
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.schema import RecordType
from tui.present.changes import problem_lines, saved_as
from tui.present.rows import first_of
from tui.present.sentences import with_remedy

if TYPE_CHECKING:
    from tui.reads import FormData

SHOWN_PROBLEMS = 3
OF_LINES = frozenset({"T101", "T106"})
"""Codes of a wrong and of a missing value: their remedy is a line to write in the file."""


def preview_lines(preview: Preview) -> list[str]:
    """Where and as what the record is saved, and what is wrong with it."""
    problems = list(problem_lines(preview.problems))
    count = len(problems) - SHOWN_PROBLEMS
    more = [t("… and {count} more", count=count)] if count > 0 else []
    return [*saved_as(preview), *problems[:SHOWN_PROBLEMS], *more]


def errors(problems: Iterable[Problem]) -> dict[FieldPath, str]:
    """What is wrong, by field."""
    found: dict[FieldPath, str] = {}
    for problem in problems:
        if problem.is_error and problem.field:
            found.setdefault(_path(problem), with_remedy(problem.message, _remedy(problem)))
    return found


def as_shown(problems: Iterable[Problem], errors: Mapping[FieldPath, str]) -> list[Problem]:
    """The problems in the words in which a form shows them.

    Args:
        problems: What is wrong.
        errors: What the form shows as wrong, by field.
    """
    shown = []
    for problem in problems:
        said = errors.get(_path(problem), "")
        remedy = "" if said else _remedy(problem)
        shown.append(replace(problem, message=said or problem.message, remedy=remedy))
    return shown


def _remedy(problem: Problem) -> str:
    """What to do about it; not the line of the file that would put it right, for a form has no lines."""
    return "" if problem.code in OF_LINES else problem.remedy


def _path(problem: Problem) -> FieldPath:
    return tuple(int(step) if step.isdigit() else step for step in problem.field.split("."))


def common_fields(record_type: RecordType) -> tuple[str, ...]:
    """Fields that most records of a type have: what it belongs under, and those of its list."""
    listed = (first_of(column.spec).partition(".")[0] for column in record_type.columns)
    return tuple(filter(None, (record_type.parent, *listed)))


def own_date(data: FormData) -> str:
    """Name of the field with the record's own date; empty if it has none yet."""
    name = first_of(data.record_type.date)
    return name if data.values.get(name) else ""


def base_day(data: FormData | None, today: date) -> date:
    """The day that dates without a year are counted from: the record's own, or today."""
    if data is not None:
        name = first_of(data.record_type.date)
        value = data.values.get(name, "")
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                return today
    return today


def with_type(record: Record, values: Mapping[str, Value]) -> dict[str, Value]:
    """The form's values as the record's whole front matter, its type first."""
    return {"type": record.type, **{name: value for name, value in values.items() if name != "type"}}


def without_type(values: Mapping[str, Value]) -> dict[str, Value]:
    """The form's values without the type, which a proposal adds by itself."""
    return {name: value for name, value in values.items() if name != "type"}


def kept_values(data: FormData) -> dict[str, Value]:
    """The fields that were typed and differ from the record; a field that was emptied is empty."""
    kept = (data.kept or {}).get("fields")
    if not isinstance(kept, dict):
        return {}
    names = [*data.values, *(name for name in kept if name not in data.values)]
    return {
        name: kept.get(name, "")
        for name in names
        if name != "type" and kept.get(name, "") != data.values.get(name, "")
    }


def named(record_type: RecordType, text: str) -> dict[str, Value]:
    """The first fields of a new record that is called so."""
    label = record_type.label
    return {label: text} if record_type.field(label) is not None and text else {}


def as_body(text: str, former: str) -> str:
    """An edited text as the record stores it: composed letters (NFC), one line end at its end."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if composed.rstrip("\n") == former.rstrip("\n"):
        return former
    return composed.rstrip("\n") + "\n" if composed.strip() else ""
