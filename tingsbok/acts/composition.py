"""Who sits in a body: replacing, appointing and ending members, and giving parties their seats.

Several steps on one body are one commit. On the day of a replacement both persons count; see
:mod:`tingsbok.meetings.composition`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Draft, Edit, Work
from tingsbok.acts.people import Found, find_person
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import in_language, t
from tingsbok.meetings import members
from tingsbok.record import Record, said

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class Replacement(Struct, frozen=True):
    """Somebody takes another's place.

    Attributes:
        old: Id of the one who leaves.
        new: Id or full name of the one who comes; a name nobody has makes a new person.
        since: The first day (ISO), which is the old one's last.
        party: Whom the new one sits for, if not for the old one's party.
        role: The new one's role, if not the old one's.
        title: The new one's title.
        acting: Only until further notice: the new one stands in for the old one.
        decision: Id of the decision that says so; it need not exist yet.
    """

    old: str
    new: str
    since: str
    party: str = ""
    role: str = ""
    title: str = ""
    acting: bool = False
    decision: str = ""


class Joining(Struct, frozen=True):
    """Somebody new sits in the body; see :class:`Replacement` for the fields.

    Attributes:
        stands_in_for: Id of the person who is stood in for.
    """

    new: str
    since: str = ""
    party: str = ""
    role: str = "member"
    title: str = ""
    acting: bool = False
    stands_in_for: str = ""
    decision: str = ""


class Leaving(Struct, frozen=True):
    """Somebody leaves, and nobody comes instead.

    Attributes:
        person: Id of the person.
        day: The last day (ISO).
    """

    person: str
    day: str


class SeatRule(Struct, frozen=True):
    """How many seats a party has.

    Attributes:
        party: Organisation or group.
        count: Number of seats.
        since: From which day (ISO); empty if it has always been so.
        decision: Id of the decision that says so; it need not exist yet.
    """

    party: str
    count: int
    since: str = ""
    decision: str = ""


Step = Replacement | Joining | Leaving | SeatRule


def compose(archive: Archive, body: str, steps: Sequence[Step], *, besides: Collection[str] = ()) -> Work:
    """Carry out several changes of one body's composition; new persons get their records in the same commit.

    Args:
        archive: The archive.
        body: Id of the body.
        steps: What changes, in order; the first one gives the commit its sentence.
        besides: Ids that other new records of the same action will have.

    Raises:
        NotFound: The body, a person or a party does not exist, or the one who leaves does not sit there.
        Refused: The new member already sits there so.
        WrongUse: There is nothing to do, or a name fits several persons.
    """
    record = archive.get(body)
    if record.type != "body":
        raise WrongUse(t("{id} is not a body.", id=record.id))
    if not steps:
        raise WrongUse(t("Nothing to change in {id}.", id=record.id))
    at_work = _AtWork(archive, record, besides)
    sentences = [at_work.take(step) for step in steps]
    more = len(sentences) - 1
    rest = in_language(archive.language)(" (+{count})", count=more) if more else ""
    edit = Edit(record.id, at_work.fields, record.etag)
    return Work((edit, *at_work.drafts), f"{sentences[0]}{rest}")


def replace_member(
    archive: Archive,
    body: str,
    old: str,
    new: str,
    since: str,
    *,
    party: str = "",
    role: str = "",
    title: str = "",
    acting: bool = False,
    decision: str = "",
) -> Work:
    """Let *new* take *old*'s place in a body; see :class:`Replacement` and :func:`compose`."""
    return compose(archive, body, [Replacement(old, new, since, party, role, title, acting, decision)])


def add_member(
    archive: Archive,
    body: str,
    new: str,
    since: str = "",
    *,
    party: str = "",
    role: str = "member",
    title: str = "",
    acting: bool = False,
    stands_in_for: str = "",
    decision: str = "",
) -> Work:
    """Let somebody sit in a body; see :class:`Joining` and :func:`compose`."""
    return compose(archive, body, [Joining(new, since, party, role, title, acting, stands_in_for, decision)])


def end_member(archive: Archive, body: str, person: str, day: str) -> Work:
    """Let somebody leave a body after *day*; the seat becomes vacant."""
    return compose(archive, body, [Leaving(person, day)])


def set_seats(
    archive: Archive, body: str, party: str, count: int, since: str = "", *, decision: str = ""
) -> Work:
    """Give a party a number of seats in a body from a day on; its former rule ends that day."""
    return compose(archive, body, [SeatRule(party, count, since, decision)])


