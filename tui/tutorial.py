"""The steps of the tutorial: what to do next from where the user is, and whether a step is done.

Nothing here knows the app: a step sees only what is shown and what has just happened.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tingsbok.i18n import N_, t

CASE = "hemsjukvardsavtalet"
"""The case of the example archive that the first step is about."""

SAVED, UNDONE, HELPED = "saved", "undone", "helped"
"""What can have happened."""


class Sight(Struct, frozen=True):
    """What the user sees.

    Attributes:
        page: The kind of page on top, such as ``case`` or ``form``; empty for any other.
        subject: Id of the record it is about.
        text: What stands in its search box, or its field for dates.
        asks: Whether a dialog lies over it.
        happened: What has just happened; empty if nothing that a step waits for.
    """

    page: str = ""
    subject: str = ""
    text: str = ""
    asks: bool = False
    happened: str = ""


class Step(Struct, frozen=True):
    """One step.

    Attributes:
        name: Short stable name.
        goal: What the user shall do (English source text).
        hint: The next key to press, from what the user sees (English source text).
        done: Whether the step is done.
    """

    name: str
    goal: str
    hint: Callable[[Sight], str]
    done: Callable[[Sight], bool]


def _find(sight: Sight) -> str:
    if sight.page == "case" and sight.subject == CASE:
        return N_("press f, write 2021, Enter")
    if sight.page == "search" and "hemsj" in sight.text.casefold():
        return N_("press Enter (the case)")
    if sight.page == "search":
        return N_("write hemsj")
    return N_("press s (search everything)")


def _meeting(sight: Sight) -> str:
    return N_("press Enter on a meeting") if sight.page == "meetings" else N_("press 2 (meetings)")


def _change(sight: Sight) -> str:
    if sight.page == "form":
        return N_("change the place, then ctrl+s (save)")
    return N_("press e (edit)") if sight.page == "meeting" else _meeting(sight)


def _history(sight: Sight) -> str:
    return N_("press H (history)") if sight.page == "meeting" else _meeting(sight)


def _undo(sight: Sight) -> str:
    return N_("read what will be undone, Enter") if sight.asks else N_("press u (undo)")


def _help(sight: Sight) -> str:  # noqa: ARG001 - a step's own signature
    return N_("press ?; Esc closes it")


STEPS = (
    Step(
        "find",
        N_("Decisions on home care since 2021"),
        _find,
        lambda sight: sight.page == "case" and sight.subject == CASE and "2021" in sight.text,
    ),
    Step("meeting", N_("Open a meeting"), _meeting, lambda sight: sight.page == "meeting"),
    Step("change", N_("Change it and save"), _change, lambda sight: sight.happened == SAVED),
    Step("history", N_("See who changed what"), _history, lambda sight: sight.page == "history"),
    Step("undo", N_("Undo your change"), _undo, lambda sight: sight.happened == UNDONE),
    Step("help", N_("Find help"), _help, lambda sight: sight.happened == HELPED),
)


def line(number: int, sight: Sight, width: int) -> str:
    """The line that tells the step: its number and the next key always, its goal if there is room.

    Args:
        number: The step, from 0.
        sight: What the user sees.
        width: Cells there are.
    """
    step = STEPS[number]
    count = t("Tutorial {number}/{count}", number=number + 1, count=len(STEPS))
    whole = f"{count}  {t(step.goal)}: {t(step.hint(sight))}"
    room = len(whole) + len(t(": tutorial")) + 2 <= width
    if room:
        return f"{whole}  {t(': tutorial')}"
    return whole if len(whole) <= width else f"{count}  {t(step.hint(sight))}"
