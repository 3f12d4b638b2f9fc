"""The values that narrow a search, with their numbers: types, and terms that can be typed as well."""

from __future__ import annotations

from collections.abc import Iterable

from tingsbok.i18n import N_, t
from tui.present.listing import ACTIVE
from tui.present.words import Words
from tui.widgets.lookups import Found

TYPE, BODY, YEAR = "type", "body", "year"
TITLES = {BODY: N_("Body"), YEAR: N_("Year")}
"""Facts about every record that are terms of the query: the title, written small, is the word for it."""


def word_for(name: str) -> str:
    """The word of the query language for a fact, as people read it on the screen."""
    return t(TITLES[name]).lower()


def term(name: str, value: str) -> str:
    """What narrows a search to a value: ``organ:=lsg``."""
    return f"{word_for(name)}:={value}"


def without(text: str, name: str) -> str:
    """The text without the terms of a fact that :func:`toggled` has put there."""
    return " ".join(word for word in text.split() if not word.startswith(term(name, "")))


def toggled(text: str, name: str, value: str) -> str:
    """The text narrowed to a value, or no longer if it was."""
    rest = without(text, name)
    return rest if term(name, value) in text.split() else f"{rest} {term(name, value)}".strip()


def types(counts: Iterable[tuple[str, int]], chosen: str, words: Words) -> list[Found]:
    """A line for each type of the hits; the key that goes through them stands in the heading."""
    title = t("Type (Tab)")
    return [
        Found(f"{TYPE}={name}", _label(words.plural(name), is_on=name == chosen), str(count), title)
        for name, count in counts
    ]


def values(name: str, counts: Iterable[tuple[str, int]], text: str, words: Words) -> list[Found]:
    """A line for each value of a fact, the newest year first; the word to type stands in the heading."""
    title, typed = f"{t(TITLES[name])} ({word_for(name)}:)", text.split()
    return [
        Found(
            f"{name}={value}",
            _label(words.name_of(value), is_on=term(name, value) in typed),
            str(count),
            title,
        )
        for value, count in (sorted(counts, reverse=True) if name == YEAR else counts)
    ]


def _label(text: str, *, is_on: bool) -> str:
    return f"{ACTIVE if is_on else ''}{text}"
