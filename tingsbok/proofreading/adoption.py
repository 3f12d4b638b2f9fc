"""T330: have all parties adopted the same text?"""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.record import Record


def check_record(record: Record, context: Context) -> Iterator[Problem]:
    """Yield each party that is recorded to have adopted other words than the joint ones."""
    if record.type not in ("agreement", "decision"):
        return
    for at, line in enumerate(record.entries("ratifications")):
        party = line.get("party")
        if line.get("wording") != "other" or line.get("status") != "adopted" or not isinstance(party, str):
            continue
        yield Problem(
            "T330",
            Severity.ADVICE,
            record.path,
            t("{party} has adopted another text", party=context.name(party)),
            *places_in(record)(("ratifications", at, "wording")),
            f"ratifications.{at}.wording",
            t("ask for a decision with the same words, or accept the difference with a reason"),
            words=party,
        )
