from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.content import Content

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tui.theme import TERMINAL_DARK
from tui.widgets.columns import Column, layout
from tui.widgets.pages import PAGE, Line, Lines
from tui.widgets.table import RecordTable

COLUMNS = [
    Column("Datum", 10),
    Column("Organ", 6, drop=1),
    Column("Titel"),
    Column("Pkt", 3, "right", drop=2),
]


class Counting:
    """A source of made-up lines that remembers which pages were asked for."""

    def __init__(self, count: int, name: str = "rad") -> None:
        self.count = count
        self.name = name
        self.asked: list[int] = []

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        self.asked.append(offset)
        return [self.made(number) for number in range(offset, min(self.count, offset + limit))]

    def made(self, number: int) -> Line:
        return Line(f"k{number}", ("2024-11-15", "LSG", f"{self.name} {number}", str(number % 100)))


def table(source: object = None, **options: object) -> RecordTable:
    made = RecordTable(COLUMNS, **options)  # type: ignore[arg-type]
    made.test_source = source  # type: ignore[attr-defined]
    return made


class TableApp(WidgetApp):
    def __init__(self, table: RecordTable, source: object) -> None:
        super().__init__(table)
        self.table = table
        self.source = source

    def on_mount(self) -> None:
        self.table.show(self.source)  # type: ignore[arg-type]
        self.table.focus()


async def test_shows_header_rows_and_cursor_sign() -> None:
    app = TableApp(table(), Counting(3))
    async with app.run_test(size=(80, 24)):
        lines = lines_of(app)
    assert lines[0].split() == ["Datum", "Organ", "Titel", "Pkt"]
    assert lines[1].startswith(">  2024-11-15  LSG     rad 0")
    assert lines[1].endswith(" 0")
    assert lines[2].startswith("   2024-11-15")


