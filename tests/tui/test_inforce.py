"""What is in force, what expires, and saying that a condition is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import driving, git
from tingsbok import i18n
from tingsbok.archive import Archive
from tingsbok.followup.inforce import InForce, Standing
from tui.present.inforce import counts
from tui.reads.opening import words


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("sv", "1 avtal, 1 beslut, 1 återkommande kostnad, 1 fördelning av platser",
         "2 avtal, 2 beslut, 2 återkommande kostnader, 2 fördelningar av platser"),
        ("en", "1 agreement, 1 decision, 1 recurring cost, 1 distribution of seats",
         "2 agreements, 2 decisions, 2 recurring costs, 2 distributions of seats"),
    ],
)  # fmt: skip
def test_how_many_of_each_kind_are_in_force(demo: Path, language: str, one: str, two: str) -> None:
    i18n.use(language)
    kinds = ("decision", "seats", "agreement", "money")
    once = [Standing(kind, kind, "", "", InForce.YES) for kind in kinds]
    with Archive.open(demo, cache_dir=demo.parent / "cache") as archive:
        assert [counts(once, words(archive)), counts(once * 2, words(archive))] == [one, two]


async def test_what_is_in_force_on_a_day_and_what_expires(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("g", "v")
        app.expect(
            r"Avtal > Gäller > 2024-11-08",
            r"AVTAL +4",
            r"\? inte ännu   RÖK Kvinnofrid",
            r"1 gäller inte ännu",
        )
        assert not app.sees("Vårdprogram hjärtsvikt")
        await app.press("f")
        await app.write("2021-01-01")
        await app.press("enter")
        app.expect(r"\? på villkor  Vårdprogram hjärtsvikt +LCHNV 2020-04-03 § 2")
        await app.press("f")
        await app.write("31/2")
        await app.press("enter")
        assert "finns inte" in app.status()
        await app.press("g", "l")
        app.expect(r"> +2024-12-31  Pott för", r"1 inom 12 månader")
        await app.press("enter")
        assert app.place().startswith("Beslut > lsg-2023-09-15-resurser")
        app.expect("Gäller +ja")


async def test_a_met_condition_is_saved_as_one_change(demo: Path) -> None:
    async with driving(demo) as app:
        await app.press("s")
        await app.write("lsg-2024-09-20-34")
        await app.press("enter")
        app.expect(r"Öppet villkor +strategin ska anpassas")
        await app.press("r")
        app.expect("Vad uppfyllde villkoret", "Inget i arkivet")
        await app.press("ctrl+n")
        app.expect(r"Uppfyllt den", "2024-11-08")
        await app.press("enter")
        app.expect("Villkoret är uppfyllt", "Enter sparar")
        await app.press("enter")
        assert not app.sees("Öppet villkor")
        await app.press("r")
        assert app.status().startswith("Beslutet har inget öppet villkor")
    assert git(demo, "log", "-1", "--format=%s").startswith(
        "Beslut lsg-2024-09-20-34: villkor uppfyllt 2024-11-08"
    )
