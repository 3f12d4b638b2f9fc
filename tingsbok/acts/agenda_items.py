"""One item of an agenda: putting it on, moving it, taking it off; and numbering them all anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tingsbok.actions import Work
from tingsbok.acts.agenda_saving import agenda_work, in_words
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.meetings import agenda
from tingsbok.questions.waiting import meeting_to_prepare
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def add_item(
    archive: Archive, meeting_id: str, line: Mapping[str, Value], *, parent: str = "", before: str = ""
) -> Work:
    """Put an item of one's own on an agenda; it comes last, last of the parts of another item, or before one.

    Args:
        archive: The archive.
        meeting_id: The meeting; minutes in the making may get new items too, approved ones may not.
        line: Its fields: title, kind, presenters, minutes, case.
        parent: Key of the item it is a part of.
        before: Key of the item it comes before, instead; only where items can be moved.

    Raises:
        WrongUse: It has no title.
        NotFound: There is no such item to be a part of, or to come before.
        Refused: The minutes are approved, or the meeting was called off.
    """
    meeting = meeting_to_prepare(archive, meeting_id) if before else _unlocked(archive, meeting_id)
    title = " ".join(said(line, "title").split())
    if not title:
        raise WrongUse(t("An item needs a title."))
    if parent or before:
        _item(meeting, parent or before)
    filled: dict[str, Value] = {name: value for name, value in line.items() if value}
    new = {"title": title, **{name: value for name, value in filled.items() if name != "title"}}
    if not said(new, "kind"):
        new["kind"] = "other"
    lines = agenda.added(meeting.entries("items"), new, parent)
    if before and not parent:
        lines = agenda.moved(lines, said(lines[-1], "key"), before=before)
    return agenda_work(archive, [(meeting, lines)], in_words(archive, N_("item {title}"), title=title))


def move_item(archive: Archive, meeting_id: str, key: str, how: str, other: str = "") -> Work:
    """Move an item and its parts on the agenda of a meeting that has not been held.

    Args:
        archive: The archive.
        meeting_id: The meeting, planned or called.
        key: The item.
        how: ``before`` another item or last without one; ``up`` or ``down`` one place; ``under`` the item
            above it or another one; ``out`` of the item it is a part of.
        other: The item for ``before`` and ``under``.

    Raises:
        NotFound: There is no such item.
        Refused: The meeting has been held, or the item stands so already.
    """
    meeting = meeting_to_prepare(archive, meeting_id)
    lines = meeting.entries("items")
    line = _item(meeting, key)
    title, number = said(line, "title"), said(line, "number").removeprefix("§").strip() or key
    if other:
        _item(meeting, other)
    if how == "before":
        new = agenda.moved(lines, key, before=other)
    elif how == "under":
        new = agenda.moved(lines, key, parent=other) if other else agenda.nested(lines, key)
    elif how == "out":
        new = agenda.lifted(lines, key)
    else:
        new = agenda.stepped(lines, key, -1 if how == "up" else 1)
    if new == lines:
        raise Refused(t('"{title}" cannot go there.', title=title))
    summary = in_words(archive, N_("§ {number} moved: {title}"), number=number, title=title)
    return agenda_work(archive, [(meeting, new)], summary)


def remove_item(archive: Archive, meeting_id: str, key: str) -> Work:
    """Take an item and its parts off the agenda of a meeting that has not been held.

    What it was carried over from waits again.

    Raises:
        NotFound: There is no such item.
        Refused: The meeting has been held, or something refers to the item.
    """
    meeting = meeting_to_prepare(archive, meeting_id)
    title = said(_item(meeting, key), "title")
    lines = agenda.removed(meeting.entries("items"), key)
    return agenda_work(archive, [(meeting, lines)], in_words(archive, N_("taken off: {title}"), title=title))


def renumber(archive: Archive, meeting_id: str) -> Work:
    """Number the agenda of a meeting that is not called yet anew, keys and references with it.

    Raises:
        Refused: The meeting is called or held: its numbers are known to others.
    """
    meeting = meeting_to_prepare(archive, meeting_id)
    if meeting.text("status") != "planned":
        raise Refused(t("The numbers of {id} have gone out with its notice.", id=meeting.id))
    return agenda_work(archive, [(meeting, meeting.entries("items"))], in_words(archive, N_("numbered anew")))


def _unlocked(archive: Archive, meeting_id: str) -> Record:
    meeting = archive.get(meeting_id)
    if meeting.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=meeting.id))
    if meeting.text("status") in agenda.CLOSED:
        raise Refused(t("The agenda of {id} is closed.", id=meeting.id))
    return meeting


def _item(meeting: Record, key: str) -> Mapping[str, Value]:
    lines = meeting.entries("items")
    found = next((line for line in lines if said(line, "key") == key), None)
    if found is None:
        raise NotFound(
            t('{meeting} has no item "{item}".', meeting=meeting.id, item=key),
            remedy=t("Items: {keys}", keys=", ".join(said(line, "key") for line in lines)) if lines else "",
        )
    return found
