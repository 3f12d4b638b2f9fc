"""Slips in what a schema says to this program: words that mean nothing here, and fields that are not there.

JSON Schema passes over what it does not know, and so does the program: without this a misspelt column is a
list without that column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tingsbok.i18n import LANGUAGES, t
from tingsbok.problems import Problem, Severity
from tingsbok.schema.files import ANNOTATION, Documents, Schema, mapping
from tingsbok.schema.types import KINDS, RecordType
from tingsbok.schema.words import nearest

_OF_FIELD: Final = ("kind", "link", "or_date", "labels", "flow", *LANGUAGES)
_SPECS: Final = ("label", "short", "date", "body_field", "sort", "status", "items", "parent")
_TEMPLATES: Final = ("id", "id_else", "path", "path_else")
_OF_TYPE: Final = (*_SPECS, *_TEMPLATES, "aliases", "columns", "facets", "clause", "body", *LANGUAGES)
_OF_LANGUAGE: Final = ("title", "description", "plural")
_COMPUTED: Final = frozenset({"id", "date", "year", "body", "initials"})
"""What templates and lists can ask for although no field has the name."""
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def slips(documents: Documents, types: Mapping[str, RecordType]) -> list[Problem]:
    """What the annotations of schemas say in vain."""
    found: list[Problem] = []
    for file_name, document in documents.items():
        said = [*_of_annotations(document, types, top=True)]
        record_type = next((one for one in types.values() if one.source == file_name), None)
        if record_type is not None:
            said += _of_fields(mapping(document.get(ANNOTATION)), record_type)
        for why, better in dict.fromkeys(said):
            remedy = t("did you mean {name}?", name=better) if better else ""
            found.append(
                Problem("T115", Severity.ADVICE, f"schemas/{file_name}", why, 0, 0, remedy=remedy),
            )
    return found


_Slip = tuple[str, str]
"""What is said in vain, and what may have been meant."""


def _of_annotations(value: Any, types: Mapping[str, RecordType], *, top: bool = False) -> Iterator[_Slip]:
    if isinstance(value, list):
        for one in value:
            yield from _of_annotations(one, types)
    if not isinstance(value, dict):
        return
    notes = mapping(value.get(ANNOTATION))
    yield from _unknown(notes, _OF_TYPE if top else _OF_FIELD)
    for language in LANGUAGES:
        yield from _unknown(mapping(notes.get(language)), _OF_LANGUAGE)
    yield from _of_value(notes, types)
    for key, part in value.items():
        if key != ANNOTATION:
            yield from _of_annotations(part, types)


def _unknown(notes: Schema, known: Iterable[str]) -> Iterator[_Slip]:
    for key in notes:
        if key not in known:
            yield t('{annotation} has no key "{key}"', annotation=ANNOTATION, key=key), nearest(key, known)


def _of_value(notes: Schema, types: Mapping[str, RecordType]) -> Iterator[_Slip]:
    kind, link = notes.get("kind"), notes.get("link")
    if isinstance(kind, str) and kind not in KINDS:
        yield t('there is no kind of field "{kind}"', kind=kind), nearest(kind, KINDS)
    for name in [link] if isinstance(link, str) else link if isinstance(link, list) else []:
        if isinstance(name, str) and name != "*" and name not in types:
            yield t('"{name}" is no type of record', name=name), nearest(name, types)


def _of_fields(notes: Schema, record_type: RecordType) -> Iterator[_Slip]:
    """Names of fields that the type does not have."""
    fields = [field.name for field in record_type.fields]
    for key in (*_SPECS, *_TEMPLATES, "columns", "facets"):
        for spec in _specs(notes.get(key), is_template=key in _TEMPLATES):
            for one in spec.split("|"):
                name = one.strip().removeprefix("-").partition(".")[0].partition(":")[0]
                if name and name not in fields and name not in _COMPUTED:
                    why = t('{key} names "{name}", which is no field of the type', key=key, name=name)
                    yield why, nearest(name, fields)


def _specs(value: Any, *, is_template: bool) -> Iterator[str]:
    """Where values are to be found, as a text, a list of them or one of columns says."""
    for one in value if isinstance(value, list) else [value]:
        text = mapping(one).get("field", one)
        if isinstance(text, str):
            yield from _PLACEHOLDER.findall(text) if is_template or "{" in text else [text]
