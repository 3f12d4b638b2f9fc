from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.widgets.diff import MODES, ChangeSet, DiffView
from tui.widgets.word_diff import Part, shortened, word_difference


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


CLAUSE = "att följande punkter bordläggs till Länssamverkansgruppens möte"
CHANGES = [
    Change("återkommer", "lsg-2024-11-05", "lsg-2024-11-15"),
    Change("att-sats 2", f"{CLAUSE} 20241105", f"{CLAUSE} 20241115"),
    Change("villkor", "", "nationell strategi"),
    Change("reservation", "S reserverade sig", ""),
]
RAW = "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-date: 1\n+date: 2\n same"


class DiffApp(WidgetApp):
    def __init__(self, changes: Any = CHANGES, raw: str = RAW, mode: str = "words") -> None:
        self.view = DiffView()
        super().__init__(self.view)
        self.changes, self.raw, self.view_mode = changes, raw, mode

    def on_mount(self) -> None:
        self.view.focus()
        self.view.mode = self.view_mode  # type: ignore[assignment]
        self.view.show(self.changes, self.raw)


def words(before: str, after: str) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[part.kind].format(part.text) for part in word_difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("möte 20241105", "möte 20241115", "möte [-20241105-]{+20241115+}"),
        ("att a och b", "att a och c", "att a och [-b-]{+c+}"),
        ("ett två tre fyra", "ett x y fyra", "ett [-två tre-]{+x y+} fyra"),
        ("lika", "lika", "lika"),
        ("", "nytt", "{+nytt+}"),
        ("bort", "", "[-bort-]"),
        (
            "helt annan text här",
            "ingenting gemensamt alls",
            "[-helt annan text här-]{+ingenting gemensamt alls+}",
        ),
        ("a\nb", "a\nc", "a\n[-b-]{+c+}"),
        ("en punkt.", "en punkt!", "en punkt[-.-]{+!+}"),
    ],
)
def test_word_difference(before: str, after: str, expected: str) -> None:
    assert words(before, after) == expected


@pytest.mark.parametrize("seed", range(20))
def test_both_versions_can_be_read_out_of_the_parts(seed: int) -> None:
    vocabulary = ["att", "möte", "den", "20", ".", "organ"]
    before = " ".join(vocabulary[(seed * i) % 6] for i in range(30))
    after = " ".join(vocabulary[(seed + i * i) % 6] for i in range(30))
    parts = word_difference(before, after)
    assert "".join(part.text for part in parts if part.kind != "new") == before
    assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_long_unchanged_stretches_are_cut() -> None:
    same = "ord " * 500
    parts = shortened(
        [Part("same", same), Part("new", "x"), Part("same", same), Part("gone", "y"), Part("same", same)]
    )
    assert [len(part.text) < 400 for part in parts] == [True] * 5
    assert parts[0].text.startswith(" … ")
    assert parts[4].text.endswith(" … ")
    assert shortened([Part("same", same)]) == [Part("same", same)]


async def test_words_at_80_columns() -> None:
    async with (app := DiffApp()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = lines_of(app)
    assert lines[0] == " återkommer   lsg-2024-11-[-05-]{+15+}"
    assert lines[1].startswith(" att-sats 2   att följande punkter")
    assert lines[2].strip().endswith("[-20241105-]{+20241115+}")
    assert lines[3] == " villkor      + nationell strategi"
    assert lines[4] == " reservation  - S reserverade sig"


async def test_fields_at_80_columns() -> None:
    async with (app := DiffApp(mode="fields")).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = lines_of(app)
    assert lines[:2] == [" återkommer   - lsg-2024-11-05", "              + lsg-2024-11-15"]


async def test_side_by_side_at_120_columns() -> None:
    async with (app := DiffApp()).run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        lines = lines_of(app)
    assert "- lsg-2024-11-[-05-]" in lines[0]
    assert "+ lsg-2024-11-{+15+}" in lines[0]
    assert lines[0].index("+") == next(line for line in lines if "villkor" in line).index("+")


async def test_raw_and_the_next_mode() -> None:
    async with (app := DiffApp(mode="raw")).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert lines_of(app)[2:5] == [" @@ -1 +1 @@", " -date: 1", " +date: 2"]
        assert app.view.next_mode() == "words"
        await pilot.pause()
        assert "{+15+}" in text_of(app)
        assert [app.view.next_mode(), app.view.next_mode()] == ["fields", "raw"]


async def test_sets_have_headings_and_nothing_says_so() -> None:
    sets = [ChangeSet(CHANGES[:1], "Beslut § 38"), ChangeSet(CHANGES[2:3], "Möte [/]")]
    async with (app := DiffApp(sets, "")).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [line.strip() for line in lines_of(app)][:4] == [
            "Beslut § 38",
            "återkommer  lsg-2024-11-[-05-]{+15+}",
            "",
            "Möte [/]",
        ]
        app.view.show([])
        await pilot.pause()
        assert text_of(app).strip() == "Inga ändringar ännu."


async def test_scrolls_and_resizes() -> None:
    many = [Change(f"fält {number}", "a", "b") for number in range(100)]
    async with (app := DiffApp(many)).run_test(size=(80, 12)) as pilot:
        await pilot.press("G")
        assert "fält 99" in text_of(app)
        await pilot.resize_terminal(40, 12)
        await pilot.press("home", "pagedown", "j")
        assert "fält 0" not in lines_of(app)[0]


@pytest.mark.parametrize("width", [10, 40, 80, 120])
async def test_fits_any_width(width: int) -> None:
    async with (app := DiffApp()).run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert "lsg" in text_of(app) or width < 40


async def test_hostile_text_is_only_text() -> None:
    async with (app := DiffApp()).run_test(size=(80, 24)) as pilot:
        for text in HOSTILE:
            for mode in MODES:
                app.view.mode = mode
                app.view.show([ChangeSet([Change(text, text, f"{text} x")], text)], text)
                await pilot.pause()
                assert all(sign.isprintable() or sign in "\n\u200d" for sign in text_of(app))
