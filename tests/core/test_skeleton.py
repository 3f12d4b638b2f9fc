"""The place in a meeting's text where an item's minutes are written."""

from __future__ import annotations

import pytest

from tingsbok.meetings import ItemParts
from tingsbok.meetings.skeleton import begun

ITEMS = [
    ItemParts("45", "45", "Dagordning", "procedural", 0, 0, {}),
    ItemParts("46", "46", "Samverkan", "decision", 0, 1, {}),
    ItemParts("46a", "46 a", "Rådet", "decision", 1, 2, {"parent": "46"}),
    ItemParts("47", "47", "Övrigt", "other", 0, 3, {}),
    ItemParts("", "", "", "", 0, -1, {}),
]
ROOM = "\n\n\n\n"
ALL = f"## 45 Dagordning{ROOM}## 46 Samverkan{ROOM}### 46 a Rådet{ROOM}## 47 Övrigt{ROOM}"


@pytest.mark.parametrize(
    ("body", "key", "text", "line"),
    [
        ("", "45", ALL, 3),
        ("", "46a", ALL, 11),
        ("Aviserat.\n", "46", f"Aviserat.\n\n{ALL}", 9),
        ("## 46 Samverkan\n\nOrd.\n", "46", "## 46 Samverkan\n\nOrd.\n", 1),
        ("## 47 Övrigt\n\nOrd.\n", "45", f"## 45 Dagordning{ROOM}## 47 Övrigt\n\nOrd.\n", 3),
        ("## 45 Dagordning\n\nJa.\n", "47", f"## 45 Dagordning\n\nJa.\n\n## 47 Övrigt{ROOM}", 7),
        ("Ord.\n", "99", "Ord.\n", 1),
    ],
)
def test_an_item_has_a_place_in_the_text(body: str, key: str, text: str, line: int) -> None:
    assert begun(body, ITEMS, key) == (text, line)
    if key != "99":
        assert begun(text, ITEMS, key)[0] == text
    if text != body:  # what is written there must not run into the next heading
        lines = text.split("\n")
        assert lines[line - 2 : line + 1] == ["", "", ""]
