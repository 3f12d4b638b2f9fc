"""Saved views: a filter, an order and columns under a name, each a small file ``views/<name>.toml``.

The files are the archive's, so a view that one person makes is there for everybody, and every change of
one is a change in history. A file that says something else is a problem with a place, never a failure.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from tingsbok.errors import TingsbokError, WrongUse, line_of_toml, reason_of_toml
from tingsbok.i18n import t
from tingsbok.ids import slug
from tingsbok.problems import Problem, Severity
from tingsbok.query import parse, sort_by
from tingsbok.schema import RecordType, SchemaSet

VIEWS = "views"
"""The folder, directly under the archive's root, that holds the views."""

BROKEN = "T124"
"""The code of a view that cannot be used."""

_KEYS = {"title": str, "type": str, "query": str, "sort": str, "columns": list}


class SavedView(Struct, frozen=True):
    """What a list shows, under a name.

    Attributes:
        name: Name of its file, without the ending.
        title: What people call it.
        type: The record type it lists.
        query: The filter, in the query language.
        sort: Field to order by, ``-field`` for the other way; empty for the type's own order.
        columns: Fields to show; empty for the type's own columns.
    """

    name: str
    title: str
    type: str
    query: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The view's file, relative to the archive."""
        return path_of(self.name)

    def to_toml(self) -> bytes:
        """The file's bytes; what is empty is left out."""
        pairs = {"title": self.title, "type": self.type, "query": self.query, "sort": self.sort}
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs.items() if value]
        if self.columns:
            lines.append(f"columns = {json.dumps(list(self.columns), ensure_ascii=False)}")
        return ("\n".join(lines) + "\n").encode()


class Views(Struct, frozen=True):
    """All views of an archive, sorted by title, and what is wrong with files that are none."""

    views: tuple[SavedView, ...] = ()
    problems: tuple[Problem, ...] = ()


def path_of(name: str) -> str:
    """The file of the view with that name."""
    return f"{VIEWS}/{name}.toml"


def named(title: str) -> str:
    """The name of a view that people call *title*.

    Raises:
        WrongUse: No letter or digit is in it.
    """
    if not any(sign.isalnum() for sign in title):
        raise WrongUse(t("A view needs a name with letters or digits."))
    return slug(title)


def read_view(name: str, raw: bytes, schemas: SchemaSet) -> SavedView | Problem:
    """The view in a file, or what is wrong with it.

    Args:
        name: Name of the file without its ending.
        raw: Its bytes.
        schemas: The archive's record types.
    """
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _problem(name, t("The file is not UTF-8 text."))
    except tomllib.TOMLDecodeError as error:
        said = t("The file is not TOML: {error}.", error=reason_of_toml(error))
        return _problem(name, said, line_of_toml(error))
    complaint = _complaint(data, schemas)
    record_type = _type_of(data, schemas)
    if complaint or record_type is None:
        return _problem(name, complaint)
    return SavedView(
        name,
        data.get("title") or name,
        record_type.name,
        data.get("query", ""),
        data.get("sort", ""),
        tuple(data.get("columns", ())),
    )


def refuse_broken(view: SavedView, schemas: SchemaSet) -> None:
    """Refuse a view that could not be read back.

    Raises:
        WrongUse: Its type, query, order or a column does not exist.
    """
    found = read_view(view.name, view.to_toml(), schemas)
    if isinstance(found, Problem):
        raise WrongUse(found.message)


def read_views(files: Iterable[tuple[str, bytes]], schemas: SchemaSet) -> Views:
    """The views in files, given as names without the ending and bytes."""
    found = [read_view(name, raw, schemas) for name, raw in files]
    views = [one for one in found if isinstance(one, SavedView)]
    return Views(
        tuple(sorted(views, key=lambda view: view.title.casefold())),
        tuple(one for one in found if isinstance(one, Problem)),
    )


def _complaint(data: Mapping[str, Any], schemas: SchemaSet) -> str:
    """What is wrong with a view's values; empty if nothing is."""
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        return t('There is no key "{key}" in a view.', key=unknown[0])
    wrong = [key for key, value in data.items() if not _is_of(value, _KEYS[key])]
    if wrong:
        return t('"{key}" does not hold what it should.', key=wrong[0])
    record_type = _type_of(data, schemas)
    if record_type is None:
        return t('There is no record type "{type}".', type=data.get("type", ""))
    missing = [column for column in data.get("columns", ()) if not _is_column(record_type, column)]
    if missing:
        return t('{type} has no field "{field}".', type=record_type.name, field=missing[0])
    try:
        parse(data.get("query", ""), schemas)
        if data.get("sort"):
            sort_by(data["sort"], schemas)
    except TingsbokError as error:
        return error.message
    return ""


def _type_of(data: Mapping[str, Any], schemas: SchemaSet) -> RecordType | None:
    name = data.get("type")
    return schemas.type_named(name) if isinstance(name, str) else None


def _is_of(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, kind)


def _is_column(record_type: RecordType, name: str) -> bool:
    return name == "id" or record_type.field(name) is not None


def _problem(name: str, message: str, line: int = 0) -> Problem:
    return Problem(
        BROKEN,
        Severity.ERROR,
        path_of(name),
        message,
        line or 1,
        1,
        remedy=t("Correct the file in a text editor, or take it away."),
    )
