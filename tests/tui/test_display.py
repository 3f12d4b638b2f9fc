from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.widgets import Static

from tests.tui.screen import HOSTILE, WidgetApp, text_of
from tingsbok.display import clean
from tui.display import content
from tui.guard import ControlGuard
from tui.stylesheet import FIRST, LATER
from tui.theme import CONTRAST, DARK, LIGHT, TERMINAL_DARK, TERMINAL_LIGHT

SHEETS = [*FIRST, *LATER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Föredragande: Åsa [/]", "Föredragande: Åsa [/]"),
        ("", ""),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("\x1b]52;c;aGVq\x07", "␛]52;c;aGVq␇"),
        ("rad\nrad\tflik\r", "rad␊rad␉flik␍"),
        ("\u202etxt\u2069", "�txt�"),
        ("noll\u200bbredd", "noll�bredd"),
        ("\x9b31m", "�31m"),
        ("del\x7f", "del␡"),
        ("halv\ud800", "halv�"),
        ("ingen\ufffesign", "ingen�sign"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a\u2028b", "a␊b"),
        ("\U000e0041gömd", "�gömd"),
    ],
)
def test_clean_makes_visible(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb\n", "a\nb\n"), ("a\tb", "a    b"), ("a\u2029b", "a\nb"), ("a\x1bb\rc", "a␛b␍c")],
)
def test_clean_keeps_lines_of_a_body(text: str, expected: str) -> None:
    assert clean(text, keep_newlines=True) == expected


def test_content_is_never_markup() -> None:
    assert content("[bold]x[/]").plain == "[bold]x[/]"
    assert not content("[bold]x[/]").spans
    assert content("x", "bold").spans


@pytest.mark.parametrize("text", HOSTILE)
def test_guard_leaves_nothing_that_acts(text: str) -> None:
    segments = ControlGuard().apply([Segment(text, Style(bold=True))], Color(0, 0, 0))
    shown = segments[0].text
    assert clean(shown) == shown
    assert cell_len(shown) == cell_len(text)
    assert segments[0].style == Style(bold=True)


def test_guard_leaves_textuals_own_control_segments() -> None:
    control = Segment("\x1b[H", None, [(ControlType.HOME,)])
    assert ControlGuard().apply([control], Color(0, 0, 0)) == [control]


async def test_guard_on_an_app() -> None:
    class Guarded(WidgetApp):
        def get_line_filters(self) -> list[object]:  # type: ignore[override]
            return [*super().get_line_filters(), ControlGuard()]

    app = Guarded(Static("".join(HOSTILE[4:-1]), markup=False))
    async with app.run_test(size=(80, 24)):
        assert clean(text_of(app), keep_newlines=True) == text_of(app)


# Every pair of text and background that the widgets' sheets use.
PAIRS = [
    *[
        (text, ground)
        for text in (
            "foreground",
            "text-muted",
            "text-primary",
            "text-accent",
            "text-warning",
            "text-error",
            "text-success",
        )
        for ground in ("background", "surface", "panel")
    ],
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("foreground", "input-selection-background"),
]


@pytest.mark.parametrize(
    ("theme", "least"),
    [(DARK, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0)],
    ids=lambda value: getattr(value, "name", ""),
)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_wcag_aa_and_aaa_where_it_is_promised(
    theme: object, least: float, text: str, ground: str
) -> None:
    colours = theme.to_color_system().generate()  # type: ignore[attr-defined]
    ratio = _contrast(Color.parse(colours[text]), Color.parse(colours[ground]))
    assert ratio >= least, f"{text} on {ground}: {ratio:.2f}"


def test_the_terminals_own_colours_are_the_terminals() -> None:
    """No colour of ours, and what has the cursor stands out by more than a colour."""
    for theme in (TERMINAL_DARK, TERMINAL_LIGHT):
        colours = theme.to_color_system().generate()
        used = {name for sheet in SHEETS for name in re.findall(r"\$([a-z-]+)", Path(sheet).read_text())}
        own = {name for name in used & colours.keys() if not re.match("ansi_|transparent", colours[name])}
        assert {name for name in own if not name.endswith("text-style")} == set()
        assert "reverse" in colours["block-cursor-text-style"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: Path(path).stem)
def test_sheets_use_theme_variables_only(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", Path(sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    colours = re.findall(r"(?:^|\s)(?:color|background|[a-z-]+-color):\s*([^;]+);", text)
    assert all(re.match(r"\$[a-z]|transparent\b", colour) for colour in colours), colours
    assert "*" not in text


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
