"""Everything that a key can do in the app, for whoever chooses keys; it loads nothing of Textual."""

from __future__ import annotations

from collections.abc import Mapping

from tingsbok.i18n import N_
from tingsbok.settings.keyboard import Action, in_use
from tui import intents
from tui.intents import Intent
from tui.views import PLACES

_UNBOUND = ("first.",)
"""How the names of intents begin that belong to a page like a dialog, which shows all its keys itself."""

MOVES = (
    Action("list.up", ("up", "k"), N_("Up")),
    Action("list.down", ("down", "j"), N_("Down")),
    Action("list.page_up", ("pageup",), N_("Page up")),
    Action("list.page_down", ("pagedown",), N_("Page down")),
    Action("list.half_up", ("ctrl+u",), N_("Half a page up")),
    Action("list.half_down", ("ctrl+d",), N_("Half a page down")),
    Action("list.first", ("home",), N_("First row")),
    Action("list.last", ("end", "G"), N_("Last row")),
    Action("list.mark", ("space",), N_("Mark the row")),
    Action("text.up", ("up", "k"), N_("Up in a text")),
    Action("text.down", ("down", "j"), N_("Down in a text")),
    Action("text.page_up", ("pageup",), N_("Page up in a text")),
    Action("text.page_down", ("pagedown", "space"), N_("Page down in a text")),
    Action("text.half_up", ("ctrl+u",), N_("Half a page up in a text")),
    Action("text.half_down", ("ctrl+d",), N_("Half a page down in a text")),
    Action("text.first", ("home",), N_("To the top of a text")),
    Action("text.last", ("end", "G"), N_("To the end of a text")),
    Action("app.redraw", ("ctrl+l",), N_("Paint the screen again")),
)
"""The keys of lists and texts themselves, as their widgets bind them."""


def actions() -> tuple[Action, ...]:
    """Every action once: what is the same everywhere, the views, moving about, then what single pages do.

    An action that has different keys on different pages has all of them here.
    """
    views = [Action(f"view.{view.name}", (view.key,), view.label) for view in PLACES]
    found: dict[str, Action] = {}
    others = [value for value in vars(intents).values() if isinstance(value, Intent)]
    for each in [*_of(intents.EVERYWHERE), *views, *MOVES, *_of(others)]:
        same = found.get(each.id)
        keys = tuple(dict.fromkeys([*(same.keys if same else ()), *each.keys]))
        found[each.id] = Action(each.id, keys, same.help if same else each.help, each.in_fields)
    return tuple(each for each in found.values() if each.keys)


def _of(found: tuple[Intent, ...] | list[Intent]) -> list[Action]:
    return [each.action for each in found if not each.name.startswith(_UNBOUND)]


def textual(own: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's keys as Textual wants them: keys with commas between, by the binding's id."""
    return {each.id: ",".join(in_use(each, own)) for each in actions() if each.id in own}
