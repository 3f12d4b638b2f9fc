"""What stands beside lists and forms where the window is very wide, and that a narrower one asks for none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from tests.gallery import unpainted
from tests.tui.driver import NARROW, driving
from tests.tui.screen import WidgetApp
from tingsbok import i18n, resources
from tingsbok.history import unified
from tingsbok.i18n import LANGUAGES
from tingsbok.query import parse
from tingsbok.record import parse_record
from tingsbok.schema import SchemaSet
from tui.present.file import GONE, NEW, file_rows, whole_file
from tui.present.search_facets import toggled
from tui.screens.facet_column import FacetColumn
from tui.widgets.document import DocumentView
from tui.widgets.matrix import MatrixTable
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

VERY_WIDE = (140, 40)
DECISION = "lsg-2024-09-20-38b-2"


@pytest.fixture(autouse=True)
def only_asked_for() -> Iterator[None]:
    """Nothing is painted but what a test looks at: half the time."""
    with unpainted():
        yield


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
        app.expect("2020-02-03 08.50 +", "Ändringen rör ingen post", "Tab kolumner")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a\nb\n"),
        ("a\nb\n", "a\nb\n"),
        ("".join(f"{n}\n" for n in range(40)), "".join(f"{n * (n != 5) + (n == 30)}\n" for n in range(40))),
        ("a\n-- b\n--- c\n", "a\n++ b\n\n"),
        ("a\n", "b\na\n"),
    ],
)
def test_a_file_is_whole_again_from_its_difference(before: str, after: str) -> None:
    lines = whole_file(
        before, unified(parse_record("a.md", before.encode()), parse_record("a.md", after.encode()))
    )
    assert [line.text for line in lines if line.sign != GONE] == after.splitlines()
    assert [line.text for line in lines if line.sign != NEW] == before.splitlines()


def test_a_file_in_rows_keeps_every_sign_and_knows_its_fields() -> None:
    text = (
        "---\ntype: case\ntitle:   två  mellanslag\nlist:\n  - name: x\n---\nbody: no field\n" + "ord " * 30
    )
    laid = file_rows(whole_file(text, ""), 40)
    assert laid.places == {"type": 1, "title": 2, "list": 3}
    assert not laid.is_changed
    assert all(cell_len(row.text) <= 40 for row in laid.rows)
    assert "".join(row.text[2:] for row in laid.rows) == text.replace("\n", "")
    assert (
        file_rows(whole_file("å" * 60_000, ""), 40).rows[-1].text
        == "(10\N{NO-BREAK SPACE}000 tecken är utelämnade)"
    )


async def test_the_file_stands_beside_its_form_as_it_would_be_saved(demo: Path) -> None:
    async with driving(demo, VERY_WIDE) as app:
        app.app.navigator.open_form("lsg-2024-09-20-34", "title")
        await app.settle()
        app.expect("FILEN  som den är", r"▏   type: decision", "▏   - att ")
        await app.press("end")
        await app.write(" nu")
        app.expect("FILEN  om den sparas nu", r"▏ - title: .*[^u] +\n.*▏ \+ title: .* nu ")
        assert isinstance(app.screen.focused, Input)
        app.screen.set_focus(app.screen.query_one("#file"))
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        assert not app.sees("FILEN")
        assert isinstance(app.screen.focused, Input)  # the field that was written in
        await app.press("end")
        await app.press("backspace", "backspace", "backspace")
        await app.pilot.resize_terminal(*VERY_WIDE)
        await app.settle()
        app.expect("FILEN  som den är", "Inget är ändrat")
        await app.press("escape")
        app.app.navigator.open_new("assignment")
        await app.settle()
        app.expect("FILEN  som skrivs", "▏   type: assignment")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_is_a_term_that_can_be_typed(language: str) -> None:
    i18n.use(language)
    schemas = SchemaSet.load([resources.schemas_dir()])
    for name, value in (("body", "lsg"), ("year", "2024")):
        narrowed = toggled('vård "nära vård"', name, value)
        assert parse(narrowed, schemas).node == parse(f'vård "nära vård" {name}:={value}', schemas).node
        assert toggled(narrowed, name, value) == 'vård "nära vård"'
        assert toggled(narrowed, name, "other").count(":=") == 1


async def test_values_and_marked_words_stand_beside_the_hits(built_demo: Path) -> None:
    async with driving(built_demo, VERY_WIDE) as app:
        await app.press("s")
        app.expect("Här räknas")
        await app.write("hemsj")
        app.expect(r"Typ \(Tab\)", r"Organ \(organ:\)", r"  LCHNV +11", r"  2024 +12")
        view = app.screen.query_one(DocumentView)
        assert view.hit == 0
        app.screen.query_one(FacetColumn).post_message(FacetColumn.Chosen("body=lchnv"))
        await app.settle()
        app.expect("Sök: hemsj organ:=lchnv", "11 träffar", r"x LCHNV +11", r"  VFR +6")
        app.screen.query_one(FacetColumn).post_message(FacetColumn.Chosen("type=meeting"))
        await app.settle()
        app.expect(r"\[Möten ", r"x Möten")
        assert isinstance(app.screen.focused, Input)
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        asked = app.app.gateway.asked
        await app.write("u")
        assert app.app.gateway.asked == asked + 1
        assert view.hit < 0


NEW_AGREEMENT = """---
type: agreement
title: Avtal om gemensam jourtelefon
short: Jourtelefonen
kind: agreement
status: proposed
parties: [avesta, falun, mora, orsa, umea]
ratifications:
  - {party: avesta, status: declined, date: 2024-10-02, section: "12", authority: KF}
  - {party: falun, status: adopted, date: 2024-10-09, text: "- att telefonen svarar dygnet runt"}
  - {party: mora, status: scheduled}
  - {party: umea, status: adopted, date: 2024-10-09}
