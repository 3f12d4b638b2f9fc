"""Reading a file of settings: the user's ``config.toml`` or an archive's ``archive.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from tingsbok.errors import reason_of, reason_of_toml
from tingsbok.i18n import t
from tingsbok.settings.catalogue import ARCHIVE_ONLY, FORMAT, SETTINGS, Scalar, Setting, WrongValueError
from tingsbok.settings.faults import Fault, line_of, unknown_key, wrong_value

KEYS = "keys"
"""The table of the user's own keys: an action's id, and a key or a list of keys."""

LARGEST = 256 * 1024
"""Bytes of a file of settings that are read; a larger one is none."""


class Found(Struct, frozen=True):
    """What one file sets.

    Attributes:
        values: The settings that are right, by key.
        keys: The user's own keys by the id of the action, as written.
        faults: What is wrong.
        lines: The line of each id in *keys*, to tell where one of them is wrong.
    """

    values: Mapping[str, Scalar] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


NOTHING = Found()


def users(file: Path) -> Found:
    """Read the user's own file; nothing if there is none."""
    return _read(file, [each for each in SETTINGS if each.own], keys=True)


def archives(root: Path) -> Found:
    """Read what an archive sets for everybody who works in it."""
    return _read(root / "archive.toml", [*(each for each in SETTINGS if each.shared), *ARCHIVE_ONLY, FORMAT])


def _read(file: Path, settings: list[Setting], *, keys: bool = False) -> Found:
    try:
        text = _text(file)
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else reason_of_toml(error)
        said = t("The file cannot be read ({error}); defaults are used.", error=reason)
        return Found(faults=(Fault(str(file), said),))
    if not text:
        return NOTHING
    import re
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = t("column {column}", column=place[2]) if place else str(error)
        said = t("The file cannot be read here ({where}); defaults are used.", where=where)
        return Found(faults=(Fault(str(file), said, line=int(place[1]) if place else 0),))
    return _sorted(file, text, data, settings, keys=keys)


def _text(file: Path) -> str:
    """The file's text; empty if there is no file. A byte order mark is what Notepad writes."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return ""
    if len(data) > LARGEST:
        raise OSError(t("it is larger than {size} kB", size=LARGEST // 1024))
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _sorted(
    file: Path, text: str, data: Mapping[str, object], settings: list[Setting], *, keys: bool
) -> Found:
    known = {each.key: each for each in settings}
    values: dict[str, Scalar] = {}
    faults: list[Fault] = []
    own, lines = _own_keys(file, text, data, faults) if keys else ({}, {})

    def fault(key: str, message: str) -> None:
        faults.append(Fault(str(file), message, key, line_of(text, key)))

    for key, value in _flat(data, {name.partition(".")[0] for name in known if "." in name}):
        if keys and key.partition(".")[0] == KEYS:
            continue
        setting = known.get(key)
        if setting is None:
            fault(key, unknown_key(key, known))
            continue
        try:
            values[key] = setting.checked(value)
        except WrongValueError as error:
            fault(key, wrong_value(key, value, str(error)))
    faults.sort(key=lambda each: each.line)
    return Found(values, own, tuple(faults), lines)


def _flat(data: Mapping[str, object], tables: set[str], before: str = "") -> Iterator[tuple[str, object]]:
    """Every key with its table before a point; a table that nobody knows is one key."""
    for name, value in data.items():
        if isinstance(value, dict) and not before and name in tables:
            yield from _flat(value, tables, f"{name}.")
        else:
            yield before + name, value


def _own_keys(
    file: Path, text: str, data: Mapping[str, object], faults: list[Fault]
) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """The table of keys; ids hold points, so it may be written with or without quotation marks."""
    found: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    table = data.get(KEYS, {})
    if not isinstance(table, dict):
        faults.append(
            Fault(str(file), wrong_value(KEYS, table, t("a table: [keys]")), KEYS, line_of(text, KEYS))
        )
        return found, lines
    for name, value in _ids(table):
        words = [value] if isinstance(value, str) else value
        lines[name] = line_of(text, f"{KEYS}.{name}")
        if isinstance(words, list) and words and all(isinstance(word, str) and word for word in words):
            found[name] = tuple(words)
        else:
            said = wrong_value(f"{KEYS}.{name}", value, t("a key in quotation marks, or a list of keys"))
            faults.append(Fault(str(file), said, f"{KEYS}.{name}", lines[name]))
    return found, lines


def _ids(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _ids(value, f"{before}{name}.")
        else:
            yield before + name, value
