"""What the checks of one record wanted to know of the rest: if that changes, they are run again."""

from __future__ import annotations

from typing import Final

Ask = tuple[str, str]
"""What kind of thing was asked for, and its key."""

RECORD: Final = "record"
"""The record with an id or alias, if there is one."""
APPROVAL: Final = "approval"
"""The revision in which a record known by a name was approved."""
DECIDED: Final = "decided"
"""Which items of the meeting with an id have decisions."""
CALLED: Final = "called"
"""How the record with an id is called."""
PERSON: Final = "person"
"""Which person is named like this."""
DAYS: Final = "days"
"""The days of a body's meetings."""
ANYTHING: Final = "anything"
"""What may be meant by an id that is wrong: that depends on every record."""


class Asked:
    """Takes note of questions.

    Attributes:
        now: What was asked since somebody began anew.
    """

    def __init__(self) -> None:
        self.now: set[Ask] = set()

    def begin(self) -> set[Ask]:
        """Begin anew; the set fills while the checks run."""
        self.now = set()
        return self.now

    def note(self, kind: str, key: str = "") -> None:
        """Somebody asks."""
        self.now.add((kind, key))
