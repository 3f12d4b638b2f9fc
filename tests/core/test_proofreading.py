"""The proof-reader of texts: each fault is found where it is, and sound minutes have none."""

from __future__ import annotations

import time

import pytest

from tingsbok.problems import Problem
from tingsbok.proofreading import CODES, Context, Known, Names
from tingsbok.proofreading.rules import read_text

SOUND = """Protokoll Vårdrådet 2024-03-15

Närvarande

Anna Ek, ordförande
Bo Lind, Norrby kommun
Maria Jonsson, Söderby kommun
Maria Johansson, Västerby kommun
Eva Söder Region Norr

Frånvarande

Per Dahl, Söderby kommun

1. Dagordning

Vårdrådet beslutade att godkänna dagordningen.

2. Föregående protokoll 2024-02-09

Lades till handlingarna. Bo Linds fråga besvarades vid mötet den 9 februari.

3. Avtalet

Beslutsärende

Föredragande: Eva Söder

Kostnaden är 300 kr (100 + 200). Nästa möte är fredag 19 april, och fredagen den 15 mars hölls ett extra.

| Kommun | Kronor |
|--------|-------:|
| Norrby | 1 200  |
| Söderby | 800   |
| Summa  | 2 000  |

Vårdrådet beslutade att bordlägga frågan till 2024-04-19. Se § 2.
"""


def read(text: str, **context: object) -> list[Problem]:
    return read_text(text, "p.md", Context(**context))  # type: ignore[arg-type]


