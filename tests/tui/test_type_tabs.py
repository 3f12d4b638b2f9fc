from __future__ import annotations

import pytest

from tests.tui.screen import WidgetApp, lines_of
from tui.widgets.type_tabs import TypeTabs

LABELS = ["Allt 28", "Ärenden 4", "Avtal 1", "Beslut 8", "Uppdrag 6", "Möten 7", "Organ 1"]


@pytest.mark.parametrize(
    ("width", "current", "shown"),
    [
        (80, 0, "[Allt 28] Ärenden 4  Avtal 1  Beslut 8  Uppdrag 6  Möten 7  Organ 1"),
        (40, 0, "[Allt 28] Ärenden 4  Avtal 1  Beslut 8 …"),
        (40, 3, " Allt 28  Ärenden 4  Avtal 1 [Beslut 8]…"),
        (39, 3, "… Ärenden 4  Avtal 1 [Beslut 8] Uppdra…"),
        (40, 5, "… Beslut 8  Uppdrag 6 [Möten 7] Organ 1"),
        (40, 6, "… Beslut 8  Uppdrag 6  Möten 7 [Organ 1]"),
    ],
)
async def test_tabs_that_do_not_fit_are_told_on_their_side_and_the_current_one_is_whole(
    width: int, current: int, shown: str
) -> None:
    tabs = TypeTabs()
    async with (app := WidgetApp(tabs)).run_test(size=(width, 3)) as pilot:
        tabs.show(LABELS, current)
        await pilot.pause()
        assert lines_of(app)[0].rstrip() == shown
