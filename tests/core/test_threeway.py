from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        (side(tags=["y", "x"]), side(tags=["x", "y", "z"]), {"tags": ["y", "x", "z"]}),
        (side(tags=["x", "y", "z"]), side(tags=["y", "x"]), {"tags": ["y", "x", "z"]}),
        (side(new="1"), side(other="2"), {"new": "1", "other": "2"}),
    ],
)
def test_changes_in_different_places_come_together(
    mine: Side, theirs: Side, merged: dict[str, Value | None]
) -> None:
    result = merge(side(), mine, theirs)
    assert result.conflicts == ()
    wanted = {**BASE, **merged}
    assert result.fields == {name: value for name, value in wanted.items() if value is not None}


def test_the_same_field_changed_by_both_is_a_conflict_and_holds_theirs_until_answered() -> None:
    result = merge(side(), side(title="Mine"), side(title="Theirs"))
    (conflict,) = result.conflicts
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == ("title", "A", "Mine", "Theirs")
    assert result.fields["title"] == "Theirs"
    assert choose(result, {}).conflicts == (conflict,)
    assert choose(result, {"title": "mine"}).fields["title"] == "Mine"
    assert choose(result, {"title": "theirs"}).conflicts == ()


def test_a_list_that_both_put_in_another_order_is_a_conflict() -> None:
    base = side(tags=["x", "y", "z"])
    merged = merge(base, side(tags=["y", "x", "z"]), side(tags=["x", "z", "y"]))
    assert [conflict.field for conflict in merged.conflicts] == ["tags"]


def test_a_text_that_stands_twice_in_a_list_both_changed_is_a_conflict() -> None:
    merged = merge(side(), side(tags=["x", "y", "x"]), side(tags=["x", "y", "z"]))
    assert [conflict.field for conflict in merged.conflicts] == ["tags"]


LISTS = st.lists(st.sampled_from("abcde"), unique=True)


@given(LISTS, LISTS, LISTS)
def test_what_one_side_alone_changed_in_a_list_survives(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = merge(side(tags=[*base]), side(tags=[*mine]), side(tags=[*theirs]))
    if merged.conflicts:
        return
    found = [str(text) for text in merged.fields["tags"]]
    for text in "abcde":
        was, here, there = (text in texts for texts in (base, mine, theirs))
        assert (text in found) is (there if here is was else here)
    for pair in combinations(set(base) & set(mine) & set(theirs), 2):
        was, here, there, now = (order(texts, pair) for texts in (base, mine, theirs, found))
        assert now == (there if here == was else here)


def order(texts: list[str], pair: tuple[str, str]) -> list[str]:
    return [text for text in texts if text in pair]


def test_changed_against_removed_is_a_conflict() -> None:
    result = merge(side(), side(title=None), side(title="B"))
    assert [conflict.field for conflict in result.conflicts] == ["title"]
    assert "title" not in choose(result, {"title": "mine"}).fields


def test_what_is_not_answered_stays_open_and_what_is_answered_is_settled() -> None:
    result = merge(side(), side(title="M", outcome="a"), side(title="T", outcome="b"))
    for answered, left in (("title", "outcome"), ("outcome", "title")):
        chosen = choose(result, {answered: "mine", left: "perhaps"})
        assert [conflict.field for conflict in chosen.conflicts] == [left]
        assert chosen.fields == {**result.fields, answered: "M" if answered == "title" else "a"}


@pytest.mark.parametrize(
    ("base", "mine", "theirs"), [("x", ["x"], ["y"]), (["x"], "x", ["y"]), (["x"], ["y"], "y")]
)
def test_a_text_that_became_a_list_on_one_side_is_a_conflict(base: Value, mine: Value, theirs: Value) -> None:
    result = merge(side(tags=base), side(tags=mine), side(tags=theirs))
    assert [(one.base, one.mine, one.theirs) for one in result.conflicts] == [(base, mine, theirs)]


def test_a_list_that_one_side_took_away_leaves_what_the_other_added() -> None:
    assert merge(side(), side(tags=None), side(tags=["x", "y", "z"])).fields["tags"] == ["z"]


def test_the_body_takes_part() -> None:
    assert merge(side("a"), side("b"), side("a")).body == "b"
    both = merge(side("a"), side("b"), side("c"))
    assert [conflict.field for conflict in both.conflicts] == [BODY]
    assert choose(both, {BODY: "mine"}).body == "b"
