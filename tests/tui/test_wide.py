"""What a very wide window shows more of, and that a narrow one asks for nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import NARROW, driving
from tui.reads import Clash, person
from tui.screens.clash import ClashDialog

VERY_WIDE = (140, 40)
MEETING, PERSON = "lsg-2024-09-20", "patrik-glasberg"


async def test_items_stand_beside_the_attendance_list(demo: Path) -> None:
    async with driving(demo, VERY_WIDE) as app:
        app.app.navigator.open_attendance(MEETING)
        await app.settle()
        app.expect(r"Ersätter +31 +32 +33", r"> *Regionen +Isabell Zemrén +n +ordförande +──────")
        await app.press("r", "k")
        await app.write("33")
        await app.press("enter")
        app.expect(
            r"Isabell Zemrén +n +ordförande +· +· +╺━━━", r"Ledamöter i rummet: § 31–32: 26 +§ 33–44: 27"
        )
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        app.expect(r"> *Regionen +Isabell Zemrén +n +ordförande +33–")
        assert not app.sees("Ledamöter i rummet")


async def test_seats_and_meetings_stand_beside_a_person(
    built_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = person.life_of
    monkeypatch.setattr(person, "life_of", lambda archive, one: asked.append(one) or read(archive, one))
    async with driving(built_demo, NARROW) as app:
        app.app.navigator.open_record(PERSON)
        await app.settle()
        assert not asked
        await app.pilot.resize_terminal(*VERY_WIDE)
        await app.settle()
        app.expect(
            "PLATSER",
            r"2022 2023 2024",
            r"LGL +ledamot, Kalmar +╌+━+",
            r"n +LGL 2024-01-26 +ledamot +föredrar § 4",
        )
        assert asked == [PERSON]
        line = next(at for at, text in enumerate(app.lines()) if "n  LGL 2024-01-26" in text)
        await app.pilot.click("#life", offset=(10, line - 3))
        await app.settle()
        app.expect("Möten > LGL 2024-01-26")


async def test_dialogs_show_what_is_chosen_from_in_full(built_demo: Path) -> None:
    mine, theirs = "att två\natt tre ledamöter", "att två ledamöter\natt tre"
    clashes = (Clash("title", "Rubrik", "a", "b"), Clash("body", "Texten", mine, theirs, "att två\natt tre"))
    async with driving(built_demo, NARROW) as app:
        app.app.navigator.open_link("lsg-2024-09-20-38b-2")
        await app.settle()
        await app.write("hjälp")
        asked = app.app.gateway.asked
        await app.press("down")
        assert app.app.gateway.asked == asked
        await app.pilot.resize_terminal(*VERY_WIDE)
        await app.settle()
        app.expect(r"Kortnamn +HMOV", r"> +Hjälpmedel Västerbotten")
        await app.press("down")
        app.expect(r"> +Hjälpmedelshandboken", "Rubrik +Hjälpmedelshandboken")
        await app.write(" zzz")
        assert not app.sees("Rubrik +Hjälpmedelshandboken")
        await app.press("escape", "u")
        app.expect(
            "Ångra: Beslut lsg-2024-09-20-38b-2",
            "DET HÄR GJORDE ÄNDRINGEN",
            r"▏ återkommer +- lsg-2024-11-05",
        )
        await app.press("escape")
        app.app.push_screen(ClashDialog(clashes))
        await app.settle()
        app.expect(r"Före +▏ Ditt \(m\) +▏ Deras \(d\)", r"\(tomt\) +▏ a +▏ b ")
        await app.press("m")
        app.expect(
            r"▏ att två +▏ att två +▏ att två ledamöter", r"▏ att tre +▏ att tre ledamöter +▏ att tre "
        )
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        app.expect(r"Rubrik +a .*ditt", r"Texten .*\?", r"Före +att två", r"Deras \(d\) +att två ledamöter")


async def test_rows_tell_more(built_demo: Path) -> None:
    async with driving(built_demo, VERY_WIDE) as app:
        await app.press("9")
        app.expect(
            r"> +2024-11-08 09.15 +Sofia Exempel +Beslut lsg-2024-09-20-38b-2: återkommer", "som den var då"
        )
        app.app.navigator.open_record("hemsjukvardsavtalet")
        await app.settle()
        app.expect(
            r"Datum +VFR LCHNV SG LCHNV +Händelse",
            r"> +11-07 +§ 6 +Plan för",
            r"2022-04-27 +● +│ +Utredningen",
        )
        app.app.navigator.open_record("rss-avtal-2023-2026")
        await app.settle()
        await app.press("full_stop")
        app.expect(
            r"RSS-avtal 2022 +Ändring", r"> +Avesta .*103 619 +\+55 795", r"Summa .*1 300 000 +\+700 004"
        )
        await app.press("down")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert not app.sees("Ändring")
        app.expect(r"> +Borlänge +52 460")
        await app.press("escape")
        app.expect(r"Datum +Organ +§ +Händelse", r"> +2024-11-07 +LCHNV +6 +Plan för")