---
- att telefonen svarar på dagen
"""


async def test_several_agreements_are_gone_through_with_the_arrows(demo: Path) -> None:
    (demo / "records/agreements/2024/jourtelefonen.md").write_text(NEW_AGREEMENT)
    async with driving(demo, VERY_WIDE) as app:
        app.app.navigator.open_record("rok-kvinnofrid")
        await app.settle()
        app.expect(
            r">\[RÖK +Jourtelefon +RSS-avtal",  # the newest first
            r"Avesta +A antagen +N +· +·",
            r"Falun +A antagen +A! ",
            r"Mora +A antagen +D ",
            r"Orsa +A antagen +\? ",
            r"Hedemora +\[\? saknas\] +·",
            "A antagen   N nekad   D på dagordning   \\? saknas   · part, ingen har tillfrågats   ! annan lydelse",
            r"▏ Part +Hedemora",
        )
        await app.press("right", *["down"] * 4)
        app.expect(
            r"  \[RÖK +>Jourtelefon",
            r"Avesta +A antagen +\[N\]",
            r"▏ Status +nekad",
            r"KF § 12",
            "▏ Jourtelefonen",
        )
        await app.press("r")
        app.expect("Enter öppnar Jourtelefonen: svaret registreras där.")
        await app.press("down", "down")
        app.expect(r"\[A!\]", r"\[-telefonen svarar på dagen-\]|\[-att telefonen svarar på")
        await app.press("enter")
        app.expect("Avtal > Jourtelefonen", r">\[Jourtele", r">  Falun +\[A! 2024-10-09\] +A")
        await app.press("left")  # left of the first column is back, as everywhere
        app.expect("Avtal > RÖK Kvinnofrid", r"Falun +A antagen +\[A!\]")
        app.expect("→ avtal", "Tab hela svaret")
        await app.press("tab")
        await app.pilot.resize_terminal(*NARROW)
        await app.settle()
        app.expect(r"Part +Status +Datum", r"Falun +antagen +- ")
        assert not app.sees(">Jourtel|annan lydelse")
        asked = app.app.gateway.asked
        await app.press("down")
        assert app.app.gateway.asked == asked
        assert "Gagnef" in app.cursor_line()  # the keys are back from the column that is gone
        await app.press("full_stop")
        await app.pilot.resize_terminal(*VERY_WIDE)
        await app.press("comma")
        app.expect(r"Avesta +A antagen +N +·")


@pytest.mark.parametrize(("names", "keys", "column", "chosen"), [
    (("A", "B", "C"), ("right", "right"), 2, 0),
    (("A", "B", "C"), ("right", "left"), 1, 0),
    (("A", "B", "C"), ("l", "l"), 2, 0),
    ((), ("right",), 0, 1),
    ((), (), 0, 0),
])  # fmt: skip
async def test_a_right_key_before_the_other_columns_are_known_is_remembered(
    names: tuple[str, ...], keys: tuple[str, ...], column: int, chosen: int
) -> None:
    table = MatrixTable([("Part", None, "left"), ("A", 5, "left"), ("B", 5, "left"), ("C", 5, "left")])
    app = WidgetApp(table)
    async with app.run_test(size=(60, 10)) as pilot:
        table.show(Lines([Line("falun", ("Falun", "A", "N", "?"))]))
        table.focus()
        table.expect()
        await pilot.press(*keys)
        assert (table.column, len(app.of(RecordTable.RowChosen))) == (0, 0)
        table.show_names(names)
        table.decide()
        await pilot.pause()
        assert (table.column, len(app.of(RecordTable.RowChosen))) == (column, chosen)
        await pilot.press("right")
        assert table.column == min(column + 1, max(0, len(names) - 1))
        before = table.column
        await pilot.press("h")
        assert table.column == max(0, before - 1)
