"""Figures as lines of tables, with a bar in each."""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.collation import swedish_key
from tingsbok.followup.statistics import Attendance, Outcome, Span, bar
from tingsbok.i18n import t
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import Line

_WIDTH = 12


def attendance_columns() -> tuple[Column, ...]:
    """The columns of attendance."""
    return (
        Column(t("Party"), least=12),
        Column(t("Body"), 8),
        Column(t("Year"), 4),
        Column(t("Meetings"), 7, "right", 2),
        Column(t("Persons"), 8, "right"),
        Column("%", 5, "right"),
        Column("", _WIDTH),
    )


def attendance_lines(found: Sequence[Attendance], words: Words) -> list[Line]:
    """A line for each party in each body and year: by body and name, those of whom nothing is noted last."""

    def place(one: Attendance) -> tuple[str, bool, bool, str, str]:
        name = words.name_of(one.party) if one.party else ""
        return words.name_of(one.body), one.share is None, not one.party, swedish_key(name), one.year

    return [
        Line(
            f"{number}:{one.party or one.body}",
            (
                words.name_of(one.party) if one.party else t("(no party)"),
                words.name_of(one.body),
                one.year,
                f"{one.came}/{one.meetings}",
                f"{one.present}/{one.present + one.absent}",
                "?" if one.share is None else f"{one.share:.0%}",
                t("not noted") if one.share is None else bar(one.share, _WIDTH),
            ),
            "",
            "muted" if one.share is None else "",
        )
        for number, one in enumerate(sorted(found, key=place))
    ]


def outcome_columns() -> tuple[Column, ...]:
    """The columns of outcomes."""
    return (
        Column(t("Outcome"), least=16),
        Column(t("Body"), 8),
        Column(t("Year"), 4),
        Column(t("Number"), 6, "right"),
        Column("", _WIDTH * 2),
    )


def outcome_lines(found: Sequence[Outcome], words: Words) -> list[Line]:
    """A line for each outcome of a body in a year, its bar against the largest of all."""
    most = max((one.count for one in found), default=1)
    return [
        Line(
            f"{number}:{one.body}",
            (
                words.value("decision", "outcome", one.outcome),
                words.name_of(one.body) if one.body else "-",
                one.year or "-",
                str(one.count),
                bar(one.count / most, _WIDTH * 2),
            ),
        )
        for number, one in enumerate(found)
    ]


def adoption_columns() -> tuple[Column, ...]:
    """The columns of adoptions."""
    return (
        Column(t("Agreement"), least=16),
        Column(t("Recommended"), 13),
        Column(t("Last"), 10),
        Column(t("Days"), 5, "right"),
        Column(t("Adopted"), 7, "right"),
        Column("", _WIDTH),
    )


def adoption_lines(found: Sequence[Span], words: Words) -> list[Line]:
    """A line for each agreement that parties have answered."""
    return [
        Line(
            f"{number}:{one.record}",
            (
                words.name_of(one.record),
                one.recommended or "-",
                one.last or "-",
                "-" if one.days is None else str(one.days),
                f"{one.adopted}/{one.parties}",
                bar(one.adopted / one.parties, _WIDTH) if one.parties else "",
            ),
        )
        for number, one in enumerate(found)
    ]
