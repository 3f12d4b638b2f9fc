"""Swedish order and folding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingsbok.collation import fold, plain, swedish_key


@pytest.mark.parametrize(
    "ordered",
    [
        ("Avesta", "Zinkgruvan", "Åsele", "Älvdalen", "Örebro"),
        ("al", "ål", "äl", "öl"),
        ("Vansbro", "Vänersborg", "Wermland", "Xenia"),
        ("ek", "ek-lund", "eka"),
        ("idé", "idéer", "idol"),
        ("§ 4", "§ 31", "§ 38"),
        ("4 a)", "4 d)", "10 a)"),
        ("lsg-2024-09-20-4", "lsg-2024-09-20-38", "lsg-2024-09-20-38b"),
        ("Malung", "Malung-Sälen", "Mora"),
        ("007", "8", "0010"),
        ("", "a"),
        ("Müller", "Myrdal"),
        ("Arne", "Ærø", "Öland"),
    ],
)
def test_order(ordered: tuple[str, ...]) -> None:
    assert sorted(set(ordered), key=swedish_key) == list(ordered)


@pytest.mark.parametrize(
    ("text", "folded", "bare"),
    [
        ("FÅR", "får", "far"),
        ("Zemre\u0301n", "zemrén", "zemren"),
        ("Ärende § 4", "ärende § 4", "arende § 4"),
        ("Straße", "straße", "strasse"),
        ("ØRE", "øre", "ore"),
        ("", "", ""),
    ],
)
def test_folding(text: str, folded: str, bare: str) -> None:
    assert (fold(text), plain(text)) == (folded, bare)


@given(st.text(), st.text())
def test_keys_are_equal_only_for_texts_that_compare_equal(one: str, other: str) -> None:
    assert (swedish_key(one) == swedish_key(other)) == (fold(one) == fold(other))


@given(st.text(max_size=5000))
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(swedish_key(text), str)
    assert plain(text) == plain(plain(text))
