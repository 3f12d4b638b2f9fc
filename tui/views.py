"""The views behind the number keys: which record types each shows, and what it shows at first."""

from __future__ import annotations

from msgspec import Struct

from tingsbok.i18n import N_


class View(Struct, frozen=True):
    """One of the views in the second row of the screen.

    Attributes:
        key: The number key.
        name: Name of the mode that holds its screens.
        label: What the row says (English source text).
        types: Record types whose lists and pages belong here, the first one shown first.
        facets: Fields and values the list is narrowed by at first.
    """

    key: str
    name: str
    label: str
    types: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()


VIEWS = (
    View("1", "start", N_("Start")),
    View("2", "meetings", N_("Meetings"), ("meeting",)),
    View("3", "cases", N_("Cases"), ("case",)),
    View("4", "decisions", N_("Decisions"), ("decision",)),
    View("5", "agreements", N_("Agreements"), ("agreement",)),
    View("6", "assignments", N_("Assignments"), ("assignment",), (("status", "open"),)),
    View("7", "people", N_("People"), ("body", "person", "organisation")),
    View("8", "calendar", N_("Calendar")),
    View("9", "log", N_("Log")),
)

SETTINGS_VIEW = View("0", "settings", N_("Settings"))
"""Stands beside the views: every page can be left for it, but it shows nothing of the archive."""

PLACES = (*VIEWS, SETTINGS_VIEW)
"""Everything that has a number."""


def view_named(name: str) -> View:
    """The view with that name."""
    return next(view for view in PLACES if view.name == name)


def view_of(record_type: str) -> str:
    """Name of the view that records of a type belong to; empty for a type of the user's own."""
    return next((view.name for view in VIEWS if record_type in view.types), "")
