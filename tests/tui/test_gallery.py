"""Every screen as it is kept in ``snapshots``, in every size and language; ``make snapshots`` keeps them anew."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from tests.gallery import LANGUAGES, STOPS, file_of, home, kept, opened, snapshots, visit
from tests.tui.driver import NARROW, WIDE, Size
from tingsbok.i18n import in_language
from tui import intents
from tui.intents import Intent

SWEDISH = re.compile(
    r"(\? fler\b|Enter öppna|Esc \w+er|Här finns|Inga|Skriv för|ordning:|alla organ|spara|lägger till|"
    r"förslag väntar|nästa flik|skapar)"
)
"""Words of screens that stand in no record of the example."""
ENGLISH = re.compile(
    r"\b(the|and|nothing|cannot|search|edit|more|meetings?|decisions?|assignments?|body|back|help|waiting|saved|"
    r"leave|choose|order|missing|today)\b",
    re.IGNORECASE,
)
LABELS = {
    language: {
        in_language(language)(each.label) for each in vars(intents).values() if isinstance(each, Intent)
    }
    for language in LANGUAGES
}


def faults(name: str, lines: list[str], size: Size, language: str) -> list[str]:
    """What is wrong with a screen whatever it shows."""
    width, height = size
    # paths and ids hold English words that stand in files
    words = [
        re.sub(r"\S*[/_=]\S*|\S+\.md|\bassignment\b: ny", "", line)
        for line in lines
        if " | " not in line[1:11]
    ]
    foreign = (ENGLISH if language == "sv" else SWEDISH).search("\n".join(words))
    is_dialog = any("╰─" in line for line in lines)  # it is kept without the page behind it
    hint = re.sub(r" \+\d+$", "", lines[-1]).rpartition("  ")[2].partition(" ")[2].strip()
    checks = {
        f"{len(lines)} lines": len(lines) != height,
        "a line is too long": any(len(line) > width for line in lines),
        "the place is not there": not lines[0].strip() and not is_dialog,
        "the hints are cut": "…" in lines[-1],
        f"the last hint is cut: {hint!r}": hint not in LABELS[language] and not is_dialog,
        f"a word of the other language: {foreign and foreign.group()!r}": foreign is not None,
    }
    return [f"{name}: {fault}" for fault, is_so in checks.items() if is_so]


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(NARROW, "sv", id="80x24-sv"),
        pytest.param(WIDE, "en", id="120x40-en"),
        # each walk through all screens is 15 seconds: the quick run sees each size and each language once
        pytest.param(NARROW, "en", id="80x24-en", marks=pytest.mark.soak),
        pytest.param(WIDE, "sv", id="120x40-sv", marks=pytest.mark.soak),
    ],
)
async def test_every_screen_is_as_it_is_kept(built_demo: Path, size: Size, language: str) -> None:
    shown = await snapshots(built_demo, size, language)
    wrong = [fault for name, lines in shown.items() for fault in faults(name, lines, size, language)]
    for name, lines in shown.items():
        before = kept(size, name, language)
        title = str(file_of(size, name).name)
        wrong += difflib.unified_diff(before, lines, f"kept {title}", f"shown {title}", lineterm="", n=1)
    kept_names = {file.stem for file in file_of(size, "").parent.glob("*.txt")}
    wrong += [f"{name}: kept, but not shown" for name in kept_names - set(shown)]
    assert not wrong, "\n".join([*wrong, "If this is meant: make snapshots"])


async def test_a_small_window_still_shows_something(built_demo: Path) -> None:
    names = {"start", "meetings", "meeting", "calendar", "settings", "decision-form", "outcome", "goto"}
    async with opened(built_demo, (60, 12), "sv") as (app, _, _):
        for stop in STOPS:
            if stop.name in names:
                await visit(app, stop)
                lines = app.lines()
                assert max(map(len, lines)) <= 60, stop.name
                assert sum(bool(line.strip()) for line in lines[1:-2]) >= 5, (stop.name, app.text())
        await home(app)
        await app.pilot.resize_terminal(59, 11)
        await app.settle()
        said = [line.strip() for line in app.lines() if line.strip()]
        assert said == ["Fönstret är för litet (minst 60x12)."]
