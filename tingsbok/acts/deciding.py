"""Deciding in a meeting: one record for each effect, and in the same change what follows from it at once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.actions import ChangeKind, Draft, Edit, Work
from tingsbok.acts.composition import Leaving, Step, compose
from tingsbok.acts.items import Place, item_text
from tingsbok.acts.returning import earlier_turns, ordinal, returning, until_shown
from tingsbok.dates import is_date, show_date
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import current, in_language, t
from tingsbok.meetings import outcomes
from tingsbok.meetings.locks import is_locked
from tingsbok.meetings.outcomes import RETURNING
from tingsbok.questions.adoption import members_of
from tingsbok.record import Record, listed, said
from tingsbok.steps import COMING

if TYPE_CHECKING:
    from tingsbok.archive import Archive

_WIDTH = 118
_GAP = "…"


class Ruling(Struct, frozen=True):
    """One decision as somebody wants to record it.

    Attributes:
        fields: The decision's front matter as far as it was given; ``outcome`` must be there.
        clauses: The clauses as written.
        reasons: What stands under them.
        appoints: Changes of who sits where, each with the id of the body.
    """

    fields: Mapping[str, Value]
    clauses: tuple[str, ...] = ()
    reasons: str = ""
    appoints: tuple[tuple[str, Step], ...] = ()

    @property
    def outcome(self) -> str:
        """What was chosen."""
        value = self.fields.get("outcome", "")
        return value if isinstance(value, str) else ""


class Deciding(Struct, frozen=True):
    """A decision worked out.

    Attributes:
        work: What is to be saved.
        decisions: The new decisions.
        follows: What follows from them, in sentences.
        advice: What somebody should look at once more; it stops nothing.
    """

    work: Work
    decisions: tuple[Draft, ...]
    follows: tuple[str, ...]
    advice: tuple[str, ...]


# --- a decision to begin with


def begin(
    archive: Archive, where: Place, outcome: str, *, until: Mapping[str, Value] | None = None
) -> Ruling:
    """A decision to go on with: title and case of the item, when it returns, and a first clause.

    Args:
        archive: The archive.
        where: The item.
        outcome: What was chosen.
        until: When the matter returns, as :func:`returning` says it; the next meeting if not given.
    """
    if outcomes.outcome(outcome) is None:
        raise WrongUse(t('There is no outcome "{outcome}".', outcome=outcome))
    line = where.item.line
    fields: dict[str, Value] = {"outcome": outcome, "title": where.item.title or where.item.key}
    fields |= {name: value for name in ("case", "agreement") if (value := said(line, name))}
    if outcome in RETURNING:
        fields |= returning(archive, where.meeting, "") if until is None else until
    return Ruling(fields, _first_clauses(archive, where, fields))


def _first_clauses(archive: Archive, where: Place, fields: Mapping[str, Value]) -> tuple[str, ...]:
    written = outcomes.clauses_in(item_text(where))
    if written and not where.item.decisions:
        return written
    body = archive.resolve(where.meeting.text("body")) if where.meeting.text("body") else None
    first = outcomes.first_clause(
        said(fields, "outcome"),
        until=_until_in_words(archive, fields),
        phrase=body.text("decision_phrase") if body else "",
        language=archive.language,
    )
    return (first,) if first else ()


def _until_in_words(archive: Archive, fields: Mapping[str, Value]) -> str:
    say, until = in_language(archive.language), said(fields, "until")
    shown = until_shown(archive, fields)
    return say("the meeting {date}", date=shown) if until and not is_date(until) else shown


def unfinished(clauses: Iterable[str]) -> bool:
    """Whether a clause still holds a gap that somebody has to fill."""
    return any(_GAP in clause for clause in clauses)


def as_body(clauses: Iterable[str], reasons: str = "") -> str:
    """The clauses as the text of a decision: a list item each, then the reasons."""
    lines = [" ".join(clause.split()).removeprefix("- ") for clause in clauses if clause.strip()]
    items = [
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    ]
    blocks = ["\n".join(items), reasons.strip()]
    text = "\n\n".join(filter(None, blocks))
    return f"{text}\n" if text else ""


# --- deciding


def split(ruling: Ruling, parts: Sequence[tuple[str, tuple[str, ...]]]) -> list[Ruling]:
    """A decision for each effect of its clauses; what modifies the decision stays with the first.

    Args:
        ruling: The decision with all clauses.
        parts: The clauses by effect, as :func:`tingsbok.meetings.outcomes.effects` gives them.
    """
    shared = {name: value for name, value in ruling.fields.items() if name in {"title", "case", "agreement"}}
    first, *rest = parts
    others = [Ruling({**shared, "outcome": key}, clauses) for key, clauses in rest]
    return [replace(ruling, clauses=first[1]), *others]


def decide(
    archive: Archive, where: Place, rulings: Sequence[Ruling], *, besides: Sequence[str] = ()
) -> Deciding:
    """Record decisions on an item as one change, with what follows from them at once.

    A recommendation opens a line for each party, on the agreement if one is named. An appointment changes the
    body's members, a repealed agreement ends.

    Args:
        archive: The archive.
        where: The item.
        rulings: The decisions; each has one effect.
        besides: Ids that other new records of the same action will have.

    Raises:
        WrongUse: An outcome is missing or unknown, or a replacement cannot be carried out.
        NotFound: A record that is to change does not exist.
    """
    return decide_all(archive, [(where, ruling) for ruling in rulings], besides=besides)


def decide_all(
    archive: Archive, rulings: Sequence[tuple[Place, Ruling]], *, besides: Sequence[str] = ()
) -> Deciding:
    """Record decisions on several items as one change; see :func:`decide`."""
    at_work = _AtWork(archive, besides)
    for where, ruling in rulings:
        at_work.take(where, ruling)
    at_work.seat()
    changes: list[Edit | Draft] = [*at_work.decisions, *at_work.people, *at_work.edits.values()]
    advice = [line for where, ruling in rulings for line in _advice(archive, where, ruling)]
    return Deciding(
        Work(tuple(changes), "; ".join(at_work.said), ChangeKind.CREATE),
        tuple(at_work.decisions),
        tuple(dict.fromkeys(at_work.follows)),
        tuple(dict.fromkeys(advice)),
    )


class _AtWork:
    """Decisions while they are worked out one by one."""

    def __init__(self, archive: Archive, besides: Sequence[str]) -> None:
        self._archive = archive
        self._besides = list(besides)
        self.decisions: list[Draft] = []
        self.people: list[Draft] = []
        self.edits: dict[str, Edit] = {}
        self.follows: list[str] = []
        self.said: list[str] = []
        self._steps: dict[str, list[Step]] = {}

    def take(self, where: Place, ruling: Ruling) -> None:
        """Work out one decision and what follows from it."""
        if outcomes.outcome(ruling.outcome) is None:
            raise WrongUse(t('There is no outcome "{outcome}".', outcome=ruling.outcome))
        fields = self._fields(where, ruling)
        draft = self._archive.draft(
            "decision", fields, as_body(ruling.clauses, ruling.reasons), besides=self._besides
        )
        self._besides.append(draft.id)
        self.decisions.append(replace(draft, fields=self._asking(where, draft, fields)))
        self._repeal(where, fields)
        self._returns(where, fields)
        for body, step in ruling.appoints:
            self._steps.setdefault(body, []).append(_by(step, draft.id))
        self.said.append(self._sentence(fields))

    def _fields(self, where: Place, ruling: Ruling) -> dict[str, Value]:
        title = said(ruling.fields, "title") or where.item.title or where.item.key
        fields = {
            "meeting": where.meeting.id,
            "item": where.item.key,
            **{name: value for name, value in ruling.fields.items() if value and name != "type"},
            "title": title,
        }
        if ruling.outcome == "postponed" and not {"until", "until_text"} & set(fields):
            fields |= returning(self._archive, where.meeting, "")
        elif until := said(fields, "until"):
            fields = {name: value for name, value in fields.items() if name != "until"}
            fields |= returning(self._archive, where.meeting, until)
        known = self._archive.type_named("decision").fields
        order = [field.name for field in known]
        return dict(sorted(fields.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99))

    def _sentence(self, fields: Mapping[str, Value]) -> str:
        outcome = self._archive.type_named("decision").field("outcome")
        label = outcome.choice_label(said(fields, "outcome"), self._archive.language) if outcome else ""
        until = until_shown(self._archive, fields)
        say = in_language(self._archive.language)
        if until and said(fields, "outcome") in RETURNING:
            return say("{outcome} until {date}", outcome=label, date=until)
        return f"{label}, {said(fields, 'title')}"

    # -- what follows

    def _asking(self, where: Place, draft: Draft, fields: dict[str, Value]) -> dict[str, Value]:
        """A recommendation asks every party: on the agreement, or on the decision if none is named."""
        if said(fields, "outcome") != "recommended":
            return fields
        agreement = self._record(said(fields, "agreement"))
        to = (
            listed(fields, "recommends_to")
            or (agreement.texts("parties") if agreement else [])
            or self._own_parties(where)
        )
        asked_for = (self._archive.current_id(party) for one in to for party in self._parties(one))
        parties = list(dict.fromkeys(asked_for))
        target = self._as_edited(agreement) if agreement else fields
        rows = self._rows(target, parties)
        asked: dict[str, Value] = {**fields, "recommends_to": list(to)} if to else dict(fields)
        self.follows.append(
            t(
                "{count} parties get a line that waits for their answer, in {id}.",
                count=len(parties),
                id=agreement.id if agreement else draft.id,
            )
        )
        if agreement is None:
            return {**asked, "ratifications": rows} if rows else asked
        self.edits[agreement.id] = Edit(agreement.id, {**target, "ratifications": rows}, agreement.etag)
        return asked

    def _rows(self, fields: Mapping[str, Value], parties: Iterable[str]) -> list[Value]:
        value = fields.get("ratifications")
        rows: list[Value] = list(value) if isinstance(value, list) else []
        there = {self._archive.current_id(said(row, "party")) for row in rows if isinstance(row, dict)}
        new: list[Value] = [{"party": party, "status": "asked"} for party in parties if party not in there]
        return [*rows, *new]

    def _own_parties(self, where: Place) -> list[str]:
        body = self._record(where.meeting.text("body"))
        return body.texts("parties") if body else []

    def _parties(self, identity: str) -> list[str]:
        """Who is asked when a group or a body is asked."""
        record = self._record(identity)
        if record is not None and record.type == "body":
            return record.texts("parties") or [identity]
        return members_of(self._archive, identity) or [identity]

    def _repeal(self, where: Place, fields: Mapping[str, Value]) -> None:
        """A repealed agreement ends on the decision's day."""
        for identity in listed(fields, "repeals"):
            record = self._record(identity)
            if record is None or record.type != "agreement":
                continue
            day = said(fields, "valid_from") or where.meeting.text("date")
            ended = {**self._as_edited(record), "status": "ended", "valid_to": day}
            self.edits[record.id] = Edit(record.id, ended, record.etag)
            self.follows.append(t("{title} ends on {date}.", title=self._archive.name(record.id), date=day))

    def seat(self) -> None:
        """Change who sits where, each body once for all decisions."""
        for body, todo in self._steps.items():
            work = compose(self._archive, body, todo, besides=self._besides)
            for change in work.changes:
                if isinstance(change, Draft):
                    self.people.append(change)
                    self._besides.append(change.id)
                elif isinstance(change, Edit):
                    self.edits[change.id] = change
            self.follows.append(f"{self._archive.name(body)}: {work.summary}")

    def _returns(self, where: Place, fields: Mapping[str, Value]) -> None:
        until, words = said(fields, "until"), said(fields, "until_text")
        record = self._record(until) if until and not is_date(until) else None
        if record is not None:
            day = record.text("date") or record.id
            self.follows.append(
                t('The agenda of {date} is offered "{item} returns".', date=day, item=where.number)
            )
        elif until or words:
            shown = show_date(until, current()) if until else words
            self.follows.append(t("The matter is offered to the agenda: {when}.", when=shown))
        for body in listed(fields, "forwarded_to"):
            self.follows.append(
                t("The agenda of {body} is offered the matter.", body=self._archive.name(body))
            )
        if fields.get("conditions"):
            self.follows.append(
                t("The condition stays open, and is shown with the decision, until it is met.")
            )

    def _as_edited(self, record: Record) -> Mapping[str, Value]:
        """The record's fields with what an earlier decision of the same change does to them."""
        edit = self.edits.get(record.id)
        return edit.fields if edit else record.fields

    def _record(self, identity: str) -> Record | None:
        return self._archive.resolve(identity.partition("#")[0]) if identity else None


