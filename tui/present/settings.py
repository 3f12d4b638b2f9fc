"""Settings and keys as lines of a table, and what is said about each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tingsbok.i18n import t
from tingsbok.settings import Origin, Settings, Value
from tingsbok.settings.keyboard import Action, Keyboard, in_use
from tingsbok.settings.weigh import ORIGINS
from tui.intents import DOCTOR, shown
from tui.widgets.columns import Column
from tui.widgets.pages import Line


def setting_columns() -> tuple[Column, ...]:
    """The columns of settings."""
    return (
        Column(t("Group"), 11, drop=2),
        Column(t("Setting"), 22),
        Column(t("Value"), least=20),
        Column(t("Where from"), 15, drop=1),
    )


def setting_lines(settings: Settings, text: str = "") -> list[Line]:
    """A line for each setting whose words hold *text*; a group is named once."""
    lines: list[Line] = []
    before = ""
    for each in settings.all():
        cells = [t(each.setting.group), t(each.setting.label), value_of(each), origin_of(each)]
        if _holds([each.setting.key, *cells], text):
            lines.append(Line(each.setting.key, ("" if cells[0] == before else cells[0], *cells[1:])))
            before = cells[0]
    return lines


def upkeep_lines(text: str = "") -> list[Line]:
    """A line for what is no setting and is looked for among them: whether the computer has what is needed."""
    cells = (t("Upkeep"), t("this computer"), t("git, terminal and more"), "tingsbok doctor")
    return [Line(DOCTOR.id, cells)] if _holds(cells, text) else []


def value_of(found: Value) -> str:
    """A value as people read it."""
    if found.value == "":
        nothing = {"editor": t("the computer's usual text editor"), "start.body": t("all bodies")}
        return nothing.get(found.setting.key, "-")
    return found.setting.shown(found.value)


def origin_of(found: Value) -> str:
    """Where a value comes from: a variable by its name."""
    if found.origin in (Origin.ENVIRONMENT, Origin.SYSTEM):
        return found.source
    return t(ORIGINS[found.origin])


def about_setting(found: Value) -> str:
    """What a setting does, what it takes, and how it is set elsewhere."""
    setting = found.setting
    lines = [t(setting.help), t("Takes: {values}", values=setting.expects())]
    if setting.own:
        lines.append(
            t("In the file: {key}   Variable: {variable}", key=setting.key, variable=setting.variable)
        )
    if setting.shared and not setting.own:
        lines.append(t("Stands in archive.toml: {key}. It is the same for everybody.", key=setting.key))
    elif found.origin in (Origin.FLAG, Origin.ENVIRONMENT, Origin.ARCHIVE):
        lines.append(overruled(found))
    return "\n".join(lines)


def overruled(found: Value) -> str:
    """That another place is stronger than the user's file."""
    where = found.source or t(ORIGINS[found.origin]).capitalize()
    return t("{where} is stronger than your own file.", where=where)


def key_columns() -> tuple[Column, ...]:
    """The columns of keys."""
    return (
        Column(t("Keys"), 14),
        Column(t("What it does"), least=24),
        Column(t("Standard"), 14),
        Column(t("Name"), 20, "left", 2),
    )


def key_lines(actions: Sequence[Action], keyboard: Keyboard, text: str = "") -> list[Line]:
    """A line for each action whose words or keys hold *text*; one with keys of the user's is marked."""
    lines = []
    for each in actions:
        keys = written(in_use(each, keyboard.own))
        cells = (keys, t(each.help), written(each.keys), each.id)
        own = each.id in keyboard.own
        if _holds(cells, text) or text in keys.split():
            lines.append(Line(each.id, cells, "*" if own else "", "strong" if own else ""))
    return lines


def about_action(action: Action, keyboard: Keyboard) -> str:
    """What can be done with an action's keys."""
    lines = [f"{t(action.help)}."]
    if action.id in keyboard.own:
        lines.append(t("Your own key. r gives it {keys} again.", keys=written(action.keys)))
    else:
        lines.append(t("Enter gives it another key."))
    lines.append(t("In the file: [keys] {id}", id=f'"{action.id}"'))
    return "\n".join(lines)


def written(keys: Sequence[str]) -> str:
    """Keys as they stand on the keyboard."""
    return " ".join(shown(key) for key in keys)


def facts(settings: Settings, keyboard: Keyboard) -> str:
    """Which file it is, and how many keys are the user's own."""
    count = len(keyboard.own)
    own = t("{count} own keys", count=count) if count != 1 else t("1 own key")
    return t("{own}   File: {file}", own=own, file=_brief(settings.file) if settings.file else "-")


def _brief(file: Path) -> str:
    """A path as people write it: the home folder is ``~``."""
    home = Path.home()
    return f"~/{file.relative_to(home).as_posix()}" if file.is_relative_to(home) else str(file)


def _holds(texts: Sequence[str], text: str) -> bool:
    words = text.casefold().split()
    return all(any(word in each.casefold() for each in texts) for word in words)
