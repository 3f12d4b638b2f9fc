"""``tingsbok config``: what is set, where it comes from, and changing it."""

from __future__ import annotations

import argparse
import difflib
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tingsbok import config
from tingsbok.cli.context import Context
from tingsbok.cli.installed import from_app
from tingsbok.errors import ExternalProgramFailed, NotAnArchive, NotFound, WrongUse
from tingsbok.i18n import N_, t
from tingsbok.settings import Fault, Origin, Setting, Settings, Value, setting_named, writing
from tingsbok.settings.catalogue import ARCHIVE_ONLY, SETTINGS, Scalar, WrongValueError
from tingsbok.settings.faults import unknown_action, unknown_key, wrong_value
from tingsbok.settings.files import KEYS
from tingsbok.settings.keyboard import KEY_HELP, Action, in_use, keyboard, refused
from tingsbok.settings.weigh import ORIGINS
from tingsbok.settings.writing import Change

SUMMARY = N_("Show what is set and where it comes from, and change it.")


WORDS = ("list", "get", "set", "reset", "path", "edit", "keys")
_TAKES = {"get": (1, 1), "set": (2, 99), "reset": (1, 1)}
"""How many words follow, at least and at most; none after the others."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which setting."""
    parser.add_argument(
        "what", nargs="?", choices=WORDS, default="list", help=t("what to do; list if nothing is said")
    )
    parser.add_argument("key", nargs="?", default="", help=t("a setting, such as theme, or keys.record.edit"))
    parser.add_argument(
        "values", nargs="*", metavar="value", help=t("the new value; several keys for an action")
    )
    parser.add_argument(
        "--origin", action="store_true", help=t("which variable or file each value comes from")
    )


def run(context: Context) -> int:
    """Do it; what is wrong with the settings goes to stderr and never stops it."""
    arguments = context.arguments
    words = [arguments.key, *arguments.values] if arguments.key else []
    least, most = _TAKES.get(arguments.what, (0, 0))
    if not least <= len(words) <= most:
        raise WrongUse(
            t("{command} takes another number of words.", command=f"config {arguments.what}"),
            remedy=t("See: {command} --help", command="tingsbok config"),
        )
    do: Mapping[str, Callable[[Context], int]] = {
        "list": _list, "get": _get, "set": _set, "reset": _set, "path": _path, "edit": _edit, "keys": _keys,
    }  # fmt: skip
    return do[arguments.what](context)


def _settings(context: Context) -> Settings:
    """What is set here: with the archive's own, if there is one here."""
    from tingsbok.store.git import find_root

    root = find_root(context.directory)
    if root is None and context.arguments.archive:
        raise NotAnArchive(t("There is no archive in {path}.", path=context.arguments.archive))
    return context.settings.inside(root) if root else context.settings


def _tell(context: Context, faults: Sequence[Fault]) -> None:
    for fault in faults:
        context.say(f"tingsbok: {fault.sentence}")


# --- looking


def _list(context: Context) -> int:
    settings = _settings(context)
    found = settings.all()
    rows = [_row(each, origin=context.arguments.origin) for each in found]
    headings = [
        t("Setting"),
        t("Value"),
        t("Where from"),
        *([t("Source")] if context.arguments.origin else []),
    ]
    context.output.rows("config.list", headings, rows, [_item(each) for each in found])
    _tell(context, settings.faults)
    return 0


def _row(found: Value, *, origin: bool) -> list[str]:
    source = [found.source or "-"] if origin else []
    return [found.setting.key, _written(found.value), t(ORIGINS[found.origin]), *source]


def _item(found: Value) -> dict[str, Any]:
    return {
        "key": found.setting.key,
        "value": found.value,
        "origin": str(found.origin),
        "source": found.source,
        "variable": found.setting.variable,
        "help": t(found.setting.help),
    }


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _get(context: Context) -> int:
    key = context.arguments.key
    if key.startswith(f"{KEYS}."):
        action = _action(key.partition(".")[2])
        own = keyboard(context.settings.own, _actions(), str(context.settings.file)).own
        keys = in_use(action, own)
        if context.output.form == "json":
            context.output.json("config.get", [_key_item(action, own)])
        else:
            context.output.text("\n".join(keys))
        return 0
    setting = _known(key)
    settings = _settings(context)
    found = settings.found(setting.key)
    if context.output.form == "json":
        context.output.json("config.get", [_item(found)])
    else:
        context.output.text(_written(found.value))
    _tell(context, [fault for fault in settings.faults if fault.key in ("", key) and fault.line])
    return 0


def _path(context: Context) -> int:
    file = context.settings.file
    if context.output.form == "json":
        context.output.json("config.path", [{"path": str(file), "exists": bool(file and file.exists())}])
    else:
        context.output.text(str(file))
    return 0


