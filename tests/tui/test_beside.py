"""What stands beside lists and forms where the window is very wide, and that a narrower one asks for none of it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driver import NARROW, driving

VERY_WIDE = (140, 40)
DECISION = "lsg-2024-09-20-38b-2"


async def test_the_record_stands_beside_its_changes_as_it_was(built_demo: Path) -> None:
    async with driving(built_demo, VERY_WIDE) as app:
        app.app.navigator.open_history(DECISION)
        await app.settle()
        app.expect(
            f"2024-11-08 09.15 +Sofia Exempel +\n.*{DECISION} som den var då", "Återkommer +LSG 2024-11-15"
        )
        await app.press("down")
        app.expect("2024-09-24 11.05 +\\S+ Exempel +\n", r"Återkommer +\S*lsg-2024-11-05")
        await app.press("up")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        asked = app.app.gateway.asked
        await app.press("down")
        assert not app.sees("som den var då")
        assert app.app.gateway.asked == asked + 1  # what the change did, and nothing that is not shown
        await app.pilot.resize_terminal(*VERY_WIDE)
        await app.settle()
        app.expect(r"Återkommer +\S*lsg-2024-11-05")
        await app.press("9", "end")
        app.expect("2020-02-03 08.50 +", "Ändringen rör ingen post")
