"""Does a decision say at which meeting, or at least in which body, it was made?"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.checks.base import Lookup, problem
from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:  # noqa: ARG001 - a check's own signature
    """Yield advice for a decision that stands in no list of a meeting or a body."""
    if record.type != "decision" or record.fields.get("meeting") or record.fields.get("body"):
        return
    yield problem(
        "T125",
        record,
        t("the decision does not say at which meeting or in which body it was made"),
        place=places_in(record)(("type",)),
        field="meeting",
        remedy=t("name the meeting, or the body and the date"),
        advice=True,
    )
