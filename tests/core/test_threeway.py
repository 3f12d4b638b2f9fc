from __future__ import annotations

import pytest

from tingsbok.frontmatter import Value
from tingsbok.threeway import BODY, Side, choose, merge

BASE: dict[str, Value] = {"title": "A", "outcome": "noted", "tags": ["x", "y"]}


def side(body: str = "text", **changes: Value | None) -> Side:
    fields = {**BASE, **changes}
    return Side({name: value for name, value in fields.items() if value is not None}, body)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (side(title="B"), side(), {"title": "B"}),
        (side(), side(title="B"), {"title": "B"}),
        (side(title="B"), side(outcome="approved"), {"title": "B", "outcome": "approved"}),
        (side(title="B"), side(title="B"), {"title": "B"}),
        (side(title=None), side(), {"title": None}),
        (side(), side(title=None), {"title": None}),
        (side(tags=["x", "y", "z"]), side(tags=["w", "x", "y"]), {"tags": ["w", "x", "y", "z"]}),
        (side(tags=["y"]), side(tags=["x", "y", "z"]), {"tags": ["y", "z"]}),
        (side(new="1"), side(other="2"), {"new": "1", "other": "2"}),
    ],
)
def test_changes_in_different_places_come_together(
    mine: Side, theirs: Side, merged: dict[str, Value | None]
) -> None:
    result = merge(side(), mine, theirs)
    assert result.conflicts == ()
    assert {name: result.fields.get(name) for name in merged} == merged


def test_the_same_field_changed_by_both_is_a_conflict_and_holds_theirs_until_answered() -> None:
    result = merge(side(), side(title="Mine"), side(title="Theirs"))
    (conflict,) = result.conflicts
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == ("title", "A", "Mine", "Theirs")
    assert result.fields["title"] == "Theirs"
    assert choose(result, {}).conflicts == (conflict,)
    assert choose(result, {"title": "mine"}).fields["title"] == "Mine"
    assert choose(result, {"title": "theirs"}).conflicts == ()


def test_changed_against_removed_is_a_conflict() -> None:
    result = merge(side(), side(title=None), side(title="B"))
    assert [conflict.field for conflict in result.conflicts] == ["title"]
    assert "title" not in choose(result, {"title": "mine"}).fields


def test_the_body_takes_part() -> None:
    assert merge(side("a"), side("b"), side("a")).body == "b"
    both = merge(side("a"), side("b"), side("c"))
    assert [conflict.field for conflict in both.conflicts] == [BODY]
    assert choose(both, {BODY: "mine"}).body == "b"
