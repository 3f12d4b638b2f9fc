"""What went wrong and what to do about it, as one line."""

from __future__ import annotations


def with_remedy(message: str, remedy: str) -> str:
    """The message, and the remedy after it if there is one."""
    if not remedy:
        return message
    return f"{message} {remedy}" if message.endswith((".", "!", "?")) else f"{message} – {remedy}"
