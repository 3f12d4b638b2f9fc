"""The adoption matrix in words: how far it has come, and who has answered what."""

from __future__ import annotations

from collections.abc import Callable

from tingsbok.followup.adoption import ADOPTED, ALL, ASKED, DECLINED, SCHEDULED, Adoption, State
from tingsbok.i18n import N_, t


def headline(matrix: Adoption, name_of: Callable[[str], str] = str) -> str:
    """In one sentence whether enough parties have adopted it, and what is missing."""
    total, waiting = len(matrix.parties), len(matrix.waiting)
    if matrix.state is State.REACHED:
        day = f" {matrix.since}" if matrix.since else ""
        if matrix.needed == total:
            return t("Adopted by all {total} parties", total=total) + day
        return t("Adopted by as many parties as needed ({needed})", needed=matrix.needed) + day
    if matrix.state is State.FAILED:
        names = ", ".join(name_of(s.party) for s in matrix.parties if s.status == DECLINED)
        return t("CANNOT COME INTO FORCE: declined by {names}", names=names)
    form = (
        N_("{count} of {total} parties is missing")
        if waiting == 1
        else N_("{count} of {total} parties are missing")
    )
    missing = t(form, count=waiting, total=total)
    if matrix.state is State.UNTRACKED:
        return t("No party has been asked yet")
    if matrix.rule == ALL:
        return t("NOT IN FORCE YET: {missing}", missing=missing)
    counted = sum(s.status == ADOPTED for s in matrix.parties if s.party in matrix.required)
    return t(
        "NOT IN FORCE YET: {count} of {needed} adoptions that are needed; {missing}",
        count=counted,
        needed=matrix.needed,
        missing=missing,
    )


def tally(matrix: Adoption) -> str:
    """How many parties have which status, and how many adopted another wording."""
    parts = [
        _counted(N_("1 adopted"), N_("{count} adopted"), matrix.count(ADOPTED)),
        _counted(N_("1 declined"), N_("{count} declined"), matrix.count(DECLINED)),
        t("{count} without an answer", count=len(matrix.waiting)),
    ]
    if asked := matrix.count(ASKED):
        parts.append(t("{count} of them asked", count=asked))
    if on_way := matrix.count(SCHEDULED):
        parts.append(t("{count} of them on an agenda", count=on_way))
    if matrix.differing:
        parts.append(t("{count} with another wording", count=len(matrix.differing)))
    return ", ".join(parts)


def _counted(one: str, many: str, count: int) -> str:
    return t(one if count == 1 else many, count=count)
