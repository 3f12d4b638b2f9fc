"""A decision and a task as forms show them: their fields, and what comes out of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from tingsbok.acts.assigning import Task
from tingsbok.acts.composition import Joining, Replacement, Step
from tingsbok.acts.deciding import Ruling
from tingsbok.followup.answers import Answer
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.meetings import outcomes
from tingsbok.record import said
from tingsbok.schema import Field, RecordType
from tui.display import content
from tui.widgets.document import FieldRow
from tui.widgets.many_links import WORDS
from tui.widgets.outcome_picker import Choice

MOST_CLAUSES: Final = 12
EVERYBODY: Final = "*"
"""Stands among those who are to do something for every member."""

MOST_ANSWERS: Final = 8
"""Parties whose answers are shown one by one, also those that have none."""

_CLAUSE = "clause_"
_SHOWN: Final = ("outcome", "title", "case", "conditions", "valid_from", "valid_to", "until_further_notice")
_BY_OUTCOME: Final = {
    "postponed": ("until",),
    "referred-back": ("until",),
    "recommended": ("agreement", "recommends_to"),
    "adopted": ("agreement",),
    "established": ("agreement",),
    "forwarded": ("forwarded_to",),
    "appointed": ("appoints",),
    "funded": ("cost",),
    "repealed": ("repeals",),
}
"""Fields that belong to an outcome, so that nobody has to look for them."""
_LEFT_OUT: Final = frozenset(
    {"type", "meeting", "item", "body", "date", "until_text", "ratifications", "corrections"}
)
_FIRST: Final = ("outcome", "until", "title", "case", "agreement")


def clause_names(count: int) -> list[str]:
    """Names of the first so many clauses in the form."""
    return [f"{_CLAUSE}{number}" for number in range(1, count + 1)]


def is_clause(name: str) -> bool:
    """Whether a field of the form is a clause."""
    return name.startswith(_CLAUSE)


def decision_fields(record_type: RecordType) -> tuple[Field, ...]:
    """The fields of the decision form in its order: what is chosen, the clauses, then the rest."""
    fields = {field.name: field for field in record_type.fields if field.name not in _LEFT_OUT}
    if until := fields.get("until"):
        fields["until"] = replace(until, kind="date")
    first = [fields.pop(name) for name in _FIRST if name in fields]
    clauses = [
        Field(name, "longtext", titles={"sv": f"Att-sats {number}", "en": f"Clause {number}"})
        for number, name in enumerate(clause_names(MOST_CLAUSES), start=1)
    ]
    return (*first, *clauses, _appoints(), *fields.values())


def _appoints() -> Field:
    """Who takes whose place: written into the body's members, not into the decision."""
    parts = (
        Field("body", "link", titles={"sv": "Organ", "en": "Body"}, link_types=("body",), required=True),
        Field("new", titles={"sv": "Ny (id eller namn)", "en": "New (id or name)"}, required=True),
        Field("old", "link", titles={"sv": "Ersätter", "en": "Replaces"}, link_types=("person",)),
        Field("for", "link", titles={"sv": "För", "en": "For"}, link_types=("organisation", "body")),
        Field("since", "date", titles={"sv": "Från", "en": "From"}),
    )
    titles = {"sv": "Platser", "en": "Seats"}
    item = Field("appoints", "object", fields=parts)
    return Field("appoints", "objects", titles=titles, item=item, fields=parts)


def shown_fields(values: Mapping[str, Value], clauses: int) -> tuple[str, ...]:
    """The fields that a new decision shows; the others can be added."""
    return (*_SHOWN, *clause_names(max(1, clauses)), *fields_of_outcome(said(values, "outcome")))


def fields_of_outcome(outcome: str) -> tuple[str, ...]:
    """The fields that belong to an outcome."""
    return _BY_OUTCOME.get(outcome, ())


def form_values(ruling: Ruling, until: str) -> dict[str, Value]:
    """A decision to begin with as the form's values."""
    values = {name: value for name, value in ruling.fields.items() if name != "until_text"}
    if until:
        values["until"] = until
    return values | dict(zip(clause_names(MOST_CLAUSES), ruling.clauses, strict=False))


