"""Short wordings that many pages share: what went wrong and what to do about it, an item's number."""

from __future__ import annotations


def with_remedy(message: str, remedy: str) -> str:
    """The message, and the remedy after it if there is one."""
    if not remedy:
        return message
    return f"{message} {remedy}" if message.endswith((".", "!", "?")) else f"{message} – {remedy}"


def section(item: str) -> str:
    """An item's number with its sign: ``§ 39``."""
    number = item.removeprefix("§").strip().rstrip(")").replace(" ", "")
    return f"§ {number}" if number else ""
