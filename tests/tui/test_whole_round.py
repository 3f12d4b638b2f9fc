"""A secretary's whole round: from ``n`` to approved minutes as DOCX, with every key counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docx import Document

from tests.tui.driver import Driver, driving, git
from tui.screens.meeting import MeetingScreen

LGL = "lgl-2024-12-04"
MOST_KEYS = 120


class Hand:
    """Presses keys and counts them as staff would: each key and each letter of a look-up, but no prose."""

    def __init__(self, app: Driver) -> None:
        self.app = app
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.app.press(*keys)

    async def look_up(self, text: str) -> None:
        self.keys += len(text)
        await self.app.write(text)

    async def prose(self, text: str) -> None:
        await self.app.write(text)


async def test_a_meeting_goes_from_new_to_approved_minutes_in_few_keys(demo: Path) -> None:
    async with driving(demo, body="lgl", today=date(2024, 12, 4)) as app:
        await app.press("2")
        hand = Hand(app)
        await hand.press("n")
        await hand.look_up("4/12")
        await hand.press("enter")
        await hand.prose("Kalmar")
        await hand.press("ctrl+s", "n")
        assert isinstance(app.screen, MeetingScreen)
        assert app.status().startswith(f"Sparat: Möte {LGL}:")
        app.expect("Enter öppna  v väntar  n ny punkt  r → kallat")

        await _three_items(hand)
        await hand.press("r", "ctrl+s", "p", "space", "down", "space", "ctrl+s", "r", "ctrl+s")
        app.expect(
            "LGL 2024-12-04  hållet", "16 närv, 2 frånv", "b beslut  t uppdrag  Tab e text  r → utkast"
        )

        await hand.press("home", "b", "g", "ctrl+s", "down", "b", "b", "ctrl+s", "down", "t")
        await hand.prose("Sammanställ läget")
        await hand.press("tab")
        await hand.look_up("johan")
        await hand.press("enter", "tab", "tab")
        await hand.look_up("31/1")
        await hand.press("ctrl+s", "r", "ctrl+s", "r", "ctrl+s", "x", "p", "enter")
        app.expect("LGL 2024-12-04  godkänt", f"Skrivet: out/protokoll-{LGL}.docx")
        assert hand.keys < MOST_KEYS, hand.keys
        assert hand.keys < 70, f"it took {hand.keys} keys"

        await _approved_minutes_stand(app)
    text = "\n".join(one.text for one in Document(str(demo / "out" / f"protokoll-{LGL}.docx")).paragraphs)
    for words in ("§ 2  Bussar", "att godkänna förslaget", "att bordlägga frågan till nästa möte"):
        assert words in text
    assert git(demo, "status", "--porcelain", "--", "records") == ""


async def _three_items(hand: Hand) -> None:
    for title, letter in (("Nytt avtal", "b"), ("Bussar", "b"), ("Läget i kommunerna", "")):
        await hand.press("n")
        await hand.prose(title)
        await hand.press(*(["tab", letter] if letter else []), "ctrl+s")
        assert title in hand.app.cursor_line()
    hand.app.expect("1 +besl. +Nytt avtal", "2 +besl. +Bussar", "3 +info +Läget")


async def _approved_minutes_stand(app: Driver) -> None:
    await app.press("n")
    assert app.status().startswith("Protokollet är godkänt: punkterna står fast. r rättar")
    await app.press("b")
    app.expect("Protokollet är godkänt: det här läggs till i efterhand", "Vilket utfall")
    await app.press("escape", "p")
    app.expect("Protokollet är godkänt: ändringar blir en rättelse")
    await app.press("escape", "r")
    app.expect("Rätta godkända ord", "Protokollets text")
