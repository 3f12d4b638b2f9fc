"""Outcomes: their letters, what a text proposes, and clauses with two effects."""

from __future__ import annotations

import json

import pytest

from tingsbok import i18n, resources
from tingsbok.meetings import outcomes


def test_every_outcome_of_the_schema_is_explained_and_no_letter_chooses_two() -> None:
    schema = json.loads((resources.schemas_dir() / "decision.schema.json").read_text(encoding="utf-8"))
    known = [found.key for found in (*outcomes.OUTCOMES, *outcomes.OTHERS)]
    assert sorted(known) == sorted(schema["properties"]["outcome"]["enum"])
    letters = [letter for found in outcomes.OUTCOMES for letter in found.letters]
    assert "".join(sorted(letters)) == "abfghkmnoprstuåö"
    assert outcomes.outcome_for("R") == outcomes.outcome_for("å") == "referred-back"
    assert outcomes.outcome_for("x") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Flera hade synpunkter. Frågan behöver mer tid: rådet arbetar vidare.", ["postponed", "assigned"]),
        ("Gruppen beslutade att bordlägga frågan.", ["postponed"]),
        ("Ärendet återremitteras till nätverket.", ["referred-back"]),
        ("Nätverket ställer sig bakom förslaget och beslutar att uppdra åt RSS att återkomma.", ["endorsed", "assigned"]),
        ("Det förra protokollet läggs till handlingarna.", ["noted"]),
        ("Kalendariet antas inte.", ["rejected"]),
        ("att det föreslagna kalendariet för 2025 inte antas", ["rejected"]),
        ("- att godta tilläggen\n- att alla parter ska\n  utgå från behoven\n\nFrågan behöver mer tid.", ["approved"]),
        ("Det sköts till det här mötet och godkändes ([[lsg-2024-04-19]]). Läget redovisades.", []),
        ("Man antar att det blir bra", ["adopted"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_text_proposes_an_outcome_and_a_task(text: str, found: list[str]) -> None:
    assert [proposal.outcome for proposal in outcomes.proposals(text)] == found


def test_a_proposal_says_which_words_made_it() -> None:
    text = "Under mötet bedömdes efter en lång diskussion av alla att frågan behöver mer tid i rådet."
    assert outcomes.proposals(text)[0].words == "lång diskussion av alla att frågan behöver mer tid"


@pytest.mark.parametrize(
    ("chosen", "clauses", "effects"),
    [
        ("noted", ["att godkänna planen"], [("noted", 1)]),
        ("approved", ["att godkänna planen", "att alla följer den"], [("approved", 2)]),
        ("approved", ["att fastställa planen", "att ställa sig bakom målen"], [("approved", 2)]),
        ("approved", ["att godkänna planen", "att uppdra åt AU att följa den", "att det sker i maj"], [("approved", 1), ("assigned", 2)]),
        ("assigned", ["att godkänna planen och uppdra åt AU att följa den"], [("assigned", 1), ("approved", 1)]),
        ("approved", ["att godkänna plan och budget"], [("approved", 1)]),
        ("rejected", [], [("rejected", 0)]),
    ],
)  # fmt: skip
def test_clauses_with_two_effects_are_two_decisions(
    chosen: str, clauses: list[str], effects: list[tuple[str, int]]
) -> None:
    found = outcomes.effects(chosen, clauses)
    assert [(key, len(texts)) for key, texts in found] == effects


def test_a_clause_taken_apart_keeps_its_form() -> None:
    parts = outcomes.clause_parts("att godkänna planen och uppdra åt AU att följa den")
    assert parts == ("att godkänna planen", "att uppdra åt AU att följa den")


def test_the_first_clause_fits_the_phrase_that_introduces_it() -> None:
    until = "mötet 2024-11-15"
    for phrase, clause in (("Gruppen beslutade:", f"att bordlägga frågan till {until}"), ("Gruppen beslutar att", f"bordlägga frågan till {until}")):  # fmt: skip
        assert outcomes.first_clause("postponed", until=until, phrase=phrase, language="sv") == clause
    assert outcomes.first_clause("withdrawn", until="", phrase="", language="sv") == ""


def test_every_word_has_swedish() -> None:
    swedish = i18n.in_language("sv")
    for found in (*outcomes.OUTCOMES, *outcomes.OTHERS):
        for text in filter(None, (found.verb, found.means, found.effect, found.clause)):
            assert swedish(text) != text
