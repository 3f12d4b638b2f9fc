"""The domain of meetings: what belongs to a meeting, seen together."""

from tingsbok.meetings.parts import ItemParts, MeetingParts, meeting_parts

__all__ = ["ItemParts", "MeetingParts", "meeting_parts"]
