"""T211 and T212: is each person listed once, and does nobody who was absent present an item?"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.problems import Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import bare
from tingsbok.proofreading.sheet import Named, Sheet


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:  # noqa: ARG001 - every rule takes both
    """Yield who stands in the lists a second time, and who presents though listed as absent."""
    first: dict[str, Named] = {}
    for one in sheet.people:
        earlier = first.setdefault(bare(one.name), one)
        if earlier is not one:
            yield _twice(sheet, one, earlier)
    present = {name for name, one in first.items() if one.status == "present"}
    present |= {bare(one.name) for one in sheet.people if one.status == "present"}
    for one in sheet.presenters:
        listed = first.get(bare(one.name))
        if listed is not None and listed.status == "absent" and bare(one.name) not in present:
            yield sheet.text.problem(
                "T212",
                one.start,
                one.end,
                t("presents an item, but is listed as absent"),
                why=t("absent on line {line}", line=sheet.text.shown_line(listed.start)),
                remedy=t("see who was there, and correct the list or the item"),
            )


def _twice(sheet: Sheet, one: Named, earlier: Named) -> Problem:
    both = one.status != earlier.status
    message = t("is listed both as present and as absent") if both else t("is listed twice")
    return sheet.text.problem(
        "T211",
        one.start,
        one.end,
        message,
        why=t("already on line {line}", line=sheet.text.shown_line(earlier.start)),
    )
