"""Registering what parties answer to a joint decision, and reminding those that have not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, structs

from tingsbok.actions import Edit, Work
from tingsbok.archive import Archive
from tingsbok.dates import read_date
from tingsbok.errors import Refused, WrongUse
from tingsbok.followup.adoption import SCHEDULED, differences, split_reference
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, in_language, t
from tingsbok.questions.adoption import Matrix, matrix_of, waiting_without_agenda, with_parties
from tingsbok.schema import Field

RATIFICATION = N_("Ratification")
"""What the log calls an answer of a party."""

_MOST_NAMES = 2


class Answer(Struct, frozen=True):
    """What a party has answered; what is empty stays as it is written.

    Attributes:
        status: ``adopted``, ``declined``, ``scheduled`` or ``asked``.
        date: ISO date or a part of it.
        authority: The board or committee that decided.
        section: The paragraph of its minutes.
        wording: ``same`` or ``other``.
        text: The clauses as the party adopted them; they settle the wording.
    """

    status: str = "adopted"
    date: str = ""
    authority: str = ""
    section: str = ""
    registration: str = ""
    wording: str = ""
    text: str = ""
    note: str = ""

    @classmethod
    def referring(cls, reference: str, **values: str) -> Answer:
        """An answer whose authority and section were given in one: ``SN § 112``."""
        authority, section = split_reference(reference)
        return cls(authority=authority, section=section, **values)


class Ratified(Struct, frozen=True):
    """A registered answer: the change, and what is odd about it."""

    work: Work
    advice: tuple[str, ...]


def ratify(archive: Archive, target: str, parties: Sequence[str], answer: Answer) -> Ratified:
    """Register what one or several parties have answered, as one change.

    Args:
        archive: The archive.
        target: The agreement or decision.
        parties: The parties, by id or name.
        answer: What they answered.

    Raises:
        NotFound: There is no such record or party.
        WrongUse: The record has no parties, or the status is none.
    """
    matrix = with_parties(matrix_of(archive, target))
    ids = list(dict.fromkeys(matrix.party_named(party) for party in parties))
    statuses = _field(archive, matrix, "status")
    if answer.status not in statuses.choices:
        raise WrongUse(
            t('"{value}" is no value of {field}.', value=answer.status, field="status"),
            remedy=t("Values: {names}", names=", ".join(statuses.choices)),
        )
    settled = _settled(matrix, answer)
    said = [_names(archive, matrix, ids) + (":" if len(ids) > 1 else "")]
    said += [statuses.choice_label(answer.status, archive.language), settled.date]
    summary = " ".join(filter(None, said))
    lines = _lines(matrix, dict.fromkeys(ids, settled))
    return Ratified(_work(archive, matrix, lines, summary), tuple(_advice(matrix, settled, archive.today)))


def read_status(archive: Archive, matrix: Matrix, text: str) -> str:
    """The status that a text names by its key or its word in any language; empty if none."""
    return _field(archive, matrix, "status").choice_for(text)


def answer_day(text: str, status: str, today: date) -> str:
    """The day of an answer as somebody wrote it, in ISO form; empty if nothing was written.

    An answer has been given: without a year it is the latest such day up to today. What only stands on an
    agenda is still to come.

    Raises:
        WrongUse: It is no date.
    """
    if not text.strip():
        return ""
    read = read_date(text, base=today, today=today, past=has_happened(status))
    if not read.value:
        message = read.problem or t('"{text}" is no date.', text=text)
        raise WrongUse(message, remedy=" / ".join(read.proposals))
    return read.value


def has_happened(status: str) -> bool:
    """Whether an answer has been given, or only stands on an agenda; see :func:`answer_day`."""
    return status != SCHEDULED


def reminded(archive: Archive, matrix: Matrix, parties: Sequence[str]) -> Work | None:
    """The change that marks parties as reminded today; ``None`` if all of them are already."""
    today = archive.today.isoformat()
    late = [
        party
        for party in parties
        if (stance := matrix.adoption.stance(party)) is None or stance.reminded != today
    ]
    if not late:
        return None
    words = in_language(archive.language)
    summary = words("{parties}, reminder {date}", parties=_names(archive, matrix, late), date=today)
    return _work(archive, matrix, _lines(matrix, dict.fromkeys(late, _Reminder(today))), summary)


def to_remind(matrix: Matrix, parties: Sequence[str] = (), *, missing: bool = False) -> list[str]:
    """Ids of the parties to remind: those named, or those that have not answered.

    Args:
        matrix: The matrix.
        parties: Parties by id or name; nobody means everybody who has not answered.
        missing: Leave out those that have it on an agenda.

    Raises:
        NotFound: A party is none.
        Refused: One that is named has answered, or nobody is left to remind.
    """
    if not parties:
        waiting = waiting_without_agenda(matrix) if missing else matrix.adoption.waiting
        if not waiting:
            raise Refused(t("Every party has answered: there is nobody to remind."))
        return [stance.party for stance in waiting]
    ids = [matrix.party_named(party) for party in parties]
    for party in ids:
        stance = matrix.adoption.stance(party)
        if stance is not None and stance.answered:
            raise Refused(t("{party} has already answered.", party=matrix.name(party)))
    return ids


class _Reminder(Struct, frozen=True):
    """A line of a party that was reminded."""

    reminded: str


_KEYS = (
    *("party", "status", "date", "authority", "section"),
    *("registration", "wording", "text", "reminded", "note"),
)


def _lines(matrix: Matrix, given: Mapping[str, Answer] | Mapping[str, _Reminder]) -> list[Value]:
    """The record's lines with what is given for parties; a party without a line gets one at the end."""
    written = matrix.record.fields.get("ratifications")
    lines: list[Value] = list(written) if isinstance(written, list) else []
    for party, news in given.items():
        stance = matrix.adoption.stance(party)
        at = stance.index if stance and stance.index >= 0 else len(lines)
        former = lines[at] if at < len(lines) else {}
        lines[at : at + 1] = [_line(party, former if isinstance(former, dict) else {}, structs.asdict(news))]
    return lines


