"""Does the record of whoever takes part without a duty say whether the name may be published?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tingsbok.checks.base import Lookup, problem
from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Problem
from tingsbok.record import Record

_LISTS: Final = ("attendance", "members")
_WITHOUT_DUTY: Final = "user-representative"


def check(record: Record, lookup: Lookup) -> Iterator[Problem]:
    """Yield advice for each user representative whose person record leaves the question open."""
    for name in _LISTS:
        for at, line in enumerate(record.entries(name)):
            person = line.get("person")
            if line.get("role") != _WITHOUT_DUTY or not isinstance(person, str):
                continue
            facts = lookup.facts(person)
            if facts is None or facts.type != "person" or facts.says_public:
                continue
            yield problem(
                "T119",
                record,
                t("the record of {id} does not say whether the name may be published", id=person),
                place=places_in(record)((name, at, "person")),
                field=f"{name}.{at}.person",
                remedy=t("set {field} in {id}", field="public: false", id=person),
                advice=True,
            )
