"""Agreements that come up at a meeting: those about to end, and those that parties have not answered yet.

* An agreement or programme *ends* within the set time of the meeting (12 months if nothing else is set). With
  a notice period, the last day to give notice counts instead of the last day. It comes up where it is owned
  or, if no body owns it, in every body with one of its parties. It stays until its dates or its status are
  changed or another agreement supersedes it; also when its day has passed.
* *Answers* are missing from parties that were asked to adopt it: at the body that owns it, and at the body
  whose decision recommends it to them. They are asked for at every meeting until all have answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tingsbok.i18n import N_
from tingsbok.meetings.carryover_picture import Cause, Picture, Reason
from tingsbok.record import Record

_MOST_NAMES = 6
_WHOLE = len("2024-11-15")


def ending(picture: Picture) -> Iterator[Cause]:
    """Agreements whose end, or last day of notice, is near or past."""
    followed = {old for record in picture.agreements for old in record.texts("supersedes")}
    last = months_after(picture.day, picture.ending_within)
    for agreement in picture.agreements:
        end = agreement.text("valid_to")
        over = agreement.text("status") in ("terminated", "ended") or agreement.id in followed
        if not end or over or not _is_ours(picture, agreement):
            continue
        notice = last_notice(agreement)
        is_near = (notice or end) <= last[: len(notice or end)]
        if is_near and not _is_taken(picture, agreement.id, agreement.id):
            yield _ending(picture, agreement, end, notice)


def answers(picture: Picture) -> Iterator[Cause]:
    """What some parties have not answered, by the decision that recommended it or by the agreement itself."""
    told: set[str] = set()
    for decision in picture.decisions:
        agreement = decision.text("agreement")
        names = picture.missing.get(agreement or decision.id, ())
        recommends = decision.text("outcome") == "recommended" or decision.fields.get("recommends_to")
        if names and recommends and picture.is_of_body(decision) and not picture.is_later(decision):
            told.add(agreement)
            if not _is_taken(picture, decision.id, agreement):
                yield _answers(picture, decision, agreement, names)
    for agreement_record in picture.agreements:
        identity, names = agreement_record.id, picture.missing.get(agreement_record.id, ())
        owned = agreement_record.text("owner") == picture.body.id
        if names and owned and identity not in told and not _is_taken(picture, identity, identity):
            yield _answers(picture, agreement_record, identity, names)


def last_notice(agreement: Record) -> str:
    """The last day to give notice of an agreement; empty if it has no notice period or no whole last day."""
    months = agreement.text("notice_months")
    end = agreement.text("valid_to")
    if not months.isdecimal() or not int(months) or len(end) != _WHOLE:
        return ""
    return months_after(end, -int(months))


def months_after(day: str, months: int) -> str:
    """The same day so many months later, or the last of its month; a part of a date counts from its start."""
    year, month, number = (int(part) for part in f"{day}-01-01"[:_WHOLE].split("-"))
    found = year * 12 + month - 1 + months
    for last in (number, 30, 29, 28):
        try:
            return date(found // 12, found % 12 + 1, min(number, last)).isoformat()
        except ValueError:
            continue
    return day


def _ending(picture: Picture, agreement: Record, end: str, notice: str) -> Cause:
    if picture.day[: len(end)] > end:
        text = N_("Ended {end}, and nothing follows it.")
    elif notice:
        text = N_("Ends {end}; notice must be given by {notice}.")
    else:
        text = N_("Ends {end}.")
    return Cause(
        source=agreement.id,
        reason=Reason.ENDING,
        title=agreement.text("title"),
        why=picture.say(text, end=end, notice=notice),
        day=end,
        case=agreement.text("case"),
        agreement=agreement.id,
        kind="decision",
    )


def _answers(picture: Picture, source: Record, agreement: str, names: tuple[str, ...]) -> Cause:
    if len(names) > _MOST_NAMES:
        why = picture.say("{count} parties have not answered.", count=len(names))
    else:
        why = picture.say("Not answered by: {names}.", names=", ".join(names))
    return Cause(
        source=source.id,
        reason=Reason.ANSWERS,
        title=source.text("title"),
        why=why,
        day=picture.day_of(source) if source.type == "decision" else source.text("valid_from"),
        case=source.text("case"),
        agreement=agreement,
        kind="report",
    )


def _is_ours(picture: Picture, agreement: Record) -> bool:
    owner = agreement.text("owner")
    held_by = picture.resolve(owner) if owner else None
    if held_by is not None and held_by.type == "body":
        return owner == picture.body.id
    parties = {*agreement.texts("parties"), owner} - {""}
    return bool(parties & set(picture.body.texts("parties")))


def _is_taken(picture: Picture, source: str, agreement: str) -> bool:
    """Whether a coming meeting takes it up; on an agenda written by hand the agreement alone says it."""
    return any(
        source in item.carried or (not item.carried and agreement and item.line.get("agreement") == agreement)
        for item in picture.waiting
    )
