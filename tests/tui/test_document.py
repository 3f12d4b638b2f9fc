from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Input

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.widgets.document import DocumentView, FieldRow
from tui.widgets.find import find
from tui.widgets.markdown import LONGEST, Fact, lay_out
from tui.widgets.wrap import Row, Span, wrap

BODY = """\
# Protokoll [/]

Text **fet** och *kursiv*, [länk](../a%20b.md) och [[lsg-2024-09-20|mötet]] samt
[[lsg]] och [[borta]] och `[[inte]]` <b>html</b> <!-- gömt -->.

## § 38 Uppföljning

- att godkänna
  - inre punkt
- att bordlägga

1. ett
2. två

> citat https://example.org/x).

```
kod   med  luft
```

| Organ | Antal |
|---|---|
| [[lsg]] | 12 |

---

### 38a Råd

sist
"""
NAMES = {"lsg": "LSG", "lsg-2024-09-20": "LSG 2024-09-20"}
ROWS = [
    FieldRow("Organ", "Länssamverkansgruppen", "lsg"),
    FieldRow("Möte", Content.from_markup("[bold]$x[/] kl 9", x="2024-09-20")),
    FieldRow("Ärende", "borta", "borta", broken=True),
]


class DocumentApp(WidgetApp):
    def __init__(self, body: str = BODY, rows: list[FieldRow] | None = None, *more: Input) -> None:
        self.document = DocumentView()
        super().__init__(self.document, *more)
        self.body, self.rows = body, ROWS if rows is None else rows

    def on_mount(self) -> None:
        self.document.focus()
        self.call_after_refresh(lambda: self.document.show(self.body, self.rows, NAMES.get, 10))

    async def ready(self) -> None:
        await self.workers.wait_for_complete()

    @property
    def followed(self) -> list[str]:
        return [m.target for m in self.seen if isinstance(m, DocumentView.LinkFollowed)]


def layout(body: str, width: int = 60) -> list[str]:
    return [row.text.rstrip() for row in lay_out(body, (), width, NAMES.get).rows]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Rubrik\ntext", ["Rubrik", "", "text"]),
        ("a  \nb\nc", ["a", "b c"]),
        ("- a\n  - b\n    - c\n- d", ["• a", "  – b", "    · c", "• d"]),
        ("9. a\n10. b", [" 9. a", "10. b"]),
        ("- a\n\n- b\n", ["• a", "", "• b"]),
        ("- \n- b", ["•", "• b"]),
        ("> a\n> > b", ["│ a", "│", "│ │ b"]),
        ("```py\nx  =  1\n\ny\n```", ["  x  =  1", "", "  y"]),
        ("<div>\n<b>x</b>\n</div>", ["<div> <b>x</b> </div>"]),
        ("<!-- gömt -->", ["<!-- gömt -->"]),
        ("a[^1]\n\n[^1]: fot", ["a[^1]", "", "[^1]: fot"]),
        ("![bild](a.png)", ["(bild: bild)"]),
        ("[[lsg]] [[lsg|x]] [[nej]]", ["LSG x nej (saknas)"]),
        ("[x](javascript:alert)", ["[x](javascript:alert)"]),
        ("- [x] klar\n- [ ] ej", ["• [x] klar", "• [ ] ej"]),
        ("| a | b |\n|---|---|\n| lång text | 2 |", ["a          b", "────────────", "lång text  2"]),
        ("", []),
    ],
)
def test_blocks(source: str, expected: list[str]) -> None:
    assert layout(source) == expected


@pytest.mark.parametrize("width", [1, 8, 20, 40, 80, 200])
def test_rows_never_exceed_the_width(width: int) -> None:
    page = lay_out(
        BODY + "x" * 500 + "\n\n日本語" * 50, [Fact("Etikett", (Span("v" * 99),))], width, NAMES.get
    )
    assert max(cell_len(row.text) for row in page.rows) <= max(width, 8) + (30 if width < 20 else 0)
    assert "".join(row.text for row in page.rows).count("x") >= 500


def test_links_and_lines_and_headings() -> None:
    page = lay_out(BODY, (), 60, NAMES.get, first_line=10)
    assert page.targets == ("../a b.md", "lsg-2024-09-20", "lsg", "borta", "https://example.org/x", "lsg")
    assert [text for text, _ in page.headings] == ["Protokoll [/]", "§ 38 Uppföljning", "38a Råd"]
    lines = BODY.splitlines()
    for row in page.rows:
        word = row.text.strip(" •–│─").split(" ")[0]
        if row.line and word.isalpha() and word not in {"Text", "LSG"}:
            assert word in lines[row.line - 10], row