def test_sound_minutes_have_no_findings() -> None:
    assert [(p.code, p.line, p.words) for p in read(SOUND)] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "words", "fixes"),
    [
        ("fredag 19 april", "torsdag 19 april", "T203", "torsdag 19 april", ["fredag 19 april", "torsdag 18 april"]),
        ("fredagen den 15 mars", "lördagen den 15 mars", "T203", "lördagen den 15 mars", ["fredagen den 15 mars", "lördagen den 16 mars"]),
        ("fredag 19 april", "tors. 19 apr", "T203", "tors. 19 apr", ["fre. 19 apr", "tor. 18 apr"]),
        ("fredag 19 april", "Onsdag 2024-04-19", "T203", "Onsdag 2024-04-19", ["Fredag 2024-04-19", "Onsdag 2024-04-17"]),
        ("fredag 19 april", "måndagen den 1:a april 2024 (tisdag)", None, "", []),
        ("fredag 19 april", "söndag 31 mars", None, "", []),
        ("fredag 19 april", "måndag 31 mars 2024", "T203", "måndag 31 mars 2024", ["söndag 31 mars 2024", "måndag 1 april 2024"]),
        ("vid mötet den 9 februari", "vid mötet den 9 februari 2025", "T204", "9 februari 2025", []),
        ("protokoll 2024-02-09", "protokoll 2024-05-09", "T204", "2024-05-09", []),
        ("fredag 19 april", "den 19 april 2084", "T204", "19 april 2084", []),
        ("fredag 19 april", "31 april", "T205", "31 april", ["30 april", "1 maj"]),
        ("fredag 19 april", "29 februari 2023", "T205", "29 februari 2023", ["28 februari 2023", "1 mars 2023"]),
        ("fredag 19 april", "2024-13-04", "T205", "2024-13-04", ["2024-04-13"]),
        ("fredag 19 april", "30/2/2024", "T205", "30/2/2024", ["29/2/2024", "1/3/2024"]),
        ("fredag 19 april", "31.04.2024", "T205", "31.04.2024", ["30.04.2024", "01.05.2024"]),
        ("fredag 19 april", "torsdag 19.4.2024", "T203", "torsdag 19.4.2024", ["fredag 19.4.2024", "torsdag 18.4.2024"]),
        ("fredag 19 april", "enligt punkt 1.12.2024.3", None, "", []),
        ("fredag 19 april", "vecka 54", "T205", "vecka 54", []),
        ("fredag 19 april", "vecka 53 2024", "T205", "vecka 53 2024", []),
        ("fredag 19 april", "vecka 53 år 2025", "T205", "vecka 53 år 2025", []),
        ("fredag 19 april", "30 februari", "T205", "30 februari", ["29 februari", "1 mars"]),
        ("fredag 19 april", "vecka 53 2026", None, "", []),
        ("Avtalet\n", "Avtalet\n\nInget mer.\n\nDen 12 december 2024 hölls ett möte.\n", "T204", "12 december 2024", []),
        ("Avtalet\n", "Avtalet\n\nInget mer.\n\nTorsdag 12 december 2024 hölls ett möte.\n", "T204", "Torsdag 12 december 2024", []),
        ("Avtalet\n", "Avtalet\n\nInget mer.\n\nDen 12 december 2024 hålls ett möte.\n", None, "", []),
        ("fredag 19 april", "v. 54", "T205", "v. 54", []),
        ("fredag 19 april", "med en V70", None, "", []),
        ("Avtalet\n", "Avtalet\n\nEva Söder informerade om konferensen den 12 december 2024.\n", None, "", []),
        ("Avtalet\n", "Avtalet\n\nAvtalet löpte ut 2023-12-31 och det nya gäller till 2026-12-31.\n", None, "", []),
        ("Avtalet\n", "Avtalet\n\nTre frågor:\n1. Vem\n2. Vad\n3. När\n", None, "", []),
        ("Avtalet\n", "Avtalet\n\nSe § 12 i lagen.\n", None, "", []),
        ("| Kommun | Kronor |", "| Kommun | 2023 |", None, "", []),
        ("| Summa  | 2 000  |", "| varav moms | 400 |\n| Summa  | 2 000  |", None, "", []),
        ("| Summa  | 2 000  |", "| Summa  | 2 000  |\n| Region | 500 |\n| Stat | 500 |\n| Totalt | 3 000 |", None, "", []),
        ("| Summa  | 2 000  |", "| Summa  | 2 000  |\n| Region | 500 |\n| Stat | 500 |\n| Totalt | 3 001 |", "T207", "3 001", ["1 000"]),
        ("fredag 19 april", "3 april mars 2024", "T206", "3 april mars 2024", ["3 april 2024", "3 mars 2024"]),
        ("fredag 19 april", "3 maj maj", "T206", "3 maj maj", ["3 maj"]),
        ("| 800 ", "| 801 ", "T207", "2 000", ["2 001"]),
        ("300 kr (100 + 200)", "1.300 kr (100 + 200)", "T208", "1.300", ["300"]),
        ("300 kr (100 + 200)", "1,5 mkr (750 000 + 750 000)", None, "", []),
        ("300 kr (100 + 200)", "1,5 mkr (750 tkr + 750 tkr)", None, "", []),
        ("300 kr (100 + 200)", "1,5 mkr (0,7 + 0,7)", "T208", "1,5", ["1,4"]),
        ("300 kr (100 + 200)", "1,6 miljoner (0,9 + 0,6 miljoner)", "T208", "1,6", ["1,5"]),
        ("300 kr (100 + 200)", "1,6 miljoner kronor (0,9 + 0,6)", "T208", "1,6", ["1,5"]),
        ("300 kr (100 + 200)", "1,5 miljoner (750 000 + 750 000)", None, "", []),
        ("300 kr (100 + 200)", "350 tkr (100 + 200 tkr)", "T208", "350", ["300"]),
        ("300 kr (100 + 200)", "300 kr (100 kr + 200 kr)", None, "", []),
        ("300 kr (100 + 200)", "350 kronor (100 kr + 200 kr)", "T208", "350", ["300"]),
        ("300 kr (100 + 200)", "350 (100 kr + 200 kr)", "T208", "350", ["300"]),
        ("\nNärvarande\n", "\nTid: 12.00-9.30\n\nNärvarande\n", "T209", "12.00-9.30", []),
        ("Avtalet\n", "Avtalet\n\nJouren är bemannad kl. 17.00–08.00.\n", None, "", []),
        ("Avtalet\n", "Avtalet\n\nMötet höll på klockan 13.00–12.00.\n", "T209", "13.00–12.00", []),
        ("Eva Söder Region", "Bo Lind, Norrby kommun\nEva Söder Region", "T211", "Bo Lind", []),
        ("Per Dahl,", "Bo Lind,", "T211", "Bo Lind", []),
        ("Föredragande: Eva Söder", "Föredragande: Per Dahl", "T212", "Per Dahl", []),
        ("Eva Söder Region", "Karin Nybacka Region", None, "", []),
        ("Föredragande: Eva Söder", "Föredragande: Eva Söderr", "T213", "Eva Söderr", ["Eva Söder"]),
        ("Avtalet\n", "Avtalet\n\nVårrdrådet var enigt.\n", "T214", "Vårrdrådet", ["Vårdrådet"]),
        ("Avtalet\n", "Avtalet\n\nVård rådet var enigt.\n", "T214", "Vård rådet", ["Vårdrådet"]),
        ("3. Avtalet", "4. Avtalet", "T215", "4. Avtalet", []),
        ("3. Avtalet", "2. Avtalet", "T215", "2. Avtalet", []),
        ("\nNärvarande\n", "\nDatum: 2024-03-15\nDatum: 2024-03-20\n\nNärvarande\n", "T217", "2024-03-15", []),
        ("\nNärvarande\n", "\nMötesdatum: 2024-03-15\nDatum: 2024-07-01\n\nNärvarande\n", "T216", "2024-07-01", []),
        ("Vårdrådet beslutade att bordlägga frågan till 2024-04-19. ", "", "T310", "3. Avtalet", []),
        ("till 2024-04-19. Se § 2.", "till 2024-04-19.\n\nVårdrådet beslutade:\n", "T310", "beslutade", []),
        ("Se § 2.", "Vårdrådet får i uppdrag att räkna om.", "T312", "får i uppdrag", []),
        ("Se § 2.", "Vårdrådet får i uppdrag att räkna om senast 1 maj.", None, "", []),
        ("frågan till 2024-04-19", "frågan", "T313", "bordlägga", []),
        ("frågan till 2024-04-19", "frågan tills vidare", None, "", []),
        ("Se § 2", "Se § 12", "T322", "Se § 12", []),
    ],
)  # fmt: skip
def test_each_fault_is_found_where_it_is(
    old: str, new: str, code: str | None, words: str, fixes: list[str]
) -> None:
    assert old in SOUND
    found = read(SOUND.replace(old, new, 1))
    if code is None:
        assert [p.code for p in found] == []
        return
    assert [(p.code, p.words, [fix.text for fix in p.fixes]) for p in found] == [(code, words, fixes)]
    place = found[0]
    assert place.excerpt[place.column - 1 :].startswith(words.split(maxsplit=1)[0])


