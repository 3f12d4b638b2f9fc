"""What waits for a meeting, as lines of a table and as text beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tingsbok.i18n import N_, t
from tingsbok.meetings.carryover import Proposal, Reason
from tui.display import content
from tui.widgets.columns import Column
from tui.widgets.document import FieldRow
from tui.widgets.pages import Line

REASONS = {
    Reason.MINUTES: N_("minutes"),
    Reason.POSTPONED: N_("postponed"),
    Reason.REFERRED_BACK: N_("ref. back"),
    Reason.UNDECIDED: N_("undecided"),
    Reason.RETURNS: N_("returns"),
    Reason.FORWARDED: N_("forwarded"),
    Reason.NOT_HELD: N_("not held"),
    Reason.REPORT: N_("report"),
    Reason.ASSIGNMENT: N_("assignment"),
    Reason.ANSWERS: N_("answers"),
    Reason.CONDITION: N_("condition"),
    Reason.ENDING: N_("ending"),
    Reason.STANDING: N_("standing"),
}
"""A word for each reason; the sentence stands beside it."""


_NEAR = 3
"""Items that are shown before and after one that moves."""


def columns() -> tuple[Column, ...]:
    """The columns; where there is little room the sentence stands only in the text below."""
    return (
        Column(t("Reason"), 10),
        Column(t("Title"), least=26),
        Column(t("Why"), 38, drop=1),
    )


def lines(proposals: Sequence[Proposal]) -> tuple[Line, ...]:
    """A line for each proposal; what is not due is told in a quieter way."""
    return tuple(
        Line(one.key, (t(REASONS[one.reason]), one.title, one.why), "", "" if one.due else "muted")
        for one in proposals
    )


def facts(proposals: Sequence[Proposal], marked: Collection[str]) -> str:
    """How many there are, and how many will be taken up."""
    count = len(proposals)
    first = t("1 proposal") if count == 1 else t("{count} proposals", count=count)
    several = t("{count} marked with x (Space)", count=len(marked))
    return f"{first}   {t('1 marked with x (Space)') if len(marked) == 1 else several}"


def rows(proposal: Proposal) -> tuple[FieldRow, ...]:
    """Why it waits, above the text it comes from."""
    undated = (FieldRow("", t("No day is said: take it up now or leave it.")),)
    return (FieldRow(t("Why"), content(proposal.why)), *(() if proposal.due else undated))


def around(order: Sequence[tuple[str, str]], title: str) -> str:
    """An agenda as it would be, as far as it can be seen round one item."""
    at = next((place for place, (_, name) in enumerate(order) if name == title), 0)
    first = max(0, min(at - _NEAR, len(order) - 2 * _NEAR - 1))
    shown = order[first : first + 2 * _NEAR + 1]
    width = max((len(number) for number, _ in shown), default=0)
    return "\n".join(
        f"{'>' if name == title else ' '} {number.ljust(width)}  {name}" for number, name in shown
    )


def waiting_words(count: int) -> str:
    """How many proposals wait, beside a meeting's facts; nothing if none does."""
    if not count:
        return ""
    return t("1 proposal waits (v)") if count == 1 else t("{count} proposals wait (v)", count=count)


def empty_agenda(count: int) -> str:
    """What stands where the items would be."""
    if not count:
        return t("The agenda is empty, and nothing waits. n writes an item of your own.")
    if count == 1:
        return t("The agenda is empty. 1 proposal waits: v shows it, n writes an item of your own.")
    return t(
        "The agenda is empty. {count} proposals wait: v shows them, n writes an item of your own.",
        count=count,
    )