def _by(step: Step, decision: str) -> Step:
    """The step with the decision that says so; a line that only ends names none."""
    return step if isinstance(step, Leaving) else replace(step, decision=decision)


# --- advice


def _advice(archive: Archive, where: Place, ruling: Ruling) -> Iterator[str]:
    """What somebody should look at once more."""
    if where.meeting.text("status") in COMING:
        yield t("The meeting has not been held yet.")
    if is_locked(where.meeting):
        yield t("The minutes are approved: the decision is added afterwards, and the log shows it.")
    if unfinished(ruling.clauses):
        yield t("A clause still holds … where something is missing.")
    if not ruling.clauses:
        yield t("There is no clause: the minutes will not say what was decided.")
    for decision in where.item.decisions:
        if decision.text("outcome") == ruling.outcome:
            yield t("{item} has this outcome already, in {id}.", item=where.number, id=decision.id)
    if ruling.outcome in RETURNING:
        yield from _turns(archive, where, ruling)
    yield from _without_effect(ruling)


def _without_effect(ruling: Ruling) -> Iterator[str]:
    """What the outcome says that the record does not carry out."""
    if ruling.outcome == "appointed" and not ruling.appoints:
        yield t("Nobody's seat is changed by it yet: say who takes whose place.")
    if ruling.outcome == "repealed" and not ruling.fields.get("repeals"):
        yield t("It does not say yet what is repealed.")
    if ruling.outcome == "forwarded" and not ruling.fields.get("forwarded_to"):
        yield t("It does not say yet to which body.")


def _turns(archive: Archive, where: Place, ruling: Ruling) -> Iterator[str]:
    until = until_shown(archive, ruling.fields)
    if is_date(until) and until < where.meeting.text("date"):
        yield t("The matter would return on {date}, before this meeting.", date=until)
    case = said(ruling.fields, "case")
    turns = earlier_turns(archive, where.meeting, where.item, case)
    if turns:
        yield t(
            "This is the {ordinal} time the matter is put off since {date}.",
            ordinal=ordinal(len(turns) + 1),
            date=turns[0],
        )
