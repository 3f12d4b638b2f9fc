"""The words of all texts: which are asked for, which are near, and when they are listed anew."""

from __future__ import annotations

import pytest

from tests.core.car_archive import ids, raw
from tingsbok.index import Index
from tingsbok.index.words import Vocabulary, distance, match_words
from tingsbok.query import Words, parse
from tingsbok.schema import SchemaSet
from tingsbok.store.memory import MemoryStore


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("vård", "vård", 2, 0),
        ("vård", "vråd", 2, 1),
        ("vård", "vad", 2, 2),
        ("abc", "xyz", 2, 3),
        ("", "ab", 2, 2),
        ("a", "abcd", 2, 3),
    ],
)
def test_distance(one: str, other: str, most: int, expected: int) -> None:
    assert distance(one, other, most) == distance(other, one, most) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hemsjukvrd", "hemsjukvård"), ("hemsjukvardd", "hemsjukvård"), ("annna", "anna"), ("zzzzzz", "")],
)
def test_a_word_of_ids_gives_way_to_the_same_word_with_its_letters(typed: str, meant: str) -> None:
    assert Vocabulary("anna\nhemsjukvard\nhemsjukvård", [1, 9, 3]).nearest(typed) == meant


def test_many_words_with_one_part_are_all_asked_for(index: Index, schemas: SchemaSet) -> None:
    words = [f"a{chr(97 + n // 26)}{chr(97 + n % 26)}vård" for n in range(200)]
    store = MemoryStore(
        {f"records/n{n}.md": raw(f"type: car\nname: N{n}\n---\n{word}") for n, word in enumerate(words)}
    )
    index.refresh(store)
    assert index.search(parse("vård", schemas)).count == 200
    assert index.listing(parse("vård -aabvård", schemas)).count == 199


def test_the_list_of_words_is_made_anew_when_much_is_new(index: Index, schemas: SchemaSet) -> None:
    text = " ".join(f"ord{n}slut" for n in range(6_000))
    store = MemoryStore({"records/a.md": raw(f"type: car\nname: A\n---\n{text}")})
    index.refresh(store)
    store.files["records/b.md"] = raw("type: car\nname: B\n---\nnyordslut")
    index.refresh(store)
    with index._database.reading() as connection:
        assert len(Vocabulary.read(connection).containing("slut")) == 2_000
        assert Vocabulary.read(connection).containing("77slut")
    assert ids(index, "ordslut", schemas) == ["b"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Words("vård"), '"vård" * OR "hemvård" OR "omvårdnad"'),
        (Words("vård", "start"), '"vård" *'),
        (Words("vård", "phrase"), '"vård"'),
        (Words("in"), '"in" *'),
        (Words("a"), '"a"'),
        (Words("2024"), '"2024" *'),
        (Words("49-5-2024"), '"49 5 2024" *'),
        (Words('"x" OR'), '"x or" *'),
        (Words("§"), ""),
    ],
)
def test_expressions(words: Words, expected: str) -> None:
    assert match_words(words, Vocabulary("hemvård\nomvårdnad\nvård\nvårdplan")) == expected
