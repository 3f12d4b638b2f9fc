"""T213: is a person's name spelt in one way, that of the archive if it knows the person?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import Known, Names, is_slip, same_person
from tingsbok.proofreading.sheet import Named, Sheet


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield the first place of each spelling that differs from the archive's, or from an earlier one."""
    counts = Counter(one.name for one in sheet.prose)
    seen: dict[str, Named] = {}
    for one in [*sheet.people, *sheet.presenters, *sheet.prose]:
        seen.setdefault(_nominative(one.name, counts), one)
    certain = {one.name for one in [*sheet.people, *sheet.presenters]}
    listed = {one.name for one in sheet.people}
    here = Names(
        Known(name, where=t("line {line}", line=sheet.text.shown_line(one.start)))
        for name, one in seen.items()
        if name in certain
    )
    for name, one in sorted(seen.items(), key=lambda pair: pair[1].start):
        other = _meant(name, context.people) or _earlier(name, one, here, seen, listed)
        if other is not None:
            yield _problem(sheet, one, name, other)


def _problem(sheet: Sheet, one: Named, name: str, other: Known) -> Problem:
    right = other.main or other.name
    where = (
        t('the archive writes "{name}"', name=right)
        if other.id
        else t('"{name}", {where}', name=right, where=other.where)
    )
    sure = bool(other.main)
    return sheet.text.problem(
        "T213",
        one.start,
        one.start + len(name),
        t("the name is spelt in two ways"),
        why=where,
        fixes=(Fix(right, certain=sure, everywhere=True),),
    )


def _meant(name: str, known: Names) -> Known | None:
    """The archive's name that is meant by one that is written otherwise; ``None`` if it is right or new."""
    exact = known.get(name)
    if exact is not None:
        return exact if exact.main and is_slip(name, exact.main) else None
    return next((one for one in known.near(name) if same_person(name, one.main or one.name)), None)


def _earlier(name: str, one: Named, here: Names, seen: dict[str, Named], listed: set[str]) -> Known | None:
    """Another spelling that stands earlier in the text; two who are listed beside each other are two."""
    for other in here.near(name):
        place = seen[other.name]
        if other.name == name or (name in listed and other.name in listed):
            continue
        if (place.start < one.start or name not in here) and same_person(name, other.name):
            return other
    return None


def _nominative(name: str, counts: Counter[str]) -> str:
    """The name without a genitive *s* where the text has it without too."""
    stem = name.removesuffix("s")
    return stem if stem != name and stem in counts else name