def ruling_of(values: Mapping[str, Value], day: str) -> Ruling:
    """The decision that the form holds.

    Args:
        values: The form's values.
        day: The day of the meeting, from which new seats count.
    """
    names = clause_names(MOST_CLAUSES)
    clauses = tuple(text for name in names if (text := said(values, name)))
    fields = {name: value for name, value in values.items() if name not in (*names, "appoints")}
    since = said(values, "valid_from") or day
    return Ruling(fields, clauses, appoints=tuple(_steps(values.get("appoints"), since)))


def _steps(lines: Value | None, since: str) -> Iterable[tuple[str, Step]]:
    for line in lines if isinstance(lines, list) else ():
        if not isinstance(line, dict) or not said(line, "body") or not said(line, "new"):
            continue
        first = said(line, "since") or since
        step: Step = (
            Replacement(said(line, "old"), said(line, "new"), first, said(line, "for"))
            if said(line, "old")
            else Joining(said(line, "new"), first, said(line, "for"))
        )
        yield said(line, "body"), step


def choices(until: str) -> tuple[Choice, ...]:
    """The outcomes of the picker.

    Args:
        until: The meeting that a postponed matter returns at, in words.
    """
    return tuple(
        Choice(
            found.key,
            found.letters,
            t(found.verb),
            f"→ {until}" if until and found.key == "postponed" else "",
            f"{t(found.verb)}\n{t(found.means)}\n{t(found.effect)}",
        )
        for found in outcomes.OUTCOMES
    )


def saving_lines(lines: Sequence[str], follows: Sequence[str], advice: Sequence[str]) -> list[str]:
    """What saving would do, with what follows and what to look at once more."""
    return [
        *lines,
        *(f"{t('FOLLOWS')}  {sentence}" for sentence in follows),
        *(f"{t('ADVICE')}  {sentence}" for sentence in advice),
    ]


# --- tasks


def task_fields(record_type: RecordType) -> tuple[Field, ...]:
    """The fields of the assignment form in its order."""
    known = {field.name: field for field in record_type.fields}
    due = replace(known["due"], kind="date")
    text = Field("text", "longtext", titles={"sv": "Anvisningar", "en": "Instructions"})
    title = replace(known["title"], required=True)
    return (title, known["assignees"], known["report_to"], due, text, known["case"])


def task_of(values: Mapping[str, Value], given_by: str) -> Task:
    """The task that the form holds."""
    who, to = _named(values.get("assignees")), _named(values.get("report_to"))
    return Task(
        said(values, "title"),
        given_by,
        tuple(one for one in who[0] if one != EVERYBODY),
        assign_all=EVERYBODY in who[0],
        assignees_text=who[1],
        due=said(values, "due"),
        report_to=tuple(one for one in to[0] if one != EVERYBODY),
        report_to_text=to[1],
        text=said(values, "text"),
        case=said(values, "case"),
    )


def fields_of(task: Task) -> dict[str, Value]:
    """A task as the form's fields, for one that is proposed."""
    everybody = [EVERYBODY] if task.assign_all else []
    in_words = [f"{WORDS}{task.assignees_text}"] if task.assignees_text else []
    fields: dict[str, Value] = {
        "title": task.title,
        "assignees": [*everybody, *task.assignees, *in_words],
        "due": task.due or task.due_text,
        "text": task.text,
        "case": task.case,
    }
    return {name: value for name, value in fields.items() if value}


def said_by(answer: Answer) -> str:
    """What somebody has answered, or when an answer was promised; a dash for neither."""
    if answer.made:
        return " ".join(filter(None, (answer.made, answer.note)))
    return t("promised {date}", date=answer.promised) if answer.promised else "–"


def answer_rows(answers: Sequence[Answer], names: Mapping[str, str]) -> tuple[FieldRow, ...]:
    """Who of several has answered for a task; of many, how many have and who they are."""
    if len(answers) <= 1:
        return ()
    given = [answer for answer in answers if answer.made]
    count = t("{count} of {total}", count=len(given), total=len(answers))
    shown = answers if len(answers) <= MOST_ANSWERS else given
    lines = [f"{names.get(answer.party, '')}: {said_by(answer)}" for answer in shown if answer.party]
    return (FieldRow(t("Answers"), content(count)), *(FieldRow("", content(line)) for line in lines))


def _named(value: Value | None) -> tuple[list[str], str]:
    """Ids, and the rest as words."""
    given = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    words = [one.removeprefix(WORDS) for one in given if one.startswith(WORDS)]
    return [one for one in given if not one.startswith(WORDS)], ", ".join(words)