class _AtWork:
    """A body's record while its composition is changed step by step."""

    def __init__(self, archive: Archive, body: Record, besides: Collection[str]) -> None:
        self._archive = archive
        self._body = body
        self._say = in_language(archive.language)
        self._besides = set(besides)
        self.fields: dict[str, Value] = dict(archive.current(body).fields)
        self.drafts: list[Draft] = []

    def take(self, step: Step) -> str:
        """Carry out one step; return it as a sentence in the archive's language."""
        match step:
            case Replacement():
                return self._replace(step)
            case Joining():
                return self._join(step)
            case Leaving():
                return self._leave(step)
            case SeatRule():
                return self._seat(step)

    def _replace(self, step: Replacement) -> str:
        lines = self._lines("members")
        old = self._archive.get(step.old)
        place = self._place(lines, old, step.since)
        party = self._party(step.party)
        leaver = lines[place]
        new = self._person(step.new, party or (said(leaver, "for") if isinstance(leaver, dict) else ""), step)
        if new.id == old.id:
            raise Refused(t("{name} sits there already.", name=new.name))
        link = "stands_in_for" if step.acting else "succeeds"
        line = self._line(new, party, step) | {"role": step.role, link: old.id}
        self.fields["members"] = members.replaced(lines, place, line, step.since)
        sentence = "{new} stands in for {old}" if step.acting else "{new} replaces {old}"
        return self._say(sentence, new=new.name, old=old.text("name") or old.id)

    def _join(self, step: Joining) -> str:
        lines, party = self._lines("members"), self._party(step.party)
        new = self._person(step.new, party, step)
        for_whom = self._archive.get(step.stands_in_for).id if step.stands_in_for else ""
        line = self._line(new, party, step) | {"role": step.role, "stands_in_for": for_whom}
        there = members.line_of(lines, new.id, step.since)
        former = lines[there] if there >= 0 else None
        if isinstance(former, dict) and (said(former, "for"), said(former, "role")) == (party, step.role):
            raise Refused(t("{name} sits there already.", name=new.name))
        self.fields["members"] = members.joined(lines, line)
        if not party:
            return self._say("{new} joins", new=new.name)
        return self._say("{new} joins for {party}", new=new.name, party=self._archive.name(party))

    def _leave(self, step: Leaving) -> str:
        lines, person = self._lines("members"), self._archive.get(step.person)
        self.fields["members"] = members.ended(lines, self._place(lines, person, step.day), step.day)
        return self._say("{person} leaves", person=person.text("name") or person.id)

    def _seat(self, step: SeatRule) -> str:
        party = self._party(step.party)
        if not party or step.count < 0:
            raise WrongUse(t("A seat rule needs a party and a number."))
        rule = {"for": party, "count": str(step.count), "from": step.since, "by": step.decision}
        self.fields["seats"] = members.with_seats(self._lines("seats"), rule)
        name = self._archive.name(party)
        return self._say("{party} has {count} seats", party=name, count=step.count)

    def _place(self, lines: Sequence[Value], person: Record, day: str) -> int:
        place = members.line_of(lines, person.id, day)
        if place < 0:
            raise NotFound(
                t("{name} does not sit in {body} on {day}.", name=person.id, body=self._body.id, day=day),
                remedy=t("See: {command}", command=f"tingsbok body seats {self._body.id} --on {day}"),
            )
        return place

    def _party(self, party: str) -> str:
        return self._archive.get(party).id if party else ""

    def _person(self, text: str, party: str, step: Replacement | Joining) -> Found:
        same = (draft for draft in self.drafts if draft.fields.get("name") == " ".join(text.split()))
        if draft := next(same, None):
            return Found(draft.id, str(draft.fields["name"]))
        found = find_person(self._archive, text, party=party, title=step.title, besides=self._besides)
        if found.draft is not None:
            self.drafts.append(found.draft)
            self._besides.add(found.id)
        return found

    @staticmethod
    def _line(new: Found, party: str, step: Replacement | Joining) -> dict[str, str]:
        return {
            "person": new.id,
            "for": party,
            "title": step.title,
            "from": step.since,
            "acting": "true" if step.acting else "",
            "by": step.decision,
        }

    def _lines(self, name: str) -> list[Value]:
        value = self.fields.get(name)
        return list(value) if isinstance(value, list) else []
