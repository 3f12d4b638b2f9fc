"""The proof-reader on the five published documents: what it finds in each, and what a reader says of it.

The documents are no part of the project: their folder is named by ``TINGSBOK_SEEDS``, or lies in ``shared/seeds``
beside the checkout.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tingsbok.proofreading import Context, Names
from tingsbok.proofreading.rules import names_of, read_text

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TINGSBOK_SEEDS") or ROOT.parent / "shared" / "seeds")
FILES = sorted(FOLDER.glob("*.txt"))
MOST_WRONG = 2

RIGHT = {
    "000": {
        ("T217", "2024-11-19"),
        ("T214", "Länschefs nätverket"),
        ("T214", "Väl-färdsrådet"),
        ("T214", "Valfärdsrådet"),
        ("T213", "Helén Kastemyr"),
        ("T204", "24/11/2024"),
        ("T312", "får RSS i uppdrag"),
    },
    "001": {
        ("T206", "3 april mars 2020"),
        ("T213", "Helene Kastemyr"),
        ("T213", "Ulrika Gärdsback"),
        ("T213", "Ingalill Frank"),
        ("T213", "Malin Lindén Olsson"),
    },
    "002": {
        ("T211", "John Olsson"),
        ("T212", "David Isaksson"),
        ("T203", "fredag 10 oktober"),
        ("T214", "Länsamverkansgruppen"),
        ("T312", "ges uppdrag"),
    },
    "003": set(),
    "004": {("T207", "2 000 000")},
}
"""What is right, as a careful reader labelled the documents, names compared with those of the ones before."""


@pytest.mark.skipif(not FILES, reason="the documents are not there")
def test_what_is_found_in_the_documents_is_right_and_what_must_be_found_is() -> None:
    people = Names()
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        began = time.process_time()
        found = {(p.code, p.words) for p in read_text(text, file.name, Context(people=people))}
        assert time.process_time() - began < 1
        right = RIGHT[file.name[:3]]
        assert found >= right, file.name
        assert len(found - right) <= MOST_WRONG, found - right
        people = Names([*people, *names_of(text, file.name)])
