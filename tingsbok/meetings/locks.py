"""What approved minutes lock, and when a difference is a correction that says why and shows the old words.

Locked is what was decided and what was said to have happened; what comes later (links, answers, validity,
case, notes) stays open. The same rule serves whoever saves and whoever checks: it needs nothing but two
versions of a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.record import Record

LOCKED_STATUSES: Final = ("approved", "signed")
"""Statuses of a meeting in which its words are locked."""

DECISION_FIELDS: Final = ("meeting", "item", "title", "outcome", "dissent")
MEETING_FIELDS: Final = (
    *("body", "date", "start", "end", "place", "mode", "registrations", "chair", "secretary"),
    *("adjusters", "attendance", "items"),
)
OPEN_IN: Final = {
    "items": frozenset({"case", "agreement", "papers", "carried_from", "why", "note", "registrations"}),
    "attendance": frozenset({"note"}),
}
"""What stays open in the entries of a locked list: links, papers and notes that come later."""
TEXT: Final = "text"
"""What the text under the fields is called among the names of fields."""

_NAMED = re.compile(r"\[\[[^\[\]|\n]{1,400}\|([^\[\]\n]{0,1000})\]\]")
_REFERENCE = re.compile(r"\[\[([^\[\]|#\n]{1,200})")

_STATUS: Final = {"approved": N_("approved"), "signed": N_("signed")}

Canonical = Callable[[str], str]
"""Turns an id that a record once had into the one it has now; anything else stays."""


def is_locked(meeting: Record | None) -> bool:
    """Whether a meeting's minutes are approved, so that their words stand."""
    return meeting is not None and meeting.type == "meeting" and meeting.text("status") in LOCKED_STATUSES


def locked_fields(record: Record) -> tuple[str, ...]:
    """The fields that approval locks in a record of its type, besides the text."""
    return {"decision": DECISION_FIELDS, "meeting": MEETING_FIELDS}.get(record.type, ())


def altered(before: Record, after: Record, canonical: Canonical = str) -> tuple[str, ...]:
    """Locked fields that differ and that no correction accounts for; :data:`TEXT` for the text.

    Args:
        before: The record as it was approved.
        after: The record as it is or would be.
        canonical: Lets an id that was changed since count as the same.
    """
    fields = locked_fields(before)
    if not fields:
        return ()
    names = [name for name in fields if _field(before, name, canonical) != _field(after, name, canonical)]
    if _text(before.body, canonical) != _text(after.body, canonical):
        names.append(TEXT)
    corrections = _added(before, after)
    taken_back = ("status",) if is_locked(before) and not is_locked(after) else ()
    return taken_back + tuple(name for name in names if not _explained(name, before, after, corrections))


def refuse_altered(before: Record, after: Record | None, meeting: Record | None) -> None:
    """Refuse a change of words that approved minutes lock.

    Args:
        before: The record as it is.
        after: The record as it would be; ``None`` if it would be taken away.
        meeting: The meeting it belongs to or is, as it is committed.

    Raises:
        Refused: The words stand; the remedy says how to correct them.
    """
    if not is_locked(meeting) or meeting is None:
        return
    names = (TEXT,) if after is None else altered(before, after)
    if not names:
        return
    raise Refused(
        t(
            "The minutes of {meeting} are {status}, so {fields} in {id} cannot be changed.",
            meeting=meeting.id,
            status=t(_STATUS[meeting.text("status")]),
            fields=", ".join(names),
            id=before.id,
        ),
        remedy=_remedy(names),
    )


def _remedy(names: Sequence[str]) -> str:
    if tuple(names) == ("attendance",):
        return t(
            "Correct it with a reason (p, or `tingsbok meeting attendance --reason`); the old words stay."
        )
    return t("Correct it with a reason (r, or `tingsbok decision correct`); the old words stay.")


def _added(before: Record, after: Record) -> list[dict[str, Value]]:
    """Corrections that came since, each with a reason."""
    known = before.entries("corrections")
    return [one for one in after.entries("corrections") if one not in known and _words(one.get("reason", ""))]


def _explained(name: str, before: Record, after: Record, corrections: Sequence[dict[str, Value]]) -> bool:
    """Whether corrections say why, and show the old words where there are words to show.

    The minutes of a whole meeting are long: there a correction may quote only what it changed.
    """
    if not corrections:
        return False
    if before.type == "meeting" or name not in {"title", "dissent", TEXT}:
        return True
    old, new = (_words(record.body if name == TEXT else record.text(name)) for record in (before, after))
    shown_before = [_words(one.get("before", "")) for one in corrections]
    shown_after = [_words(one.get("after", "")) for one in corrections]
    return any(old in words for words in shown_before) and any(new in words for words in shown_after)


def _field(record: Record, name: str, canonical: Canonical) -> Value:
    """What a locked field holds, without what stays open in it."""
    if name == "dissent":
        return _text(record.text(name), canonical)
    still_open = OPEN_IN.get(name)
    if still_open is None:
        return _now(record.fields.get(name, ""), canonical)
    return [
        {field: _now(value, canonical) for field, value in entry.items() if field not in still_open}
        for entry in record.entries(name)
    ]


def _now(value: Value, canonical: Canonical) -> Value:
    if isinstance(value, str):
        return canonical(value)
    if isinstance(value, list):
        return [_now(one, canonical) for one in value]
    return {name: _now(one, canonical) for name, one in value.items()}


def _text(body: str, canonical: Canonical) -> str:
    """The text as words: how lines are broken is no difference, nor where the same words lead."""
    return _words(_REFERENCE.sub(lambda match: f"[[{canonical(match[1])}", _NAMED.sub(r"\1", body)))


def _words(value: Value) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
