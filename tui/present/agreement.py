"""An agreement's parties and their answers, and its cost, as lines of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tingsbok.collation import plain
from tingsbok.followup.costs import Share, money, summed
from tingsbok.i18n import t
from tingsbok.questions.costs import Cost, percent
from tingsbok.record import Record
from tingsbok.schema import Field, RecordType
from tui.present.record import Document
from tui.widgets.columns import Column
from tui.widgets.pages import Line

Row = tuple[str, str, str, str, str, str]


class AgreementView(Struct, frozen=True):
    """What the page of an agreement shows.

    Attributes:
        title: Its short name.
        state: Its status in words.
        headline: Whether enough parties have adopted it; empty without parties.
        tally: How many have answered what.
        parties: Ids of the parties, those that need work first.
        rows: Their answers in words, in the same order.
        recorded: Places of the parties in the record's own order.
        waiting: Ids of the parties that have not answered.
        differing: Ids of the parties whose own words are kept.
        cost: Its cost; ``None`` if it has none.
        document: Its fields and text.
        record: The record itself.
        tracked: Whether anybody was asked, so that something follows from the answers.
        locked: Whether its words are those of approved minutes.
    """

    title: str
    state: str
    headline: str
    tally: str
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    recorded: tuple[int, ...]
    waiting: tuple[str, ...]
    differing: frozenset[str]
    cost: Cost | None
    document: Document
    record: Record
    tracked: bool
    locked: bool


def columns() -> tuple[Column, ...]:
    """The columns of the matrix."""
    return (
        Column(t("Party"), least=14, most=40),
        Column(t("Status"), 13),
        Column(t("Date"), 10),
        Column(t("Authority, §"), 11, drop=2),
        Column(t("Wording"), 7, drop=3),
        Column(t("Reminded"), 10, drop=1),
    )


def party_lines(view: AgreementView, text: str = "", *, recorded: bool = False) -> list[Line]:
    """A line a party.

    Args:
        view: The agreement.
        text: Only parties whose line holds every word of this.
        recorded: In the record's own order instead of those first that need work.
    """
    order = view.recorded if recorded else range(len(view.parties))
    words = plain(text).split()
    return [
        _party_line(view, place)
        for place in order
        if all(word in plain(" ".join(view.rows[place])) for word in words)
    ]


def _party_line(view: AgreementView, place: int) -> Line:
    party, row = view.parties[place], view.rows[place]
    cells = (row[0], row[1], *(cell or "-" for cell in row[2:4]), row[4], row[5] or "-")
    return Line(party, cells, "", "strong" if party in view.waiting else "")


def nobody(view: AgreementView, text: str) -> str:
    """Why there is no party to show."""
    if text:
        return t("Nothing matches “{text}”. Esc takes the filter away.", text=text)
    return t("It names no parties. e writes them into the form.") if not view.parties else ""


def answer_fields(record_type: RecordType) -> tuple[Field, ...]:
    """The fields of the form for an answer: those of the schema, with authority and § in one."""
    answers = record_type.field("ratifications") or Field("ratifications")
    reference = Field("reference", titles={"en": "Authority, §", "sv": "Nämnd, §"})
    by_name = {field.name: field for field in answers.fields} | {"reference": reference}
    names = ("date", "reference", "status", "wording", "registration", "text", "note")
    return tuple(by_name[name] for name in names if name in by_name)


def total_fields(keys: Sequence[str], record_type: RecordType) -> tuple[Field, ...]:
    """The fields of the form for another total or key."""
    by = record_type.field("cost.shares.by") or Field("by")
    return (
        Field("total", "number", {"en": "Total", "sv": "Total"}),
        Field("key", "choice", {"en": "Shared by", "sv": "Nyckel"}, choices=tuple(keys), labels=by.labels),
    )


# --- cost


def cost_columns(cost: Cost) -> tuple[Column, ...]:
    """The columns of the shares; what they are compared with is what was published, if anything was."""
    each = Column(t("One by one"), 12, "right", 1)
    published = (Column(t("Published"), 12, "right"), Column(t("Difference"), 10, "right"), each)
    compared = (Column(t("One by one"), 12, "right"), Column(t("Difference"), 10, "right"))
    return (
        Column(t("Party"), least=14, most=40),
        Column(t("Inhabitants"), 11, "right"),
        Column(t("Share %"), 8, "right"),
        Column(t("Amount"), 12, "right"),
        *(published if _is_published(cost) else compared),
    )


def cost_lines(cost: Cost) -> list[Line]:
    """A line for each that shares, then their sum, then those with a part of their own."""
    divided, own = cost.division.divided, cost.division.own
    lines = [_share_line(cost, share) for share in divided]
    people = [share.population.count for share in divided if share.population]
    everybody = money(sum(people)) if len(people) == len(divided) else ""
    percents = "100,000" if all(share.percent is not None for share in divided) else ""
    lines.append(Line("", (t("Sum"), everybody, percents, *_sums(cost, divided)), "", "strong"))
    return [*lines, *(_share_line(cost, share) for share in own)]


def cost_head(cost: Cost) -> str:
    """The total, the parts that are taken first, and what is left to share."""
    division = cost.division
    if division.total is None:
        return t("No total is written. e fills one in to reckon with.")
    total = f"{t('Total')} {money(division.total, division.unit)} {cost.plan.currency}".strip()
    parts = [
        f"{cost.name(share.party)} {percent(share.percent, 0)} % = {money(share.units, division.unit)}"
        for share in division.own
        if share.units is not None
    ]
    rest = summed(division.divided, "units")
    shared = (
        t("{count} share {amount}", count=len(division.divided), amount=money(rest, division.unit))
        if rest is not None
        else ""
    )
    return "   ".join(filter(None, (total, *parts, shared)))


def cost_note(cost: Cost, *, reckoned: bool) -> str:
    """Where the figures come from, what does not add up, and that nothing is saved."""
    sources = {
        f"{share.population.date} {share.population.source}".strip()
        for share in cost.division.divided
        if share.population
    }
    told = [t("Population: {source}.", source="; ".join(sorted(sources)))] if sources else []
    if reckoned and cost.division.total is not None:
        told.append(t("Reckoned now, not saved."))
    problems = cost.division.problems if cost.division.total is not None else ()
    return "\n".join([*(f"! {problem}" for problem in problems), " ".join(told)]).strip()


def cost_text(cost: Cost) -> str:
    """The shares as lines for another program, with tabs between."""
    return "\n".join("\t".join(map(str, line.cells)) for line in cost_lines(cost))


def _share_line(cost: Cost, share: Share) -> Line:
    people = money(share.population.count) if share.population else ""
    cells = (cost.name(share.party), people, percent(share.percent), *_sums(cost, [share]))
    return Line(share.party, cells)


def _sums(cost: Cost, shares: Iterable[Share]) -> tuple[str, ...]:
    found = list(shares)
    units, each, published = (summed(found, name) for name in ("units", "each", "published"))
    against = published if _is_published(cost) else each
    difference = None if units is None or against is None else units - against
    shown = (units, against, difference or None, *((each,) if _is_published(cost) else ()))
    return tuple("" if value is None else money(value, cost.division.unit) for value in shown)


def _is_published(cost: Cost) -> bool:
    return any(share.published is not None for share in cost.division.divided)


def changes_text(title: str, changes: Mapping[str, tuple[str, str]]) -> str:
    """What differs clause by clause, as plain lines."""
    lines = [title, ""]
    for label, (before, after) in changes.items():
        lines += [f"{label}:", *([f"- {before}"] if before else []), *([f"+ {after}"] if after else []), ""]
    return "\n".join(lines).rstrip()
