"""Promises of a meeting: sentences that commit somebody, offered as assignments, or dismissed for good."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tingsbok.actions import Edit, Work
from tingsbok.acts.assigning import Task, assign
from tingsbok.errors import NotFound, WrongUse
from tingsbok.i18n import in_language, t
from tingsbok.meetings.parts import ItemParts
from tingsbok.meetings.sections import item_at, sections, shown_number
from tingsbok.proofreading.accepted import PROMISE, is_dismissed, with_acceptance
from tingsbok.proofreading.promises import Promise, promises
from tingsbok.proofreading.rules import body_of
from tingsbok.record import Record, listed, said
from tingsbok.steps import NOT_HELD

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_EVERYBODY = re.compile(
    r"\b(?:respektive|varje|alla|samtliga) (?:ledamot|ledamöter|deltagare)\b", re.IGNORECASE
)
_LONGEST_TITLE: Final = 110


class Offer(Struct, frozen=True):
    """A promise that may become an assignment.

    Attributes:
        number: Its number among the meeting's offers, from 1.
        meeting: The meeting.
        given_by: The decision it stands in, or ``meeting-id#item-key``.
        item: The item's number or title.
        promise: The sentence and what it says.
        owners: Ids of those who are committed, as far as the archive knows them.
        everybody: Whether every member is.
    """

    number: int
    meeting: str
    given_by: str
    item: str
    promise: Promise
    owners: tuple[str, ...]
    everybody: bool

    @property
    def task(self) -> Task:
        """The assignment that it would become."""
        promise = self.promise
        return Task(
            title_of(promise.sentence),
            self.given_by,
            self.owners,
            assign_all=self.everybody,
            assignees_text="" if self.owners or self.everybody else promise.who,
            due=promise.due,
            due_text=promise.due_text,
            text=promise.sentence,
        )


def meetings_with_minutes(archive: Archive) -> list[str]:
    """Ids of the meetings whose minutes can hold promises, the newest first."""
    return [
        row.id for row in archive.listing(type="meeting").page(0, 1_000_000) if row.status not in NOT_HELD
    ]


def offers(archive: Archive, meeting: str) -> list[Offer]:
    """The promises of a meeting that are neither assignments nor dismissed.

    Items that have an assignment of other origin than a promise are passed over: whoever wrote that one has
    read the item.

    Raises:
        NotFound: There is no such meeting.
        WrongUse: The record is no meeting.
    """
    record = archive.get(meeting)
    if record.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=record.id))
    first_names = _first_names(archive, record)
    found: list[Offer] = []
    for item, given_by, promise in _found(archive, record):
        if is_dismissed(promise.sentence, record):
            continue
        owners = promise.owners or tuple(first_names.get(promise.who.partition(" ")[0], ())[:1])
        everybody = bool(_EVERYBODY.search(promise.who))
        number = shown_number(item)
        shown = f"§ {number}" if number else item.title
        found.append(Offer(len(found) + 1, record.id, given_by, shown, promise, owners, everybody))
    return found


def offer(archive: Archive, meeting: str, number: int) -> Offer:
    """One of a meeting's offers by its number.

    Raises:
        NotFound: The meeting has no promise of that number.
    """
    found = next((one for one in offers(archive, meeting) if one.number == number), None)
    if found is None:
        raise NotFound(
            t("{meeting} has no promise {number}.", meeting=meeting, number=number),
            remedy=t("See: {command}", command=f"tingsbok promises {meeting}"),
        )
    return found


def take(archive: Archive, one: Offer) -> Work:
    """Make an assignment of a promise, with its sentence as the text."""
    return assign(archive, one.task)


def dismiss(archive: Archive, one: Offer, reason: str) -> Work:
    """Say that a sentence is no assignment: it is not offered again.

    Raises:
        WrongUse: No reason is given.
    """
    why = " ".join(reason.split())
    if not why:
        raise WrongUse(t("Dismissing a promise needs a reason."), remedy=t("Say why it is no assignment."))
    record = archive.get(one.meeting)
    fields = with_acceptance(record.fields, PROMISE, one.promise.sentence, why)
    words = in_language(archive.language)
    summary = words('no assignment: "{words}"', words=title_of(one.promise.sentence))
    return Work((Edit(record.id, fields, record.etag),), summary)


def title_of(sentence: str) -> str:
    """A sentence as a title: without its stop, and cut at a word if it is long."""
    plain = re.sub(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]\n]{1,300})\]\]", r"\1", sentence).rstrip(" .;:")
    plain = plain[:1].upper() + plain[1:]
    return plain if len(plain) <= _LONGEST_TITLE else plain[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _found(archive: Archive, meeting: Record) -> Iterator[tuple[ItemParts, str, Promise]]:
    """Promises in the minutes and in the decisions that wait to be taken or dismissed, with the item."""
    everything = list(_all(archive, meeting))
    sentences: dict[str, set[str]] = defaultdict(set)
    for item, _, promise in everything:
        sentences[item.key].add(promise.sentence)
    busy = {
        item.key
        for item in archive.parts(meeting.id).items
        if any(not _is_of(one, sentences[item.key]) for one in item.assignments)
    }
    for item, given_by, promise in everything:
        taken = any(_is_of(one, {promise.sentence}) for one in item.assignments)
        if item.key not in busy and not taken:
            yield item, given_by, promise


def _all(archive: Archive, meeting: Record) -> Iterator[tuple[ItemParts, str, Promise]]:
    """Every promise in the minutes and in the decisions, with the item and what gives the assignment."""
    parts = archive.parts(meeting.id).items
    known = archive.known().of(meeting)
    text, heads = body_of(meeting), sections(meeting.body)
    for promise in promises(text, known):
        item = item_at(text.line_at(promise.start) + 1, parts, heads)
        if item is not None:
            yield item, f"{meeting.id}#{item.key}", promise
    for item in parts:
        for decision in item.decisions:
            for promise in promises(body_of(decision), known):
                yield item, decision.id, promise


def _is_of(assignment: Record, sentences: Iterable[str]) -> bool:
    """Whether an assignment was made of one of the sentences: they are its title or begin its text."""
    title, text = assignment.text("title"), " ".join(assignment.body.split())
    return any(title == title_of(one) or text.startswith(one) for one in sentences)


def _first_names(archive: Archive, meeting: Record) -> dict[str, tuple[str, ...]]:
    """First and last names that one person of the meeting alone has: minutes call people by them."""
    meeting = archive.current(meeting)
    people = [said(line, "person") for line in meeting.entries("attendance")]
    for item in meeting.entries("items"):
        people += listed(item, "presenters")
    found: dict[str, set[str]] = defaultdict(set)
    for person in {*people, meeting.text("chair"), meeting.text("secretary")} - {""}:
        name = archive.name(person)
        for word in {name.partition(" ")[0], name.rpartition(" ")[2]} - {""}:
            found[word].add(person)
    return {word: tuple(ids) for word, ids in found.items() if len(ids) == 1}
