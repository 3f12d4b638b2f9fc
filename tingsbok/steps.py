"""The way of a meeting, from planned to signed, and which part of it a status belongs to."""

from __future__ import annotations

from typing import Final

COMING: Final = ("planned", "called")
"""Meetings that have not been held."""

HELD: Final = ("held", "drafted", "approved", "signed")
"""Meetings that have been held."""

STEPS: Final = (*COMING, *HELD)
"""The statuses of a meeting in the order they follow each other."""

NOT_HELD: Final = ("mentioned", *COMING, "cancelled")
"""Meetings that have no minutes: those only known from another's, too, and those called off."""
