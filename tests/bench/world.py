"""Twenty years of an invented region: its records, and the changes that made them, in the order of time.

Nothing here knows git: :func:`changes` yields files and messages, :mod:`tests.bench.archives` stores them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.bench import swedish
from tests.bench.chance import Chance
from tingsbok.ids import slug

LAST_DAY = date(2024, 11, 6)
TODAY = "2024-11-08"
"""The day on which the archive is looked at: two days after the last commit."""

PER_YEAR = 5_000
"""Records that the largest archive gains in a year; smaller ones cover fewer years, but two at least."""

OUTCOMES = (
    *("approved", "adopted", "established", "endorsed", "noted", "postponed", "referred-back", "recommended"),
    *("assigned", "funded"),
)
KINDS = ("agreement", "programme", "strategy", "routine", "guideline", "plan")
_TYPE_WORDS = {
    "organisation": "Organisation",
    "body": "Organ",
    "person": "Person",
    "case": "Ärende",
    "agreement": "Avtal",
    "meeting": "Möte",
    "decision": "Beslut",
    "assignment": "Uppdrag",
}


@dataclass(slots=True)
class Item:
    """A record as it stands now: its fields as written in YAML, and its text."""

    id: str
    path: str
    fields: dict[str, str]
    body: str = ""

    @property
    def type(self) -> str:
        """Its type."""
        return self.fields["type"]

    @property
    def raw(self) -> bytes:
        """The file."""
        head = "".join(
            [f"{name}:{' ' if text[0] != chr(10) else ''}{text}\n" for name, text in self.fields.items()]
        )
        return f"---\n{head}---\n{self.body}".encode()


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: when, what for, and the files as they are after it."""

    day: date
    author: int
    message: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Amounts:
    """How many records of each type; together exactly *size*."""

    size: int
    bodies: int = field(init=False)
    towns: int = field(init=False)
    people: int = field(init=False)
    cases: int = field(init=False)
    agreements: int = field(init=False)
    assignments: int = field(init=False)
    meetings: int = field(init=False)
    decisions: int = field(init=False)
    years: int = field(init=False)

    def __post_init__(self) -> None:
        size = self.size
        self.bodies = max(3, min(40, size // 25))
        self.towns = max(4, min(60, size // 20))
        self.people = size * 3 // 100 + min(120, size // 10)
        self.cases = max(2, size * 4 // 100)
        self.agreements = max(2, size * 6 // 1000)
        self.assignments = size * 8 // 100
        self.meetings = max(self.bodies, size * 12 // 100)
        others = self.bodies + self.towns + self.people + self.cases + self.agreements + self.assignments
        self.decisions = size - others - self.meetings
        self.years = max(2, min(20, size // PER_YEAR))


class World:
    """The region as it grows.

    Args:
        size: Records when it is done.
    """

    def __init__(self, size: int) -> None:
        self.amounts = Amounts(size)
        self.chance = Chance(f"region {size}")
        self.towns = swedish.towns(self.amounts.towns)
        self.writer = swedish.Writer(self.chance, self.towns)
        self.first_day = LAST_DAY - timedelta(days=365 * self.amounts.years)
        self.items: dict[str, Item] = {}
        self.of_type: dict[str, list[Item]] = {name: [] for name in _TYPE_WORDS}
        self.open_edits: list[Item] = []
        self.commits = 0
        self.day = self.first_day
        self._late: dict[date, list[tuple[Item, str]]] = {}
        self._due: dict[str, float] = {}

    # -- the order of time

    def changes(self) -> Iterator[Change]:
        """Every commit: twice as many as there are records."""
        size = self.amounts.size
        for change in self._natural():
            self.commits += 1
            yield change
            while self.commits < 2 * len(self.items) and self.open_edits and len(self.items) < size:
                yield self._later_edit()
        while self.commits < 2 * size:
            yield self._later_edit()

    def _natural(self) -> Iterator[Change]:
        yield self._founding()
        for name in swedish.people(self.amounts.people):
            yield self._person(name)
        yield from self._bodies_get_members()
        yield from self._meetings()

    def _founding(self) -> Change:
        founded = [self._organisation(town) for town in self.towns]
        founded += [self._body(name, short) for name, short in swedish.bodies(self.amounts.bodies)]
        settings = ("archive.toml", b'title = "Region Exempel"\nlanguage = "sv"\n')
        return self._commit(founded, "Arkiv: parter och organ inlagda", "import", (settings,))

    def _later_edit(self) -> Change:
        """Somebody returns to an older record; some records are returned to again and again."""
        item = self.chance.common(self.open_edits)
        self.commits += 1
        return self._edited(item)

    # -- who there is

    def _organisation(self, town: str) -> Item:
        fields = {"type": "organisation", "name": f"{town}s kommun", "short": town, "kind": "municipality"}
        identity = self._new_id(town)
        return self._add(Item(identity, f"records/organisations/{identity}.md", fields))

    def _body(self, name: str, short: str) -> Item:
        identity = self._new_id(short)
        parties = ", ".join([item.id for item in self.of_type["organisation"]][:20])
        fields = {
            "type": "body",
            "name": name,
            "short": short,
            "formality": self.chance.one(("board", "political-council", "officials-network")),
            "parties": f"[{parties}]",
            "numbering": "meeting",
            "decision_phrase": f'"{name} beslutar:"',
        }
        return self._add(Item(identity, f"records/bodies/{identity}.md", fields, self._prose(4)))

    def _person(self, name: str) -> Change:
        identity = self._new_id(name)
        initials = "".join(part[0] for part in identity.split("-")[:2])
        fields = {
            "type": "person",
            "name": name,
            "title": self.writer.thing(),
            "organisation": self.chance.one(self.of_type["organisation"]).id,
            "email": f"{identity}@example.invalid",
        }
        person = Item(identity, f"records/people/{initials[0]}/{initials}/{identity}.md", fields)
        return self._created(self._add(person))

    def _bodies_get_members(self) -> Iterator[Change]:
        people = self.of_type["person"]
        for body in self.of_type["body"]:
            seats = self.chance.some(people[: 40 * len(self.of_type["body"])], self.chance.between(5, 11))
            body.fields["members"] = "".join(
                f"\n  - {{person: {person.id}, for: {person.fields['organisation']}, role: {_role(at)},"
                f" from: {self.first_day}}}"
                for at, person in enumerate(seats)
            )
            self.open_edits.append(body)
            yield self._commit([body], f"Organ {body.id}: ledamöter", "edit")

    # -- what they do

    def _meetings(self) -> Iterator[Change]:
        amounts, bodies = self.amounts, self.of_type["body"]
        coming = min(len(bodies), amounts.meetings // 4)
        held = amounts.meetings - coming
        days = 365 * amounts.years
        for number in range(held):
            self.day = self.first_day + timedelta(days=(number + 1) * (days - 2) // held)
            body = bodies[number % len(bodies)]
            yield from self._follow_ups()
            yield from self._cases_before(number, held)
            yield from self._meeting(body, _share(amounts.decisions, number, held))
            yield from self._assignments(_share(amounts.assignments, number, held))
        self.day = LAST_DAY
        for number in range(coming):
            when = LAST_DAY + timedelta(days=number + 5)
            meeting = self._called(bodies[(held + number) % len(bodies)], when, 3)
            yield self._created(meeting)

    def _cases_before(self, number: int, held: int) -> Iterator[Change]:
        for _ in range(_share(self.amounts.cases, number, held)):
            yield self._created(self._case())
        for _ in range(_share(self.amounts.agreements, number, held)):
            yield self._created(self._agreement())

    def _case(self) -> Item:
        owner = self.chance.one(self.of_type["body"])
        title = self.writer.title()
        identity = self._new_id(title)
        fields = {
            "type": "case",
            "title": title,
            "status": "open",
            "owner": owner.id,
            "registrations": f"\n  - {{number: HSN {self.day.year}-{self.chance.between(100, 9999)}}}",
            "keywords": f"[{self.writer.thing()}, {self.writer.thing()}]",
            "opened": str(self.day),
        }
        item = Item(
            identity, f"records/cases/{owner.id}/{self.day.year}/{identity}.md", fields, self._prose(18)
        )
        self.open_edits.append(item)
        return self._add(item)

    def _agreement(self) -> Item:
        chance = self.chance
        title = self.writer.title()
        identity = self._new_id(title)
        parties = chance.some(self.of_type["organisation"], chance.between(3, 15))
        asked = [f"\n  - {{party: {party.id}, status: asked, date: {self.day}}}" for party in parties]
        fields = {
            "type": "agreement",
            "title": title,
            "kind": chance.one(KINDS),
            "parties": f"[{', '.join(party.id for party in parties)}]",
            "status": "proposed",
            "valid_from": str(self.day + timedelta(days=90)),
            "notice_months": "12",
            "adoption_rule": "all",
            "ratifications": "".join(asked),
            "owner": chance.one(self.of_type["body"]).id,
        }
        if self.of_type["case"]:
            fields["case"] = chance.common(self.of_type["case"][::-1]).id
        item = Item(identity, f"records/agreements/{self.day.year}/{identity}.md", fields, self._prose(20))
        self.open_edits.append(item)
        return self._add(item)

    def _called(self, body: Item, when: date, decisions: int) -> Item:
        identity = self._new_id(f"{body.id}-{when}")
        items, sections = "", []
        for number in range(1, decisions + self.chance.between(2, 5)):
            title = self.writer.title()
            items += f'\n  - key: "{number}"\n    number: § {number}\n    title: {title}'
            items += f"\n    kind: {'decision' if number <= decisions else 'information'}"
            if self.of_type["case"] and self.chance.below(3) == 0:
                items += f"\n    case: {self._recent('case').id}"
            sections.append(f"## § {number} {title}\n\n{self._prose(self.chance.between(1, 3))}")
        fields = {
            "type": "meeting",
            "body": body.id,
            "date": str(when),
            "start": '"09:00"',
            "place": self.chance.one(self.towns),
            "mode": self.chance.one(("in-person", "digital", "hybrid")),
            "status": "called",
            "items": items,
        }
        folder = f"records/meetings/{body.id}/{when.year}/{when}"
        return self._add(Item(identity, f"{folder}/{identity}.md", fields, "\n".join(sections)))

    def _meeting(self, body: Item, decisions: int) -> Iterator[Change]:
        """A meeting's life: called, held, its decisions written one by one, approved."""
        meeting = self._called(body, self.day, decisions)
        yield self._created(meeting)
        items = meeting.fields.pop("items")
        seats = self.chance.some(self.of_type["person"][:2000], self.chance.between(4, 9))
        meeting.fields |= {
            "status": "held",
            "chair": seats[0].id,
            "attendance": "".join(
                f"\n  - {{person: {person.id}, for: {person.fields['organisation']}, role: {_role(at)},"
                f" status: {'absent' if at and self.chance.below(8) == 0 else 'present'}}}"
                for at, person in enumerate(seats)
            ),
            "items": items,
        }
        yield self._commit([meeting], f"Möte {meeting.id}: närvaro", "edit")
        for key in range(1, decisions + 1):
            yield self._created(self._decision(meeting, key))
        if self.day < LAST_DAY - timedelta(days=21):
            meeting.fields |= {"status": "approved", "approved_date": str(self.day)}
            yield self._commit([meeting], f"Möte {meeting.id}: protokollet godkänt", "approve")

    def _decision(self, meeting: Item, key: int) -> Item:
        chance, identity = self.chance, self._new_id(f"{meeting.id}-{key}")
        fields = {
            "type": "decision",
            "meeting": meeting.id,
            "item": f'"{key}"',
            "title": self.writer.title(),
            "outcome": chance.one(OUTCOMES),
        }
        if self.of_type["case"] and chance.below(3):
            fields["case"] = self._recent("case").id
        if self.of_type["agreement"] and chance.below(10) == 0:
            fields["agreement"] = self._recent("agreement").id
        elif chance.below(4) == 0:
            fields |= {"valid_from": str(self.day), "until_further_notice": "true"}
        if fields["outcome"] in {"approved", "funded"} and chance.below(3) == 0:
            fields["conditions"] = f"\n  - text: {self.writer.definite()} ska vara klar\n    effect: suspends"
        if self.of_type["decision"] and chance.below(4) == 0:
            fields["see_also"] = f"[{self._recent('decision').id}]"
        if fields["outcome"] == "postponed" and chance.below(8):
            fields["until"] = str(self.day + timedelta(days=chance.between(30, 120)))
        clauses = "".join(
            f"- att {self.writer.definite()} ska följas upp {self.day.year + 1}\n"
            for _ in range(chance.between(1, 3))
        )
        item = Item(identity, meeting.path.rpartition("/")[0] + f"/{identity}.md", fields)
        item.body = f"{clauses}\nBakgrund: {self._prose(chance.between(8, 16))}{self._mention()}"
        self.open_edits.append(item)
        return self._add(item)

    def _mention(self) -> str:
        case = self._recent("case") if self.of_type["case"] and self.chance.below(2) else None
        return f"\nFrågan följs i [[{case.id}|{case.fields['title']}]].\n" if case else ""

    def _assignments(self, count: int) -> Iterator[Change]:
        for _ in range(count):
            given_by = self._recent("decision")
            title = f"Ta fram {self.writer.thing()}"
            identity = self._new_id(title)
            people = self.chance.some(self.of_type["person"][:2000], self.chance.between(1, 2))
            due = self.day + timedelta(days=self.chance.between(20, 300))
            fields = {
                "type": "assignment",
                "title": title,
                "assignees": f"[{', '.join(person.id for person in people)}]",
                "given_by": given_by.id,
                "due": str(due),
                "status": "open",
            }
            if "case" in given_by.fields:
                fields["case"] = given_by.fields["case"]
            body = given_by.path.split("/")[2]
            item = Item(
                identity, f"records/assignments/{body}/{due.year}/{identity}.md", fields, self._prose(8)
            )
            yield self._created(self._add(item))
            if due < LAST_DAY and self.chance.below(9):
                self._late.setdefault(due, []).append((item, "done"))

    def _follow_ups(self) -> Iterator[Change]:
        """What was due since the last meeting is reported as done."""
        for due in sorted(day for day in self._late if day <= self.day):
            for item, status in self._late.pop(due):
                item.fields["status"] = status
                item.fields["reports"] = f"\n  - {{made: {due}, note: {self.writer.thing()} klar}}"
                yield self._commit([item], f"Uppdrag {item.id}: klart", "edit")

    def _edited(self, item: Item) -> Change:
        if item.type == "agreement" and "status: asked" in item.fields["ratifications"]:
            asked = item.fields["ratifications"]
            item.fields["ratifications"] = asked.replace("status: asked", "status: adopted", 1)
            if "status: asked" not in item.fields["ratifications"]:
                item.fields["status"] = "in-force"
            return self._commit([item], f"Avtal {item.id}: en part har antagit", "edit")
        item.fields["note"] = self.writer.sentence().replace(": ", ", ")
        return self._commit([item], f"{_TYPE_WORDS[item.type]} {item.id}: anmärkning", "edit")

    # -- the smallest things

    def _prose(self, sentences: int) -> str:
        return self.writer.prose(sentences) + "\n"

    def _recent(self, type: str) -> Item:
        """One of a type, the newest most likely."""
        items = self.of_type[type]
        return items[-int(len(items) ** self.chance.fraction())]

    def _new_id(self, text: str) -> str:
        wanted = slug(text)
        identity, number = wanted, 1
        while identity in self.items:
            number += 1
            identity = f"{wanted}-{number}"
        return identity

    def _add(self, item: Item) -> Item:
        self.items[item.id] = item
        self.of_type[item.type].append(item)
        return item

    def _created(self, item: Item) -> Change:
        return self._commit([item], f"{_TYPE_WORDS[item.type]} {item.id}: skapat", "create")

    def _commit(
        self, items: list[Item], subject: str, change: str, more: tuple[tuple[str, bytes], ...] = ()
    ) -> Change:
        trailers = [f"Change: {change}"]
        if len(items) == 1:
            trailers = [f"Record: {items[0].id}", f"Record-Type: {items[0].type}", *trailers]
        message = f"{subject}\n\n" + "\n".join(trailers) + "\n"
        files = tuple((item.path, item.raw) for item in items)
        return Change(self.day, self.chance.below(5), message, (*more, *files))


def _role(at: int) -> str:
    return ("chair", "vice-chair")[at] if at < 2 else "member"


def _share(whole: int, number: int, of: int) -> int:
    """How many of a whole fall to the number-th of several, so that all of them are the whole."""
    return (number + 1) * whole // of - number * whole // of