async def test_a_hundred_thousand_rows_open_with_one_page() -> None:
    source = Counting(100_000)
    app = TableApp(table(), source)
    async with app.run_test(size=(80, 24)) as pilot:
        assert set(source.asked) == {0}
        await pilot.press("G")
        assert len(set(source.asked)) <= 3
        assert app.table.key == "k99999"
        assert "rad 99999" in text_of(app)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("down",), 1),
        (("j", "j"), 2),
        (("j", "k"), 0),
        (("up",), 0),
        (("pagedown",), 22),
        (("pagedown", "pageup"), 0),
        (("ctrl+d",), 11),
        (("ctrl+d", "ctrl+u"), 0),
        (("end",), 999),
        (("G", "home"), 0),
        (("end", "down"), 999),
    ],
)
async def test_keys_move_the_cursor(keys: tuple[str, ...], expected: int) -> None:
    app = TableApp(table(), Counting(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        assert app.table.cursor == expected
        assert f"rad {expected}" in next(line for line in lines_of(app) if line.startswith(">"))


async def test_enter_and_double_click_choose() -> None:
    app = TableApp(table(), Counting(10))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(RecordTable, offset=(10, 4))
        await pilot.click(RecordTable, offset=(10, 5), times=2)
        await pilot.click(RecordTable, offset=(10, 0), times=2)
        chosen = [(m.key, m.index) for m in app.seen if isinstance(m, RecordTable.RowChosen)]
        assert chosen == [("k1", 1), ("k4", 4)]
        highlighted = [m.key for m in app.seen if isinstance(m, RecordTable.RowHighlighted)]
        assert highlighted[:1] == ["k0"]
        assert highlighted[-2:] == ["k3", "k4"]


async def test_sections_are_stepped_over() -> None:
    lines = [
        Line("", ("FÖRSENAT", "2 st"), style="section"),
        Line("a", ("1", "", "ett"), "!"),
        Line("b", ("2", "", "två")),
        Line("", ("VÄNTAR", "1 st"), style="section"),
        Line("c", ("3", "", "tre")),
    ]
    app = TableApp(table(header=False), Lines(lines))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.table.key == "a"
        await pilot.press("down", "down")
        assert app.table.key == "c"
        await pilot.press("up")
        assert app.table.key == "b"
        await pilot.press("home", "up")
        assert app.table.key == "a"
        assert lines_of(app)[0].startswith(" FÖRSENAT")
        assert lines_of(app)[0].endswith("2 st")
        assert lines_of(app)[1].startswith(">! 1")


async def test_only_sections_have_nothing_to_choose() -> None:
    app = TableApp(table(), Lines([Line("", ("TOMT",), style="section")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        assert app.table.key == ""
        assert not app.of(RecordTable.RowChosen)


async def test_show_keeps_the_row_and_its_height() -> None:
    app = TableApp(table(), Counting(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.move_to(500)
        await pilot.press("up", "up", "up")
        before = [index for index, line in enumerate(lines_of(app)) if line.startswith(">")]
        app.table.show(Counting(2000, "ny"), keep="k497")
        await pilot.pause()
        assert app.table.key == "k497"
        assert [index for index, line in enumerate(lines_of(app)) if line.startswith(">")] == before
        app.table.show(Counting(100), keep="k497")
        await pilot.pause()
        assert app.table.key == "k99"
        app.table.show(Counting(100))
        await pilot.pause()
        assert app.table.cursor == 0


async def test_empty_text_stands_in_the_middle() -> None:
    app = TableApp(table(empty=Content("Här finns inga möten ännu. [n] skapar ett.")), Lines(()))
    async with app.run_test(size=(80, 24)):
        lines = lines_of(app)
        assert "inga möten ännu. [n] skapar" in lines[11] + lines[12]
        assert lines[0] == ""


async def test_marks() -> None:
    app = TableApp(table(markable=True), Counting(5))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "up", "space")
        assert app.table.marked == {"k0"}
        assert app.table.cursor == 2
        assert lines_of(app)[1].startswith(" x ")


async def test_space_is_left_to_the_screen_where_nothing_is_marked() -> None:
    app = TableApp(table(), Counting(5))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        assert not app.table.marked


async def test_hostile_text_is_only_text() -> None:
    rows = [
        Line(str(n), (text, text, Content(text, strip_control_codes=False), text), text)
        for n, text in enumerate(HOSTILE)
    ]
    sections = [Line("", (text, text), style="section") for text in HOSTILE]
    app = TableApp(table(), Lines([*rows, *sections]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        screen = text_of(app)
        assert all(sign.isprintable() or sign in "\n\u200d" for sign in screen)
        assert all(cell_len(line) <= 80 for line in screen.splitlines())
        assert all(text[:6] in screen for text in HOSTILE if text[:6].isprintable())
        assert app.of(RecordTable.RowChosen)


@pytest.mark.parametrize("width", [1, 10, 30, 40, 80, 120, 200])
async def test_reflows_to_any_width(width: int) -> None:
    app = TableApp(table(), Counting(50))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(width, 24)
        await pilot.press("down")
        assert app.table.cursor == 1
        assert ("LSG" in text_of(app)) == (width >= 80)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (80, [(0, 10), (1, 6), (2, 55), (3, 3)]),
        (30, [(0, 10), (2, 18)]),
        (5, [(0, 10), (2, 1)]),
    ],
)
def test_layout(width: int, expected: list[tuple[int, int]]) -> None:
    assert [(place.index, place.width) for place in layout(COLUMNS, width)] == expected


async def test_an_incomplete_page_is_asked_for_again() -> None:
    class Slow(Counting):
        def page(self, offset: int, limit: int) -> Sequence[Line]:
            lines = super().page(offset, limit)
            return lines if len(self.asked) > 60 else []

    source = Slow(PAGE * 2)
    app = TableApp(table(), source)
    async with app.run_test(size=(80, 24)) as pilot:
        source.asked.extend([0] * 60)
        app.table.refresh()
        await pilot.pause()
        assert "rad 0" in text_of(app)


async def test_the_cursor_is_reversed_in_the_terminals_own_colours() -> None:
    """What is shown without colours too: the app takes the terminal's colours then, and leaves them out."""
    app = TableApp(table(), Counting(3))
    app.register_theme(TERMINAL_DARK)
    app.theme = TERMINAL_DARK.name
    async with app.run_test(size=(80, 24)):
        reversed_lines = [
            number
            for number, strip in enumerate(app.screen._compositor.render_strips(app.size))
            if any(segment.style and segment.style.reverse for segment in strip)
        ]
        assert reversed_lines == [1]
