"""What forms and pickers ask the rest of the program, as plain functions: they do no I/O of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from tingsbok.schema.types import with_item


class Found(NamedTuple):
    """A record that fits what was typed.

    Attributes:
        id: What a field stores.
        label: What people call it.
        detail: A few more words, such as its type and date.
        group: Heading that it stands under in a list; empty for none.
        guess: Whether nobody calls it so: it is offered, and taken only when somebody chooses it.
    """

    id: str
    label: str
    detail: str = ""
    group: str = ""
    guess: bool = False


class Day(NamedTuple):
    """A date as it was understood.

    Attributes:
        iso: ``YYYY[-MM[-DD]]``; empty if it was not understood.
        shown: How it is read out, such as ``2024-11-15 fre v.46``.
        problem: Why it was not understood, or what does not fit.
    """

    iso: str
    shown: str = ""
    problem: str = ""


MEETING = "meeting"
"""The type of record that has items."""

Complete = Callable[[str, Sequence[str]], Awaitable[Sequence[Found | tuple[str, str, str]]]]
"""Records of some types that fit a text: ``complete(text, types)``; no types means any."""


def among(choices: Sequence[Found]) -> Complete:
    """Return a completion over a few choices that are already known."""

    async def complete(text: str, types: Sequence[str]) -> Sequence[Found]:  # noqa: ARG001 - Complete's signature
        return [found for found in choices if text.strip().casefold() in found.label.casefold()]

    return complete


def item_apart(text: str) -> tuple[str, str]:
    """Part a meeting's name from the key after ``#`` or ``§``; a text without a key is all name."""
    name, mark, key = text.replace("§", "#").rpartition("#")
    key = key.replace(" ", "").strip(")").lower()
    return (name.strip(), key) if mark and key else (text, "")


def to_items(complete: Complete) -> Complete:
    """Return a completion that also finds items of meetings: ``LSG 2024-09-20 #39``."""

    async def complete_items(text: str, types: Sequence[str]) -> Sequence[Found]:
        name, item = item_apart(text)
        if not item:
            return [Found(*one) for one in await complete(text, types)]
        found = [Found(*one) for one in await complete(name, (MEETING,))] if name else []
        return [one._replace(id=f"{one.id}#{item}", label=with_item(one.label, item)) for one in found]

    return complete_items


async def _nothing(text: str, types: Sequence[str]) -> Sequence[Found]:  # noqa: ARG001 - the default of Complete
    return ()


def _forget(target: str, name: str) -> None:
    """Nobody wants to know."""


def _unread(text: str) -> Day:
    return Day(text, text)


class Lookups(Struct, frozen=True):
    """The functions that a form needs.

    Attributes:
        complete: Finds records for a link field.
        name_of: Name of a linked record, ``None`` if there is none. Called while painting: must be quick.
        read_date: Reads a date as people write it: ``(iso, shown, problem)``.
        type_title: What a type of record is called, for "new …".
        language: ``sv`` or ``en``, for titles and choices of the schema.
        delay: Seconds without a key before a completion starts.
        learn: Takes the id and the name of a record that has been made meanwhile, for *name_of*.
    """

    complete: Complete = _nothing
    name_of: Callable[[str], str | None] = field(default=lambda target: target)
    read_date: Callable[[str], Day | tuple[str, str, str]] = _unread
    type_title: Callable[[str], str] = field(default=lambda name: name)
    language: str = "sv"
    delay: float = 0.08
    learn: Callable[[str, str], None] = _forget

    def name(self, target: str) -> str:
        """Name of a linked record, with its item; the id itself if there is no such record."""
        record, _, item = target.partition("#")
        name = self.name_of(record)
        return with_item(record if name is None else name, item) if record else target

    def day(self, text: str) -> Day:
        """Read a date."""
        return Day(*self.read_date(text))
