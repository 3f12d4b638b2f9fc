"""A moment of fuzzing with every test run, and every text that once broke something or nearly did."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import INSTRUCTIONS, TARGETS

CORPUS = Path(__file__).parent / "corpus"
KEPT = sorted(file for file in CORPUS.rglob("*") if file.is_file() and file.suffix != ".dict")


def words_of(target: str) -> list[bytes]:
    """The words that matter to a target, from the dictionary that the fuzzer gets as well."""
    lines = (CORPUS / target / "words.dict").read_text(encoding="ascii").splitlines()
    return [ast.literal_eval(f"b{line}") for line in lines]


@pytest.mark.parametrize("file", KEPT, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_kept_text_breaks_nothing(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_the_kept_texts_cut_and_joined_break_nothing(target: str) -> None:
    texts = [file.read_bytes() for file in KEPT if file.parent.name == target]
    assert texts
    for text in texts:
        for at in range(0, len(text), max(1, len(text) // 25)):
            TARGETS[target](text[:at])
            TARGETS[target](text[at:])
            TARGETS[target](text[:at] + texts[0])


@pytest.mark.parametrize("target", TARGETS)
def test_random_text_breaks_nothing(target: str) -> None:
    words = st.sampled_from([*words_of(target), b" ", b"\n", b"a", INSTRUCTIONS])
    piece = st.one_of(words, words, words, st.text(max_size=6).map(str.encode), st.binary(max_size=4))
    start = st.sampled_from([b"", b"", b"---\n", *(f.read_bytes() for f in KEPT if f.parent.name == target)])

    @settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(st.tuples(start, st.lists(piece, max_size=25).map(b"".join)).map(b"".join))
    def run(data: bytes) -> None:
        TARGETS[target](data)

    run()
