from __future__ import annotations

import importlib
import pkgutil
from itertools import pairwise

import pytest

from tingsbok.i18n import t
from tui import intents, screens
from tui.everywhere import Everywhere
from tui.intents import Intent, clashes, shown
from tui.screens.base import Page
from tui.views import VIEWS
from tui.widgets.table import RecordTable

for module in pkgutil.iter_modules(screens.__path__):
    importlib.import_module(f"tui.screens.{module.name}")

NOT_BUILT = {"S"}
"""Keys of what the program does not have yet."""


def pages(kind: type[Page] = Page) -> list[type[Page]]:
    return [kind, *(page for child in kind.__subclasses__() for page in pages(child))]


CONCRETE = [page for page in pages() if page.INTENTS]


def intents_of(page: type[Page]) -> tuple[Intent, ...]:
    if page.__name__ == "FirstStartScreen":
        return page.INTENTS
    if page.__name__ == "SearchScreen":
        return page.INTENTS
    if "WritingPage" in {base.__name__ for base in page.__mro__}:
        return (*page.INTENTS, *intents.WRITING)
    return (*page.INTENTS, *intents.EVERYWHERE)


@pytest.mark.parametrize("page", CONCRETE, ids=lambda page: page.__name__)
def test_no_key_of_a_page_means_two_things(page: type[Page]) -> None:
    assert clashes(intents_of(page)) == []


@pytest.mark.parametrize("page", CONCRETE, ids=lambda page: page.__name__)
def test_every_intent_of_a_page_is_answered(page: type[Page]) -> None:
    for intent in intents_of(page):
        assert hasattr(page, intent.handler) or hasattr(Everywhere, intent.handler), intent.id


@pytest.mark.parametrize("page", CONCRETE, ids=lambda page: page.__name__)
def test_nothing_has_a_key_before_it_exists(page: type[Page]) -> None:
    keys = {key for intent in intents_of(page) for key in intent.keys} | {view.key for view in VIEWS}
    assert not keys & NOT_BUILT


@pytest.mark.parametrize("page", CONCRETE, ids=lambda page: page.__name__)
def test_the_keys_of_a_table_do_not_run_anything_else(page: type[Page]) -> None:
    moving = {key for binding in RecordTable.BINDINGS for key in binding.key.split(",")} - {"enter", "space"}
    assert not moving & {key for intent in intents_of(page) for key in intent.keys}


def test_a_clash_is_found() -> None:
    one, other = Intent("a.one", ("n",), "one", "One"), Intent("a.other", ("n", "f6"), "other", "Other")
    assert clashes([one, other]) == [
        "n runs both a.one and a.other",
        "f6 of a.other does not reach the program everywhere",
    ]
    assert clashes([one, one])[0] == "a.one is listed twice"


def test_every_intent_is_said_in_swedish() -> None:
    catalogue = {value for value in vars(intents).values() if isinstance(value, Intent)}
    same_in_both = {"English", "text", "filter", "start"}
    for intent in catalogue:
        assert t(intent.help) != intent.help, intent.help
        assert t(intent.label) != intent.label or intent.label in same_in_both, intent.label


def test_hints_have_an_order() -> None:
    for page in CONCRETE:
        ranks = sorted(intent.rank for intent in intents_of(page) if intent.rank)
        assert all(first < second for first, second in pairwise(ranks)), (page.__name__, ranks)


@pytest.mark.parametrize(
    ("key", "written"),
    [("question_mark", "?"), ("section_sign", "§"), ("enter", "Enter"), ("ctrl+s", "ctrl+s"), ("e", "e")],
)
def test_keys_are_written_as_on_the_keyboard(key: str, written: str) -> None:
    assert shown(key) == written