def test_a_very_long_text_is_shown_as_it_is_written() -> None:
    page = lay_out("**fet**\n" * (LONGEST // 8 + 1), (), 40, NAMES.get)
    assert page.rows[0].text.startswith("En lång text")
    assert page.rows[1].text == "**fet**"
    assert page.rows[5].line == 5


def test_wrap_keeps_words_of_several_looks_together() -> None:
    rows = wrap([Span("ett tvåtvåt"), Span("våtvå", "strong"), Span(" tre")], 12)
    assert ["".join(span.text for span in row) for row in rows] == ["ett", "tvåtvåtvåtvå", "tre"]
    assert len(wrap([Span("a" * 30)], 10)) == 3


@pytest.mark.parametrize(
    ("needle", "count"),
    [("LSG", 2), ("mötet samt LSG", 1), ("finns inte", 0), ("", 0), ("[/]", 1), ("inre  punkt", 1)],
)
def test_find(needle: str, count: int) -> None:
    page = lay_out(BODY, (), 30, NAMES.get)
    assert len(find(page.rows, needle).rows) == count


def test_find_marks_both_rows_of_a_broken_text() -> None:
    found = find([Row((Span("ett två"),)), Row((Span("  tre"),))], "TVÅ tre")
    assert found.rows == (0,)
    assert [(row, part[1:]) for row, parts in found.parts.items() for part in parts] == [
        (0, (4, 7)),
        (1, (0, 5)),
    ]


async def test_shows_facts_and_text() -> None:
    async with (app := DocumentApp()).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await app.ready()
        await pilot.pause()
        lines = lines_of(app)
    assert lines[0] == " Organ   Länssamverkansgruppen"
    assert lines[1] == " Möte    2024-09-20 kl 9"
    assert lines[2] == " Ärende  borta (saknas)"
    assert lines[4] == " Protokoll [/]"


async def test_links_by_keyboard() -> None:
    async with (app := DocumentApp(BODY, None, Input())).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await app.ready()
        await pilot.press("enter")
        await pilot.press("tab", "enter", "tab", "tab", "enter", "shift+tab", "enter")
        assert app.followed == ["lsg", "../a b.md", "borta"]
        await pilot.press(*["tab"] * 7)
        assert isinstance(app.focused, Input)
        await pilot.press("shift+tab", "shift+tab", "enter")
        assert app.followed[-1] == "lsg"


async def test_links_by_mouse() -> None:
    async with (app := DocumentApp()).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await app.ready()
        await pilot.pause()
        await pilot.click(DocumentView, offset=(12, 0))
        await pilot.click(DocumentView, offset=(60, 0))
        assert app.followed == ["lsg"]


async def test_goto_and_current_line() -> None:
    body = BODY + "\n\nrad\n" * 50
    async with (app := DocumentApp(body)).run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await app.ready()
        await pilot.pause()
        assert app.document.current_line() == 10
        assert app.document.goto("38a")
        await pilot.pause()
        assert lines_of(app)[0] == " 38a Råd"
        assert app.document.current_line() == 10 + BODY.splitlines().index("### 38a Råd")
        assert app.document.goto("§ 38 uppföljning")
        assert not app.document.goto("99")
        assert not app.document.goto("")
        await pilot.press("G", "home", "pagedown", "space", "ctrl+u", "ctrl+d", "j", "k", "end", "pageup")
        assert app.document.scroll_offset.y == len(app.document.rows) - 12 - 11


async def test_find_in_view() -> None:
    body = "\n\n".join(f"rad {number} {'nål' if number % 20 == 5 else 'hö'}" for number in range(100))
    async with (app := DocumentApp(body, [])).run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await app.ready()
        assert app.document.find("NÅL") == 5
        await pilot.pause()
        assert "rad 5 nål" in text_of(app)
        app.document.find_next()
        await pilot.pause()
        assert "rad 25 nål" in text_of(app)
        app.document.find_previous()
        app.document.find_previous()
        await pilot.pause()
        assert "rad 85 nål" in text_of(app)
        assert app.document.find("") == 0


async def test_resize_keeps_the_place() -> None:
    body = "\n\n".join(f"stycke {number} " + "ord " * 40 for number in range(60))
    async with (app := DocumentApp(body, [])).run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await app.ready()
        app.document.scroll_to_row(4 * 30)
        await pilot.pause()
        assert lines_of(app)[0].startswith(" stycke 30")
        for width in (40, 200, 120):
            await pilot.resize_terminal(width, 12)
            await app.ready()
            await pilot.pause()
            assert lines_of(app)[0].startswith(" stycke 30")


async def test_the_last_text_asked_for_wins() -> None:
    async with (app := DocumentApp("ett", [])).run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        for text in ("två", "tre", "fyra"):
            app.document.show(text)
        await app.ready()
        await pilot.pause()
        assert text_of(app).split() == ["fyra"]
        app.document.clear()
        await app.ready()
        await pilot.pause()
        assert text_of(app).strip() == ""


async def test_hostile_text_is_only_text() -> None:
    async with (app := DocumentApp()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for text in HOSTILE:
            body = f"{text}\n\n# {text}\n\n`{text}`\n\n    {text}\n\n[[{text}|{text}]]\n\n[{text}](x)"
            app.document.show(body, [FieldRow(text, text, text, broken=True)])
            await app.ready()
            await pilot.press("tab")
            assert all(sign.isprintable() or sign in "\n\u200d" for sign in text_of(app))
