"""Following up: pure functions over records."""

from tingsbok.followup.due import Due, due_things
from tingsbok.followup.lifeline import Event, lifeline

__all__ = ["Due", "Event", "due_things", "lifeline"]
