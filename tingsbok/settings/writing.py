"""Changing the user's ``config.toml``: one value at a time; comments, order and the rest stay as they are."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tingsbok.errors import InvalidRecord, Refused, reason_of, reason_of_toml
from tingsbok.i18n import t
from tingsbok.settings.catalogue import Scalar
from tingsbok.settings.files import KEYS
from tingsbok.whole_files import replace_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


class Change(Struct, frozen=True):
    """The user's file before and after, not written yet.

    Attributes:
        file: The file.
        before: Its text; empty if there is none yet.
        after: Its text with the change.
    """

    file: Path
    before: str
    after: str


def setting_changed(file: Path, key: str, value: Scalar | None) -> Change:
    """The file with a setting's value, or without it if *value* is ``None``.

    Raises:
        InvalidRecord: The file is not TOML; the message names the line.
    """
    table, _, name = key.rpartition(".")
    return _changed(file, lambda document: _put(document, table, name, value))


def keys_changed(file: Path, action: str, keys: Sequence[str]) -> Change:
    """The file with an action's own keys, or without them if there are none.

    Raises:
        InvalidRecord: The file is not TOML; the message names the line.
    """
    value = None if not keys else keys[0] if len(keys) == 1 else list(keys)
    return _changed(file, lambda document: _put_keys(document, action, value))


def write(change: Change) -> None:
    """Put the new text in the place of the old one, at once or not at all.

    Raises:
        Refused: The file was changed meanwhile, or cannot be written.
    """
    # a file that is a link, as tools for home folders make them, stays one
    file = Path(os.path.realpath(change.file))
    try:
        if _text(file) != change.before:
            raise Refused(t("{file} was changed by another program.", file=file), remedy=t("Try again."))
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o600
        replace_whole(file, change.after.encode(), mode)
    except OSError as error:
        raise Refused(t("{file} cannot be written: {error}", file=file, error=reason_of(error))) from error


def _text(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""


def _changed(file: Path, change: Callable[[TOMLDocument], None]) -> Change:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    before = ""
    try:
        before = _text(file)
        tomllib.loads(before.removeprefix("\ufeff"))
        document = tomlkit.parse(before.removeprefix("\ufeff"))
    except OSError as error:
        raise Refused(t("{file} cannot be read: {error}", file=file, error=reason_of(error))) from error
    except (tomllib.TOMLDecodeError, TOMLKitError, UnicodeDecodeError) as error:
        raise InvalidRecord(
            t("{file} cannot be read: {error}", file=file, error=reason_of_toml(error)),
            remedy=t("Correct it first: tingsbok config edit"),
        ) from error
    if not before:
        document.add(tomlkit.comment(t("Settings of Tingsbok. All of them: tingsbok config list")))
    change(document)
    return Change(file, before, tomlkit.dumps(document))


def _put(document: TOMLDocument, table: str, name: str, value: Scalar | list[str] | None) -> None:
    import tomlkit

    holder: Any = document
    if table:
        if not isinstance(document.get(table), dict):
            if value is None:
                return
            document[table] = tomlkit.table()
        holder = document[table]
    if value is not None:
        holder[name] = value
        return
    holder.pop(name, None)
    if table and not holder:
        document.pop(table)


def _put_keys(document: TOMLDocument, action: str, value: str | list[str] | None) -> None:
    """An id holds points: without quotation marks it is a table in the table, and is changed there."""
    *outer, last = action.split(".")
    holder: Any = document.get(KEYS)
    for part in outer:
        holder = holder.get(part) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or last not in holder:
        _put(document, KEYS, action, value)
    elif value is None:
        holder.pop(last)
    else:
        holder[last] = value
