"""Who was at a meeting: the list to go through, what words on a command line mean in it, and recording it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Draft, Edit, Work
from tingsbok.acts.approving import correct
from tingsbok.acts.people import find_person
from tingsbok.errors import NotFound, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.meetings import attendance
from tingsbok.meetings.attendance import Line, Lines
from tingsbok.meetings.turnout import count_of, members_of
from tingsbok.record import Record

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class Sheet(Struct, frozen=True):
    """A meeting's attendance list to go through.

    Attributes:
        meeting: The meeting.
        body: Its body; ``None`` if there is no such record.
        lines: Everybody recorded, then everybody expected.
    """

    meeting: Record
    body: Record | None
    lines: Lines

    @property
    def day(self) -> str:
        """The day of the meeting."""
        return self.meeting.text("date")


def expected(archive: Archive, meeting: str) -> Sheet:
    """The attendance list of a meeting as it is recorded and expected.

    Raises:
        NotFound: There is no such record.
        WrongUse: It is no meeting.
    """
    record = archive.get(meeting)
    if record.type != "meeting":
        raise WrongUse(t("{id} is not a meeting.", id=record.id))
    return sheet_of(archive, record)


def sheet_of(archive: Archive, meeting: Record) -> Sheet:
    """The attendance list of a meeting, which need not be as the archive has it."""
    body = archive.light(meeting.text("body")) if meeting.text("body") else None
    return Sheet(meeting, body, attendance.expected_lines(archive.current(meeting), body))


def record_attendance(archive: Archive, meeting: str, lines: Iterable[Line], *, expect: str = "") -> Work:
    """Record a meeting's attendance; persons who have no record yet get one in the same commit.

    Args:
        archive: The archive.
        meeting: Id of the meeting.
        lines: The list; proposals that nobody has said anything about are left out.
        expect: Etag of the meeting that the list was made from; the present one if empty.

    Raises:
        NotFound: There is no such meeting.
        WrongUse: It is no meeting, or a name fits several persons.
    """
    record = expected(archive, meeting).meeting
    known, drafts = _with_ids(archive, tuple(lines))
    found = attendance.recorded(known)
    fields: dict[str, Value] = {**record.fields, "attendance": found}
    if not found:
        del fields["attendance"]
    edit = Edit(record.id, fields, expect or record.etag)
    return Work((edit, *drafts), summary(known, archive.language))


def keep_attendance(
    archive: Archive, meeting: str, lines: Iterable[Line], reason: str = "", *, expect: str = ""
) -> Work:
    """Record the list, or with a reason correct the one that approved minutes state; see there."""
    if reason:
        return correct_attendance(archive, meeting, lines, reason, expect=expect)
    return record_attendance(archive, meeting, lines, expect=expect)


def correct_attendance(
    archive: Archive, meeting: str, lines: Iterable[Line], reason: str, *, expect: str = ""
) -> Work:
    """Correct the attendance that approved minutes state; who stood there before is seen in the correction.

    Args:
        archive: The archive.
        meeting: Id of the meeting.
        lines: The list as it should be.
        reason: Why it is corrected.
        expect: Etag of the meeting that the list was made from; the present one if empty.

    Raises:
        NotFound: There is no such meeting.
        WrongUse: No reason is given, nothing is changed, or a name fits several persons.
        Refused: The minutes are not approved: record the list instead.
    """
    record = expected(archive, meeting).meeting
    known, drafts = _with_ids(archive, tuple(lines))
    fields: dict[str, Value] = {"attendance": attendance.recorded(known)}
    return correct(archive, record.id, reason=reason, fields=fields, expect=expect, besides=drafts)


def summary(lines: Lines, language: str) -> str:
    """The list in a few words: how many members are present and absent, and how many others are there."""
    say = in_language(language)
    settled = [line for line in lines if line.settled]
    members = members_of(settled)
    count, others = count_of(members), count_of(line for line in settled if line not in members).present
    words = [say("attendance {present} present", present=count.present)]
    if count.absent:
        words.append(say("{absent} absent", absent=count.absent))
    if count.unknown:
        words.append(say("{unknown} unknown", unknown=count.unknown))
    if others:
        words.append(say("others: {others}", others=others))
    return ", ".join(words)


# --- words of a command line ------------------------------------------------------------------------------


def places(archive: Archive, lines: Lines, word: str) -> list[int]:
    """Places of the lines that a word means: a person or everybody of a party, by id or name.

    Raises:
        NotFound: Nobody in the list is meant.
        WrongUse: A part of a name fits several persons of several parties.
    """
    known = archive.resolve(word.strip())
    found = attendance.places_of(lines, known.id if known is not None else word, archive.name)
    if not found:
        raise NotFound(
            t('Nobody in the attendance list is called "{name}".', name=word),
            remedy=t("--guest adds somebody who is not in the list."),
        )
    persons = {lines[place].person for place in found}
    parties = {lines[place].party for place in found}
    if len(persons) > 1 and len(parties) > 1:
        ids = ", ".join(sorted(persons))
        raise WrongUse(t('"{name}" fits several persons.', name=word), remedy=t("Say which: {ids}", ids=ids))
    return found


def with_status(archive: Archive, lines: Lines, words: Iterable[str], status: str) -> Lines:
    """The lines with a status for everybody whom the words mean; see :func:`places`."""
    for word in words:
        lines = attendance.with_status(lines, places(archive, lines, word), status)
    return lines


def with_person(
    archive: Archive, lines: Lines, text: str, role: str, *, stands_in_for: str = "", party: str = ""
) -> Lines:
    """The lines with one more person who is present, by id or name.

    Args:
        archive: The archive.
        lines: The list.
        text: Id or full name; a name nobody has makes a new person when the list is recorded.
        role: ``guest``, ``official``, ``adjunct``, ``substitute`` or another role of a meeting.
        stands_in_for: The word for the person in the list whose place it is; the seat's party comes with it.
        party: Organisation the person is there for.
    """
    for_whom = lines[places(archive, lines, stands_in_for)[0]] if stands_in_for else None
    found = find_person(archive, text)
    new = Line(
        person="" if found.draft else found.id,
        name=found.name if found.draft else "",
        party=party or (for_whom.party if for_whom else _employer(archive, found.id)),
        role=role,
        status=attendance.PRESENT,
        stands_in_for=for_whom.person if for_whom else "",
    )
    return attendance.added(lines, new)


def with_times(archive: Archive, sheet: Sheet, lines: Lines, word: str, item: str, *, came: bool) -> Lines:
    """The lines with the item that somebody came or left at.

    Raises:
        NotFound: The meeting has no such item, or nobody is called so.
    """
    key = attendance.item_key(sheet.meeting, item)
    if item and not key:
        raise NotFound(t("{meeting} has no item {item}.", meeting=sheet.meeting.id, item=item))
    for place in places(archive, lines, word):
        lines = attendance.with_times(lines, place, came=key if came else None, left=None if came else key)
    return lines


def _employer(archive: Archive, person: str) -> str:
    record = archive.resolve(person)
    return record.text("organisation") if record is not None else ""


def _with_ids(archive: Archive, lines: Lines) -> tuple[Lines, list[Draft]]:
    """The lines with ids for everybody, and the new persons' records."""
    drafts: list[Draft] = []
    known = []
    for line in lines:
        found = line
        if not line.person and line.name:
            person = find_person(archive, line.name, party=line.party, besides=[draft.id for draft in drafts])
            drafts += [person.draft] if person.draft else []
            found = replace(line, person=person.id)
        known.append(found)
    return tuple(known), drafts
