"""Finding a record by a piece of its name."""

from __future__ import annotations

import pytest

from tests.core.car_archive import DECISION
from tingsbok.index import Index, complete


@pytest.mark.parametrize(
    ("text", "types", "first"),
    [
        ("anna", ("person",), "anna-dahl"),
        ("Anna D", ("person",), "anna-dahl"),
        ("dahl", ("person",), "anna-dahl"),
        ("dahl anna", ("person",), "anna-dahl"),
        ("örj", ("person",), "orjan-ost"),
        ("orjan", ("person",), "orjan-ost"),
        ("zemrn", ("person",), "asa-zemren"),
        ("ana dahl", ("person",), "anna-dahl"),
        ("lchnv", ("body",), "lchnv"),
        ("lcn", ("body",), "lchnv"),
        ("samverkan", (), "lsg"),
        ("lsg-2024", (), "lsg-2024-12-04"),
        ("2024-11-07-4d", (), DECISION),
        ("hmsjkvrd", ("case",), "hemsjukvard"),
        ("mandat", (), "lchnv"),
    ],
)
def test_complete(settled: Index, text: str, types: tuple[str, ...], first: str) -> None:
    assert [row.id for row in settled.complete(text, types)][:1] == [first]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("", True),
        ("dahl an", True),
        ("ANNA-DAHL", True),
        ("ana dhal", True),
        ("anders", False),
        ("nnadl", False),
        ("dahl b", False),
    ],
)
def test_what_nobody_is_called_is_a_guess(settled: Index, text: str, *, called: bool) -> None:
    assert settled.is_called("anna-dahl", text) == called


@pytest.mark.parametrize(
    "text", ["anna", "dahl", "gardsback", "zem", "hemsj", "vard", "avtal vård", "mora", "lch", "av", "annna"]
)
def test_complete_finds_the_same_in_a_large_archive(
    settled: Index, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [row.id for row in settled.complete(text)]
    monkeypatch.setattr(complete, "_MANY_NAMES", 0)
    after = [row.id for row in settled.complete(text)]
    assert after[:1] == before[:1]
    assert set(after) <= set(before)


def test_complete_keeps_to_types_and_limit(settled: Index) -> None:
    assert {row.type for row in settled.complete("a", ("person", "car"))} == {"person", "car"}
    assert len(settled.complete("", limit=3)) == 3
    assert settled.complete("xqzxqzxqz") == []
