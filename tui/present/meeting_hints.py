"""Which keys of a meeting's page come first in the hint line: what is urgent depends on its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from tingsbok.i18n import N_
from tui import intents
from tui.intents import Intent

_PREPARE: Final = (intents.WAITING, intents.ITEM_NEW, intents.STEP, intents.EXPORT, intents.ARRANGE)

_TEXT: Final = replace(intents.TEXT, keys=("Tab e",), label=N_("text"))
_WRITE: Final = (intents.DECIDE, intents.ASSIGN, _TEXT, intents.STEP, intents.EXPORT, intents.ATTENDANCE)
_READ: Final = (intents.EXPORT, intents.STEP, intents.CASE, intents.TABLE, intents.HISTORY)

_FIRST: Final[Mapping[str, Sequence[Intent]]] = {
    "planned": _PREPARE,
    "called": (intents.ATTENDANCE, intents.STEP, intents.WAITING, intents.EXPORT, intents.ITEM_NEW),
    "held": _WRITE,
    "drafted": _WRITE,
    "approved": _READ,
    "signed": _READ,
}
_STEP_LABELS: Final = {
    "planned": N_("→ called"),
    "called": N_("→ held"),
    "held": N_("→ draft"),
    "drafted": N_("→ approved"),
    "approved": N_("correct"),
    "signed": N_("correct"),
}
_AFTER_THE_FIRST: Final = 10


def hint(intent: Intent, status: str) -> Intent:
    """An intent of the page with the place and the word it has while the meeting has a status."""
    first = _FIRST.get(status)
    if intent == intents.TEXT and _TEXT in (first or ()):
        intent = replace(_TEXT, rank=_AFTER_THE_FIRST)
    if first is None or not intent.rank or intent.steady or intent in (intents.OPEN, intents.HELP):
        return intent
    if intent == intents.STEP:
        intent = replace(intent, label=_STEP_LABELS[status])
    known = [one.id for one in first]
    # the keys that are not urgent keep their order behind those that are
    rank = 2 + known.index(intent.id) if intent.id in known else _AFTER_THE_FIRST + intent.rank
    return replace(intent, rank=min(rank, intents.HELP.rank))
