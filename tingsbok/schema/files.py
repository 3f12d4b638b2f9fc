"""Schema files: reading them, laying a later folder over an earlier one, following their references.

A file that cannot be used becomes a :class:`~tingsbok.problems.Problem`, and the schema before it stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tingsbok.errors import reason_of
from tingsbok.i18n import LANGUAGES, t
from tingsbok.problems import Problem, Severity

Schema = Mapping[str, Any]
"""One JSON Schema, or a part of one, as read."""
Documents = Mapping[str, Schema]
"""Schemas by file name."""

SUFFIX: Final = ".schema.json"
ANNOTATION: Final = "x-tingsbok"
_LARGEST_FILE: Final = 1_000_000
_MOST_REFERENCES: Final = 8
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")


class BrokenSchema(Exception):
    """A schema that cannot be used, with the reason in the user's language, and the line if it is known."""

    def __init__(self, why: str, line: int = 0, column: int = 0) -> None:
        super().__init__(why)
        self.line = line
        self.column = column


def read_documents(directories: Iterable[Path]) -> tuple[dict[str, Schema], list[Problem]]:
    """Read every schema file, a later folder over an earlier one.

    Returns:
        The documents by file name, and what could not be read.
    """
    documents: dict[str, Schema] = {}
    problems: list[Problem] = []
    for directory in dict.fromkeys(path.resolve() for path in directories):
        for file in sorted(directory.glob(f"*{SUFFIX}")):
            try:
                document = _read(file)
            except BrokenSchema as broken:
                problems.append(schema_problem(file.name, str(broken), broken.line, broken.column))
                continue
            documents[file.name] = _over(documents.get(file.name, {}), document)
    return documents, problems


def schema_problem(file_name: str, why: str, line: int = 0, column: int = 0) -> Problem:
    """What is said about a schema file that cannot be used, or not in whole."""
    remedy = t("correct the file; until then the type keeps the schema it had before")
    return Problem("T115", Severity.ERROR, f"schemas/{file_name}", why, line, column, remedy=remedy)


def resolved(schema: Any, file_name: str, documents: Documents) -> tuple[Schema, str]:
    """Follow ``$ref`` and lay what stands beside it on top.

    Returns:
        The schema, and the name of the file that its own references start from.
    """
    layers: list[Schema] = []
    for _ in range(_MOST_REFERENCES):
        if not isinstance(schema, dict):
            break
        layers.append(schema)
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            break
        schema, file_name = _target(reference, file_name, documents)
    merged: dict[str, Any] = {}
    notes: dict[str, Any] = {}
    for layer in reversed(layers):
        merged.update(layer)
        _lay_over(notes, mapping(layer.get(ANNOTATION)))
    merged.pop("$ref", None)
    return {**merged, ANNOTATION: notes}, file_name


def _lay_over(notes: dict[str, Any], later: Schema) -> None:
    """Add the later annotations; words in a language that only the earlier had are kept."""
    for key, value in later.items():
        both = key in LANGUAGES and isinstance(value, dict) and isinstance(notes.get(key), dict)
        notes[key] = {**notes[key], **value} if both else value


def _read(file: Path) -> Schema:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise BrokenSchema(t("the schema is larger than 1 MB"))
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BrokenSchema(t("the schema cannot be read: {why}", why=reason_of(error))) from error
    except UnicodeDecodeError as error:
        raise BrokenSchema(
            t("the schema cannot be read: {why}", why=t("it is not UTF-8 text")),
            error.object.count(b"\n", 0, error.start) + 1,
        ) from error
    except RecursionError as error:
        raise BrokenSchema(t("the schema is nested too deeply")) from error
    except json.JSONDecodeError as error:
        raise BrokenSchema(
            t("the schema is not JSON: line {line}, column {column}", line=error.lineno, column=error.colno),
            error.lineno,
            error.colno,
        ) from error
    if not isinstance(document, dict):
        raise BrokenSchema(t("a schema must be an object within braces"))
    _inspect(document, file.name)
    return document


def _inspect(document: Schema, file_name: str) -> None:
    """Refuse a document that would leave the archive without the type it means to describe."""
    properties = document.get("properties", {})
    parts = properties.values() if isinstance(properties, dict) else [None]
    if not all(isinstance(one, (dict, bool)) for one in parts):
        raise BrokenSchema(t('"properties" must hold a schema for each field'))
    required = document.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise BrokenSchema(t('"required" must be a list of field names'))
    if "properties" in document and not _NAME.match(type_name(file_name, document)):
        raise BrokenSchema(t("the type's name must be a-z, 0-9, - and _, and begin with a letter"))


def _over(earlier: Schema, later: Schema) -> Schema:
    """A later document in an earlier one's place; definitions that others use are kept."""
    definitions = {**mapping(earlier.get("$defs")), **mapping(later.get("$defs"))}
    return {**later, "$defs": definitions} if definitions else later


def _target(reference: str, file_name: str, documents: Documents) -> tuple[Any, str]:
    where, _, pointer = reference.partition("#")
    name = where.rpartition("/")[2] or file_name
    found: Any = documents.get(name, {})
    for step in filter(None, pointer.split("/")):
        found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return found, name


def mapping(value: Any) -> dict[str, Any]:
    """The value if it is an object, or else an empty one."""
    return value if isinstance(value, dict) else {}


def type_name(file_name: str, document: Schema) -> str:
    """The name of the type that a document describes."""
    constant = mapping(mapping(document.get("properties")).get("type")).get("const")
    return constant if isinstance(constant, str) and constant else file_name.removesuffix(SUFFIX)
