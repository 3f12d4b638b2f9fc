"""The one thing to register about a record, behind the key ``r``: which that is depends on its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tingsbok.i18n import N_, t

if TYPE_CHECKING:
    from tingsbok.record import Record
    from tui.app import TingsbokApp


class Registering(NamedTuple):
    """What can be registered about records of one type.

    Attributes:
        why_not: Says why there is nothing to register about a record; empty if there is.
        begin: Asks for it and saves it.
    """

    why_not: Callable[[Record], str]
    begin: Callable[[TingsbokApp, Record], None]


def why_not(record: Record | None) -> str:
    """Why nothing can be registered about a record; empty if something can."""
    found = WAYS.get(record.type) if record else None
    if record is None or found is None:
        return t("There is nothing to register here.")
    return found.why_not(record)


def word(record: Record | None, *, locked: bool) -> str:
    """What registering is called for a record in the hint line; empty if nothing would come of it.

    Args:
        record: The record; ``None`` if it is not read yet.
        locked: Whether its words are those of approved minutes, so that they can be corrected.
    """
    if record is None or why_not(record):
        return ""
    if record.type != "decision":
        return N_("report, done")
    if has_open_condition(record):
        return N_("register")
    return N_("correct") if locked else ""


def register(app: TingsbokApp, record: Record) -> None:
    """Ask for what there is to register about a record."""
    WAYS[record.type].begin(app, record)


def has_open_condition(record: Record) -> bool:
    """Whether a decision waits for something to be met."""
    return any(not line.get("met") and not line.get("by") for line in record.entries("conditions"))


def _nothing_of_a_decision(record: Record) -> str:
    """A decision of a meeting may be locked and then be corrected; that is found out when it is asked for."""
    if has_open_condition(record) or record.text("meeting"):
        return ""
    return t("The decision has no open condition.")


def _decision(app: TingsbokApp, record: Record) -> None:
    from tui.screens.correct import DecisionFlow

    DecisionFlow(app, record, has_condition=has_open_condition(record)).begin()


def _task_over(record: Record) -> str:
    from tui.screens import report

    return report.why_not(record)


def _task(app: TingsbokApp, record: Record) -> None:
    from tui.screens.report import ReportFlow

    ReportFlow(app, record.id).begin()


WAYS: dict[str, Registering] = {
    "decision": Registering(_nothing_of_a_decision, _decision),
    "assignment": Registering(_task_over, _task),
}
"""What can be registered, by type of record."""