def _line(party: str, former: Mapping[str, Value], news: Mapping[str, str]) -> dict[str, Value]:
    line: dict[str, Value] = {"party": party, "status": "asked", **former}
    if news.get("status", line["status"]) != line["status"]:
        line.pop("date", None)  # the day of a former status says nothing about the new one
    line |= {name: value for name, value in news.items() if value}
    order = {name: at for at, name in enumerate(_KEYS)}
    return dict(sorted(line.items(), key=lambda pair: order.get(pair[0], len(order))))


def _work(archive: Archive, matrix: Matrix, lines: Sequence[Value], summary: str) -> Work:
    record = matrix.record
    edit = Edit(record.id, {**record.fields, "ratifications": list(lines)}, record.etag)
    return Work((edit,), summary, noun=in_language(archive.language)(RATIFICATION))


def _settled(matrix: Matrix, answer: Answer) -> Answer:
    """The answer with its wording as its text says; a text that is the same is not kept twice."""
    if not answer.text.strip() or not matrix.adoption.clauses:
        return answer
    same = not differences(matrix.adoption.clauses, answer.text, "en")
    values = {
        **structs.asdict(answer),
        "wording": "same" if same else "other",
        "text": "" if same else answer.text,
    }
    return Answer(**values)


def _advice(matrix: Matrix, answer: Answer, today: date) -> list[str]:
    """What is odd about an answer; none of it keeps it from being registered."""
    advice = []
    if answer.date and matrix.day and answer.date < matrix.day[: len(answer.date)]:
        advice.append(t("The day is before that of the recommendation, {date}.", date=matrix.day))
    if answer.date > today.isoformat() and answer.status != SCHEDULED:
        advice.append(t("The day is still to come."))
    if answer.status in ("adopted", "declined") and not answer.section:
        advice.append(t("The paragraph (§) is missing."))
    return advice


def _names(archive: Archive, matrix: Matrix, parties: Sequence[str]) -> str:
    if len(parties) > _MOST_NAMES:
        return in_language(archive.language)("{count} parties", count=len(parties))
    return ", ".join(matrix.name(party) for party in parties)


def _field(archive: Archive, matrix: Matrix, name: str) -> Field:
    record_type = archive.schemas.types[matrix.record.type]
    return record_type.field(f"ratifications.{name}") or Field(name)
