"""Ids from names, and what may be an id."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingsbok.ids import MAX_SLUG, fold, is_id, is_reserved, slug, split_item

SLUGS = [
    ("Länsgemensam suicidpreventiv strategi", "lansgemensam-suicidpreventiv-strategi"),
    ("Åsa Öberg-Ärlig", "asa-oberg-arlig"),
    ("Beatrice Axå", "beatrice-axa"),
    ("André Müller", "andre-muller"),
    ("Søren Ærø, Łódź, straße", "soren-aero-lodz-strasse"),
    ("  § 31 – 4 d)  ", "31-4-d"),
    ("LCHNV 2024-11-07", "lchnv-2024-11-07"),
    ("a__b..c", "a-b-c"),
    ("ﬁ ½ ²", "fi-1-2-2"),
    ("Ελλάδα", "post"),
    ("日本", "post"),
    ("", "post"),
    ("---", "post"),
    ("CON", "con-post"),
    ("com1", "com1-post"),
    ("nul", "nul-post"),
    ("konsol", "konsol"),
    ("İstanbul", "istanbul"),
    ("A\u030asa", "asa"),
    ("../../etc/passwd", "etc-passwd"),
    ("x\u202ey\x00z", "x-y-z"),
    ("ord " * 30, "-".join(["ord"] * 20)),
    ("a" * 100, "a" * 80),
    ("b" * 30 + " " + "a" * 100, "b" * 30 + "-" + "a" * 49),
    ("a" * 80 + " b", "a" * 80),
]


@pytest.mark.parametrize(("name", "expected"), SLUGS)
def test_a_name_becomes_an_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(max_size=200))
def test_every_name_becomes_an_id_that_stays(name: str) -> None:
    made = slug(name)
    assert is_id(made)
    assert len(made) <= MAX_SLUG
    assert "--" not in made
    assert made == made.strip("-")
    assert slug(made) == made


@given(st.text(max_size=50))
def test_a_name_has_one_id_however_it_is_composed(name: str) -> None:
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize("text", ["a", "4d", "lchnv-2024-11-07-4d", "a.b", "a_b", "x" * 120])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        ".a",
        "a.",
        "å",
        "A",
        "a b",
        "a/b",
        "..",
        "a#b",
        "a\n",
        "con",
        "nul.txt",
        "lpt1",
        "x" * 121,
        "a\\b",
    ],
)
def test_not_ids(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(("one", "other"), [("Abc", "aBC"), ("å", "a\u030a"), ("Straße", "STRASSE")])
def test_ids_that_a_file_system_may_take_for_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("a", ("a", "")),
        ("a#b", ("a", "b")),
        ("a#", ("a", "")),
        ("#b", ("", "b")),
        ("a#b#c", ("a", "b#c")),
        ("", ("", "")),
    ],
)
def test_a_link_may_name_an_item(link: str, expected: tuple[str, str]) -> None:
    assert split_item(link) == expected


@pytest.mark.parametrize(
    ("text", "reserved"),
    [
        ("con", True),
        ("CON", True),
        ("con.md", True),
        ("lpt9", True),
        ("console", False),
        ("com", False),
        ("", False),
    ],
)
def test_device_names_of_windows(text: str, reserved: bool) -> None:
    assert is_reserved(text) is reserved
