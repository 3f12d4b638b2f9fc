"""What pages show beside a list or in grids, as far as it needs no app."""

from __future__ import annotations

import pytest

from tests.tui.test_present import SCHEMAS
from tingsbok import i18n
from tui.present import rows, sentences
from tui.widgets.columns import layout


@pytest.mark.parametrize(
    ("kind", "width", "shown"),
    [
        ("decision", 77, ["date", "body", "item", "title", "outcome"]),
        ("decision", 69, ["date", "body", "title", "outcome"]),
        ("decision", 56, ["date", "title", "outcome"]),
        ("meeting", 56, ["date", "body", "place", "status"]),
    ],
)
def test_the_outcome_stays_longer_than_the_number_of_the_item(
    kind: str, width: int, shown: list[str]
) -> None:
    record_type = SCHEMAS.types[kind]
    places = layout(rows.columns(record_type, "sv"), width)
    names = [rows.first_of(column.spec) for column in record_type.columns]
    assert [names[place.index] for place in places] == shown


@pytest.mark.parametrize(
    ("count", "complete", "said"),
    [(1, True, "1 ändring"), (2, True, "2 ändringar"), (100, False, "100+ ändringar")],
)
def test_one_change_is_no_changes(count: int, complete: bool, said: str) -> None:
    i18n.use("sv")
    assert sentences.changes(count, complete=complete) == said
