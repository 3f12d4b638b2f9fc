"""Everything that can be asked for on a page, as rows to search and run: for help and for the palette."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tingsbok.i18n import N_, t
from tui.intents import Intent, keys_for, shown
from tui.views import PLACES, View
from tui.widgets.lookups import Found

MOVING = (
    ("↑ ↓ k j", N_("up, down")),
    ("PgUp PgDn", N_("a page up, a page down")),
    ("Home End G", N_("first, last")),
    ("Tab", N_("next part of the window, next link")),
)
"""Keys of lists and texts themselves: told, but there is nothing to run."""

MARKING = ("space", N_("mark the row, or take the mark away"))
"""Told where rows can be marked."""


class Command(Struct, frozen=True):
    """One row.

    Attributes:
        id: ``intent:ID``, ``view:NAME``, ``new:TYPE`` or ``goto:TARGET``; empty for what is only told.
        label: What it does.
        key: The keys that do it.
        group: Heading it stands under.
    """

    id: str
    label: str
    key: str = ""
    group: str = ""


def of_intents(intents: Iterable[Intent], group: str) -> list[Command]:
    """A row for each intent, those in the hint line first."""
    ranked = sorted(intents, key=lambda intent: intent.rank or 99)
    return [Command(f"intent:{each.id}", t(each.help), keys_of(each), group) for each in ranked]


def keys_of(intent: Intent) -> str:
    """All keys of an intent as they are written."""
    return "  ".join(shown(key) for key in intent.keys_in_use)


def _view_key(view: View) -> str:
    return shown(keys_for(f"view.{view.name}", (view.key,))[0])


def of_views() -> list[Command]:
    """A row for each view."""
    return [
        Command(f"view:{view.name}", t("Go to {view}", view=t(view.label)), _view_key(view), t("VIEWS"))
        for view in PLACES
    ]


def of_types(titles: Sequence[tuple[str, str]]) -> list[Command]:
    """A row for a new record of each type, given as name and title."""
    return [
        Command(f"new:{name}", t("New: {type}", type=title.lower()), "", t("NEW")) for name, title in titles
    ]


def moving(*, marking: bool = False) -> list[Command]:
    """Rows that tell how to move, and how to mark where rows can be marked."""
    marks = [(shown(MARKING[0]), MARKING[1])] if marking else []
    return [Command("", t(label), keys, t("MOVING")) for keys, label in (*marks, *MOVING)]


def matching(commands: Iterable[Command], text: str) -> list[Found]:
    """The rows that hold every typed word, in their groups; a single letter also finds the key itself."""
    words = text.casefold().split()
    return [
        Found(each.id, each.label, each.key, each.group)
        for each in commands
        if all(word in each.label.casefold() or word == each.key.casefold() for word in words)
    ]
