"""Texts with numbers in them."""

from __future__ import annotations

import pytest

from tingsbok.i18n import in_language

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("count", "swedish", "english"),
    [
        (0, "0", "0"),
        (9999, "9999", "9999"),
        (10_000, f"10{SPACE}000", "10,000"),
        (-1_234_567, f"-1{SPACE}234{SPACE}567", "-1,234,567"),
        ("12345", "12345", "12345"),
    ],
)
def test_how_many_there_are_is_told_in_groups(count: object, swedish: str, english: str) -> None:
    assert in_language("sv")("{count} changes", count=count) == f"{swedish} ändringar"
    assert in_language("en")("{count} changes", count=count) == f"{english} changes"


def test_other_numbers_stand_as_they_are() -> None:
    assert in_language("sv")("at {port}, {year}", port=65535, year=12024) == "at 65535, 12024"
