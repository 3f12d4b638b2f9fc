"""What is in force, and what expires, as lines of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from tingsbok.dates import show_date
from tingsbok.followup.conditions import Watched
from tingsbok.followup.inforce import STATES, InForce, Standing, in_words
from tingsbok.i18n import N_, t
from tui.present.sentences import section
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.document import FieldRow
from tui.widgets.pages import SECTION, Line

OTHER_KINDS = {"decision": N_("decisions"), "money": N_("recurring costs"), "seats": N_("seats")}
"""What is in force and no agreement; the others have their words in the schema."""


class InForceView(Struct, frozen=True):
    """What the page shows.

    Attributes:
        day: The day it is about, ISO.
        lines: Its lines.
        whys: What there is to say about each record, by the line's key.
        facts: How much there is.
        empty: What to say when there is nothing.
    """

    day: str
    lines: tuple[Line, ...]
    whys: dict[str, str]
    facts: str
    empty: str


def columns() -> tuple[Column, ...]:
    """The columns of what is in force; the last day, told below too, leaves before titles are cut."""
    return (Column("", 10), Column("", least=33), Column("", 11, drop=3), Column("", 21, drop=2))


def expiring_columns() -> tuple[Column, ...]:
    """The columns of what ends."""
    return (Column("", 10), Column(""), Column("", 11), Column("", 21, drop=2))


def in_force(found: Iterable[Standing], day: str, words: Words) -> InForceView:
    """What applies on a day, and what only waits for parties to adopt it; a section for each kind."""
    listed = sorted(
        (one for one in found if one.applies or one.is_awaited),
        key=lambda one: (_order(one.kind, words), one.title),
    )
    lines = tuple(_sections(listed, words))
    count = Counter(one.state for one in listed)
    facts = [t("{count} in force", count=count[InForce.YES])]
    if count[InForce.CONDITIONAL]:
        facts.append(t("{count} on a condition", count=count[InForce.CONDITIONAL]))
    if count[InForce.NOT_YET]:
        facts.append(t("{count} not in force yet", count=count[InForce.NOT_YET]))
    return InForceView(
        day,
        lines,
        {_key(one): why(one, words) for one in listed},
        "   ".join(facts),
        t("Nothing is in force on {day}.", day=show_date(day, words.language)),
    )


def expiring(found: Iterable[tuple[str, str, Standing]], day: str, months: int, words: Words) -> InForceView:
    """What ends or must be given notice of, the earliest first."""
    listed = list(found)
    return InForceView(
        day,
        tuple(_expiring(place, *each, words) for place, each in enumerate(listed)),
        {f"{place}:{one.id}": why(one, words) for place, (_, _, one) in enumerate(listed)},
        t("{count} within {months} months", count=len(listed), months=months),
        t("Nothing ends within {count} months.", count=months),
    )


def kind_word(kind: str, words: Words) -> str:
    """What a kind is called."""
    return t(OTHER_KINDS[kind]) if kind in OTHER_KINDS else words.value("agreement", "kind", kind)


def why(one: Standing, words: Words) -> str:
    """Validity, notice, reasons and origin in words."""
    span = "–".join(filter(None, (one.valid_from, one.valid_to)))
    facts = [
        t("valid {span}", span=span if one.valid_to else f"{span}–") if span else "",
        t("until further notice") if one.until_further_notice else "",
        t("notice by {date}", date=one.notice) if one.notice else "",
        *(in_words(reason, words.name_of) for reason in one.reasons),
        t("by {name}", name=words.name_of(one.decision)) if one.decision else "",
    ]
    return "   ".join(filter(None, facts))


def state_word(one: Standing) -> str:
    """Whether something applies, for beside its status; empty where nothing stands in the way."""
    if one.state is InForce.YES:
        return ""
    if one.is_awaited:
        return t("not in force yet")
    return t("on a condition") if one.state is InForce.CONDITIONAL else t("not in force")


def status_rows(one: Standing | None, waits: Iterable[Watched], words: Words) -> tuple[FieldRow, ...]:
    """What a record's page says first: whether it is in force, and what it still waits for."""
    rows = []
    if one is not None:
        reasons = "; ".join(in_words(reason, words.name_of) for reason in one.reasons)
        rows.append(FieldRow(t("In force"), ": ".join(filter(None, (t(STATES[one.state]), reasons)))))
        if one.notice:
            rows.append(FieldRow(t("Notice"), t("by {date} at the latest", date=one.notice)))
    return (*rows, *(_waiting(condition, words) for condition in waits))


def _waiting(condition: Watched, words: Words) -> FieldRow:
    awaited = ", ".join(filter(None, (*map(words.name_of, condition.awaits), condition.awaits_text)))
    text = f"{condition.text} ({t('waits for {names}', names=awaited)})" if awaited else condition.text
    return FieldRow(t("Open condition"), text, next(iter(condition.awaits), "") or condition.decision)


def counts(found: Iterable[Standing], words: Words) -> str:
    """How many of each kind are in force: ``4 avtal, 2 program``."""
    kinds = Counter(one.kind for one in found if one.state is InForce.YES)
    return ", ".join(
        t("{count} {kind}", count=kinds[kind], kind=_kind_words(kind, kinds[kind], words))
        for kind in sorted(kinds, key=lambda kind: _order(kind, words))
    )


_MANY = {
    "agreement": N_("agreements"),
    "programme": N_("programmes"),
    "strategy": N_("strategies"),
    "routine": N_("routines"),
    "guideline": N_("guidelines"),
    "plan": N_("plans"),
    "directive": N_("directives"),
    "seats": N_("distributions of seats"),
}
"""The kinds in the plural; the others of :data:`OTHER_KINDS` are."""
_ONE = {"decision": N_("decision"), "money": N_("recurring cost"), "seats": N_("distribution of seats")}


def _kind_words(kind: str, count: int, words: Words) -> str:
    word = (_ONE if count == 1 else _MANY).get(kind)
    return t(word) if word else kind_word(kind, words)


def _order(kind: str, words: Words) -> int:
    field = words.field("agreement", "kind")
    known = (*(field.choices if field else ()), *OTHER_KINDS)
    return known.index(kind) if kind in known else len(known)


def _sections(found: Iterable[Standing], words: Words) -> Iterator[Line]:
    for kind, same in groupby(found, key=lambda one: one.kind):
        members = list(same)
        yield Line("", (kind_word(kind, words).upper(), str(len(members))), style=SECTION)
        for one in members:
            until = f"–{one.valid_to}" if one.valid_to else ""
            mark = "" if one.state is InForce.YES else "?"
            cells = (t(STATES[one.state]), one.title, until, origin(one, words))
            yield Line(_key(one), cells, mark, "strong" if mark else "")


def _expiring(place: int, when: str, what: str, one: Standing, words: Words) -> Line:
    kind = t("notice") if what == "notice" else t("ends")
    return Line(f"{place}:{one.id}", (when, one.title, kind, origin(one, words)))


def origin(one: Standing, words: Words) -> str:
    """Body, day and item that something comes from, else the body that keeps it."""
    body = words.name_of(one.origin.body or one.body) if one.origin.body or one.body else ""
    return " ".join(filter(None, (body, one.origin.date, section(one.origin.item))))


def _key(one: Standing) -> str:
    return f"{one.kind}:{one.id}"