def test_an_impossible_day_is_of_the_nearest_year() -> None:
    found = read("Protokoll 2024-12-15\n\n1. Tid\n\nNästa möte är 30 februari.\n")
    assert [(p.code, [fix.text for fix in p.fixes]) for p in found] == [("T205", ["28 februari", "1 mars"])]


def test_the_archives_names_count() -> None:
    known = {
        "people": Names(
            [Known("Eva Söder", "eva"), Known("Bo Lynd", "bo"), Known("Bo Lind", "bo", "Bo Lynd")]
        ),
        "bodies": Names([Known("Vårdrådet i Norr", "vr")]),
        "meetings": {"vr": frozenset({"2024-01-05", "2024-02-02"})},
    }
    found = read(
        SOUND.replace("Vårdrådet beslutade att g", "Vårdrådets möte 2024-02-09 beslutade att g"), **known
    )
    assert [(p.code, p.words, [(f.text, f.certain) for f in p.fixes]) for p in found] == [
        ("T213", "Bo Lind", [("Bo Lynd", True)]),
    ]
    named = {**known, "bodies": Names([Known("Vårdrådet", "vr")])}
    found = read(
        SOUND.replace("Vårdrådet beslutade att g", "Vårdrådets möte 2024-02-08 beslutade att g"), **named
    )
    assert [(p.code, p.words) for p in found] == [("T213", "Bo Lind"), ("T320", "2024-02-08")]


def test_a_month_too_many_is_certain_where_the_meeting_is_known() -> None:
    from datetime import date

    found = read("Möte 3 april mars 2020", day=date(2020, 3, 3))
    assert [(f.text, f.certain) for f in found[0].fixes] == [("3 mars 2020", True), ("3 april 2020", False)]


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 400_000, "1 " * 200_000, "1" * 400_000, "Aa " * 130_000, "| " * 200_000, "\n" * 400_000),
        *("Anna Ek, " * 40_000, "Närvarande:\n" + "Anna Ek\n" * 20_000, "1. A\n" * 60_000, "(1 + " * 80_000),
        *("3 april mars " * 30_000, "fredag 10 oktober " * 20_000, "beslut\n" * 50_000, "-" * 400_000),
        *(
            "\u0000\u202e\ufffd" * 10_000,
            "# " * 100_000,
            "bordlägg " * 40_000,
            "[[" * 100_000,
            "uppdrag åt " * 30_000,
        ),
        "".join(f"Väldigtlångtnamn{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}rådet " for n in range(20_000)),
        "".join(
            f"Anna{chr(97 + n % 26)} Ek{chr(97 + n // 26 % 26)}ström{chr(97 + n // 676 % 26)}\n"
            for n in range(15_000)
        ),
    ],
    ids=range(21),
)
def test_no_text_makes_it_run_away(text: str) -> None:
    began = time.process_time()
    assert len(read(text)) <= 500
    assert time.process_time() - began < 5


def test_every_code_has_words_in_both_languages() -> None:
    from tingsbok import checks

    for code in CODES:
        assert checks.explain(code, "en") != checks.explain(code.lower(), "sv") != ""
