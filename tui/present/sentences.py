"""Short wordings that many pages share: what went wrong and what to do about it, numbers."""

from __future__ import annotations

from typing import Final

from tingsbok.i18n import t

_WIDEST_NUMBER: Final = 5
"""Keys that are longer than any number are slugs of a title."""


def with_remedy(message: str, remedy: str) -> str:
    """The message, and the remedy after it if there is one."""
    if not remedy:
        return message
    return f"{message} {remedy}" if message.endswith((".", "!", "?")) else f"{message} – {remedy}"


def changes(count: int, *, complete: bool) -> str:
    """How many changes there are; a plus sign says that older ones are not read yet."""
    if count == 1 and complete:
        return t("1 change")
    return t("{count} changes", count=f"{count}{'' if complete else '+'}")


def section(item: str) -> str:
    """An item's number with its sign: ``§ 39``."""
    number = item.removeprefix("§").strip().rstrip(")").replace(" ", "")
    return f"§ {number}" if number else ""


def item_number(item: str) -> str:
    """An item's number without its sign; empty for the key of an item that has no number."""
    number = item.removeprefix("§").strip()
    return number if len(number) <= _WIDEST_NUMBER else ""
