from __future__ import annotations

from pathlib import Path

from tests.tui.driver import NARROW, driving


async def test_figures_behind_three_tabs(demo: Path) -> None:
    async with driving(demo, NARROW) as app:
        await app.press("g", "y")
        app.expect(r"\[Närvaro\]", "━━━━━")
        await app.press("full_stop")
        app.expect(r"\[Utfall\]", r"till handlingarna +LCHNV +2024 +7 +━+")
        await app.press("full_stop")
        app.expect(r"\[Antagande\]", r"RÖK Kvinnofrid.*13/16 +━+")
        await app.press("enter")
        app.expect("3 av 16 parter saknas")