def _keys(context: Context) -> int:
    actions = _actions()
    held = keyboard(context.settings.own, actions, str(context.settings.file))
    rows = [
        [each.id, " ".join(each.keys), " ".join(held.own.get(each.id, ())), t(each.help)] for each in actions
    ]
    headings = [t("Action"), t("Standard"), t("Your own"), t("What it does")]
    context.output.rows("config.keys", headings, rows, [_key_item(each, held.own) for each in actions])
    _tell(context, held.faults)
    return 0


def _key_item(action: Action, own: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "id": action.id,
        "standard": list(action.keys),
        "own": list(own.get(action.id, ())),
        "keys": list(in_use(action, own)),
        "help": t(action.help),
    }


# --- changing


def _set(context: Context) -> int:
    file, key = context.settings.file, context.arguments.key
    if file is None:
        raise NotFound(t("There is no place for a file of settings."))
    if key.startswith(f"{KEYS}."):
        change = writing.keys_changed(file, *_new_keys(context))
    else:
        change = writing.setting_changed(file, key, _new_value(context))
    if context.arguments.dry_run:
        return _previewed(context, change)
    writing.write(change)
    settings = Settings.load(context.environ, file).inside(context.settings.root or context.directory)
    if context.output.form == "json":
        found = [_item(settings.found(key))] if setting_named(key) else []
        context.output.json("config.saved", found, path=str(file))
    else:
        context.say(t("Saved in {file}.", file=file))
    _overruled(context, settings, key)
    return 0


def _overruled(context: Context, settings: Settings, key: str) -> None:
    """Say that another place is stronger: what was set has no effect here."""
    if setting_named(key) is None or context.arguments.what == "reset":
        return
    found = settings.found(key)
    if found.origin in (Origin.ENVIRONMENT, Origin.ARCHIVE):
        context.say(t("But {source} is stronger: {value}.", source=found.source, value=_written(found.value)))


def _previewed(context: Context, change: Change) -> int:
    before, after = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
    diff = "".join(difflib.unified_diff(before, after, str(change.file), str(change.file), n=1))
    if context.output.form == "json":
        context.output.json("config.preview", [{"path": str(change.file), "diff": diff}])
    elif diff:
        context.output.text(diff.rstrip("\n"))
    context.say(t("Nothing was written (--dry-run)."))
    return 0


def _new_value(context: Context) -> Scalar | None:
    setting, words = _known(context.arguments.key), context.arguments.values
    if not setting.own:
        raise WrongUse(
            t("{key} is the same for everybody in the archive.", key=setting.key),
            remedy=t("Change it in archive.toml, in the archive's folder."),
        )
    if context.arguments.what == "reset":
        return None
    text = " ".join(words)
    try:
        return setting.read(text)
    except WrongValueError as error:
        raise WrongUse(wrong_value(setting.key, text, str(error)), remedy=t(setting.help)) from error


def _new_keys(context: Context) -> tuple[str, tuple[str, ...]]:
    """The action and its new keys, tested as the app tests them."""
    actions = _actions()
    action = _action(context.arguments.key.partition(".")[2])
    words = tuple(context.arguments.values)
    own = keyboard(context.settings.own, actions, "").own
    if said := refused(words, action, actions, own):
        raise WrongUse(said, remedy=t(KEY_HELP))
    return action.id, words


def _edit(context: Context) -> int:
    """Open the file in the text editor, then say what is wrong in it."""
    file = context.settings.file
    command = config.editor_command(context.settings.text("editor"))
    if file is None or not command:
        raise ExternalProgramFailed(
            t("No text editor is set."), remedy=t("Set EDITOR, for example: export EDITOR=nano")
        )
    if context.arguments.dry_run:
        context.output.text(" ".join([*command, str(file)]))
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        code = subprocess.run([*command, str(file)], check=False).returncode
    except OSError as error:
        raise ExternalProgramFailed(
            t("{program} could not be started.", program=command[0]), remedy=str(error)
        ) from error
    if code:
        raise ExternalProgramFailed(t("{program} ended with code {code}.", program=command[0], code=code))
    settings = Settings.load(context.environ, file)
    held = keyboard(settings.own, _actions(), str(file)) if settings.keys else None
    _tell(context, [*settings.faults, *(held.faults if held else ())])
    return 0


# --- names


def _known(key: str) -> Setting:
    setting = setting_named(key)
    if setting is None:
        names = [each.key for each in (*SETTINGS, *ARCHIVE_ONLY)]
        raise NotFound(unknown_key(key, names), remedy=t("See: {command}", command="tingsbok config list"))
    return setting


def _action(name: str) -> Action:
    actions = {each.id: each for each in _actions()}
    if name not in actions:
        raise NotFound(
            unknown_action(name, actions), remedy=t("See: {command}", command="tingsbok config keys")
        )
    return actions[name]


def _actions() -> tuple[Action, ...]:
    """What the app's keys do; it tells so itself, and loads no screen for it.

    Raises:
        NotFound: No app is installed.
    """
    actions: tuple[Action, ...] = from_app("keymap", "actions")()
    return actions
