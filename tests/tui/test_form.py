from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.widgets import Input

from tests.tui.screen import HOSTILE, WidgetApp, lines_of, text_of
from tingsbok.frontmatter import Value
from tingsbok.schema.types import Field
from tui.widgets.controls import as_number, as_time, tidy
from tui.widgets.form import MOST, EditorWanted, RecordForm
from tui.widgets.link_input import NewWanted
from tui.widgets.lookups import Day, Found, Lookups

PEOPLE = [
    Found("emma-wasara", "Emma Wasara", "Folkhälsoenheten"),
    Found("isabell", "Isabell Zemrén", "ordförande"),
]
MEETINGS = [Found("lchnv-2024-11-07", "LCHNV 2024-11-07"), Found("lsg-2024-11-15", "LSG 2024-11-15")]
NAMES = {"emma-wasara": "Emma Wasara", "isabell": "Isabell Zemrén", "lsg": "LSG"}


def field(name: str, kind: str = "text", title: str = "", **more: Any) -> Field:
    return Field(name, kind, {"sv": title or name.capitalize(), "en": name}, **more)


ATTENDANCE = (
    field("person", "link", "Person", link_types=("person",), required=True),
    field(
        "status",
        "choice",
        choices=("present", "absent"),
        labels={"present": {"sv": "närvarande"}, "absent": {"sv": "frånvarande"}},
    ),
)
FIELDS = (
    field("type", constant="meeting"),
    field("title", title="Rubrik", required=True),
    field("date", "date", "Datum", required=True),
    field("start", "time", "Börjar"),
    field("status", "choice", "Status", choices=("planned", "drafted", "signed"), labels={"planned": {"sv": "planerat"}, "drafted": {"sv": "utkast"}, "signed": {"sv": "signerat"}}),
    field("chair", "link", "Ordförande", link_types=("person",)),
    field("until", "link", "Återkommer", link_types=("meeting",), or_date=True),
    field("remote", "boolean", "Digitalt"),
    field("count", "integer", "Antal"),
    field("note", "longtext", "Anmärkning"),
    field("aliases", "list", "Stavningar", item=field("", "text")),
    field("members", "list", "Ledamöter", item=field("", "link", link_types=("person",))),
    field("clauses", "list", "Att-satser", item=field("", "longtext")),
    field("attendance", "objects", "Närvaro", item=Field("", "object", fields=ATTENDANCE), fields=ATTENDANCE),
    field("registration", "object", "Diarium", fields=(field("authority", title="Myndighet"), field("number", title="Nummer"))),
)  # fmt: skip


async def complete(text: str, types: Sequence[str]) -> Sequence[Found]:
    if "meeting" in types:  # the archive too finds some meeting for nearly every date
        return MEETINGS
    if text == "guess":  # nobody's name, but the archive has somebody with these letters
        return [PEOPLE[0]._replace(guess=True)]
    return [found for found in PEOPLE if "person" in types and text.casefold() in found.label.casefold()]


def read_date(text: str) -> Day:
    if text == "15/11":
        return Day("2024-11-15", "2024-11-15 fre v.46")
    if len(text) == 10 and text[:4].isdigit():
        return Day(text, f"{text} x")
    return Day("", "", "inget datum" if any(sign.isdigit() for sign in text) else "")


LOOKUPS = Lookups(complete, NAMES.get, read_date, {"person": "Person", "meeting": "Möte"}.get, "sv", 0)  # type: ignore[arg-type]


class FormApp(WidgetApp):
    def __init__(self, values: Mapping[str, Value], fields: Sequence[Field] = FIELDS, **options: Any) -> None:
        super().__init__()
        self.form = RecordForm(LOOKUPS)
        self.form_values, self.fields, self.options = values, fields, options

    def compose(self) -> ComposeResult:
        self.form.show(self.fields, self.form_values, **self.options)
        yield self.form

    def messages(self, kind: type) -> list[Any]:
        return [message for message in self.seen if isinstance(message, kind)]


MEETING: dict[str, Value] = {
    "type": "meeting",
    "title": "LSG",
    "date": "2024-09-20",
    "status": "drafted",
    "chair": "isabell",
    "odd": "okänt fält",
}


async def settle(pilot: Any) -> None:
    for _ in range(3):
        await pilot.pause()


async def go(app: FormApp, pilot: Any, path: str) -> None:
    app.form.focus_field(path)
    await settle(pilot)


async def test_an_existing_record_shows_what_it_has() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = lines_of(app)
        assert lines[0].split() == ["Rubrik", "*", "LSG"] or lines[0].split() == [">Rubrik", "*", "LSG"]
        assert lines[1].split() == ["Datum", "*", "2024-09-20", "=", "2024-09-20", "x"]
        assert lines[2].split() == ["Status", "utkast", "v"]
        assert lines[3].split() == ["Ordförande", "Isabell", "Zemrén"]
        assert "+ fält (ctrl+n): Börjar, Återkommer" in text_of(app)
        assert app.form.values() == MEETING
        assert list(app.form.values()) == list(MEETING)
        assert not app.form.is_dirty


async def test_a_new_record_shows_required_and_common() -> None:
    async with (app := FormApp({}, new=True, common=("start", "status"))).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = text_of(app)
        assert [
            word in screen.split("+ fält")[0] for word in ("Rubrik *", "Datum *", "Börjar", "Status", "Antal")
        ] == [True] * 4 + [False]
        assert app.form.values() == {}


@pytest.mark.parametrize(
    ("path", "keys", "expected"),
    [
        ("title", ["end", "!", "ctrl+u", "N", "y", "space"], "Ny"),
        ("date", ["ctrl+u", "1", "5", "slash", "1", "1"], "2024-11-15"),
        ("date", ["ctrl+u", "s", "e", "n"], "sen"),
        ("date", ["ctrl+u"], None),
        ("start", ["9", "full_stop", "3", "0"], "09:30"),
        ("count", ["1", "space", "0", "0", "0"], "1000"),
        ("status", ["down", "down", "enter"], "signed"),
        ("status", ["p", "enter"], "planned"),
        ("status", ["space", "up", "up", "up", "enter"], None),
        ("status", ["down", "down", "escape"], "drafted"),
        ("remote", ["j", "enter"], "true"),
        ("chair", ["e", "m", "m", "enter"], "emma-wasara"),
        ("chair", ["down", "enter"], "emma-wasara"),
        ("chair", ["e", "m", "m", "tab"], "emma-wasara"),
        ("chair", ["ctrl+u", "n", "i", "x"], "nix"),
        ("chair", ["ctrl+u"], None),
        ("chair", ["ctrl+u", "tab"], None),
        ("chair", ["ctrl+u", "down", "tab"], "emma-wasara"),
        ("chair", ["ctrl+u", "g", "u", "e", "s", "s", "tab"], "guess"),
        ("chair", ["ctrl+u", "g", "u", "e", "s", "s", "down", "tab"], "emma-wasara"),
        ("until", ["1", "5", "slash", "1", "1"], "2024-11-15"),
        ("until", ["1", "5", "slash", "1", "1", "tab"], "2024-11-15"),
        ("until", ["1", "5", "slash", "1", "1", "enter"], "2024-11-15"),
        ("until", ["1", "5", "slash", "1", "1", "down", "tab"], "lchnv-2024-11-07"),
        ("until", ["3", "0", "slash", "2", "tab"], "30/2"),
        ("until", ["3", "0", "slash", "2", "enter"], "30/2"),
        ("until", ["l", "s", "g", "down", "tab"], "lsg-2024-11-15"),
        ("note", ["a", "enter", "b"], "a\nb"),
    ],
)
async def test_fields(path: str, keys: list[str], expected: str | None) -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, path)
        await pilot.press(*keys)
        assert app.form.values().get(path) == expected
        assert app.form.is_dirty == (expected != MEETING.get(path))
        assert bool(app.messages(RecordForm.Changed)) or not app.form.is_dirty


async def test_a_date_is_read_out_and_written_whole_when_left() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "date")
        await pilot.press("ctrl+u", "1", "5", "slash", "1", "1")
        assert "15/11" in lines_of(app)[1]
        assert "= 2024-11-15 fre v.46" in lines_of(app)[1]
        await pilot.press("tab")
        assert lines_of(app)[1].split()[:3] == ["Datum", "*", "2024-11-15"]
        await go(app, pilot, "date")
        await pilot.press("x")
        assert "! inget datum" in lines_of(app)[1]


async def test_an_unknown_link_says_so() -> None:
    async with (app := FormApp(MEETING | {"chair": "borta"})).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "! ingen sådan post" in lines_of(app)[3]
        assert app.form.values()["chair"] == "borta"


async def test_a_link_that_is_emptied_again_is_told_like_any_other_change() -> None:
    async with (app := FormApp(MEETING | {"until": ""})).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "until")
        await pilot.press("x", "backspace")
        await settle(pilot)
        told = [message.path for message in app.messages(RecordForm.Changed)]
        assert told == [("until",), ("until",)]
        assert "ingen sådan post" not in text_of(app)


async def test_a_link_is_what_the_list_offers_until_the_list_is_left() -> None:
    async with (app := FormApp(MEETING | {"chair": ""})).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "chair")
        await pilot.press(*"emm")
        await settle(pilot)
        assert "ingen sådan post" not in text_of(app)
        told = app.messages(RecordForm.Changed)
        assert app.form.values()["chair"] == "emma-wasara"
        await pilot.press("escape")
        await settle(pilot)
        assert app.messages(RecordForm.Changed) != told, "what would be saved is another now"
        assert app.form.values()["chair"] == "emm"
        assert "ingen sådan post" in text_of(app)


async def test_a_new_record_can_be_wanted_from_a_link() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "chair")
        await pilot.press("ctrl+u", *"Kim")
        assert "Kim" in lines_of(app)[4]
        await pilot.press("enter")
        wanted = app.messages(NewWanted)[0]
        assert (wanted.type, wanted.text) == ("person", "Kim")
        wanted.fill("emma-wasara", "Emma Wasara")
        await pilot.pause()
        assert app.form.values()["chair"] == "emma-wasara"


GIVEN_BY = (field("given_by", "link", "Från", link_types=("meeting",), to_item=True),)


@pytest.mark.parametrize("typed", ["#5", "§ 5", "LCHNV 2024-11-07 #5", "lchnv § 5)"])
async def test_a_link_to_an_item_is_typed_by_its_number(typed: str) -> None:
    async with (app := FormApp({"given_by": "lchnv-2024-11-07#6"}, GIVEN_BY)).run_test(
        size=(80, 24)
    ) as pilot:
        await go(app, pilot, "given_by")
        app.query_one(Input).value = typed
        await settle(pilot)
        assert "-2024-11-07 § 5" in text_of(app).replace("LCHNV ", "lchnv-")
        await pilot.press("enter")
        assert app.form.values()["given_by"] == "lchnv-2024-11-07#5"


async def test_an_item_without_a_meeting_is_no_link() -> None:
    async with (app := FormApp({}, GIVEN_BY)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "given_by")
        app.query_one(Input).value = "#5"
        await pilot.press("tab")
        app.form.show_errors({"given_by": "väntade ett id"})
        await pilot.pause()
        assert "! Ange mötet före punkten, till exempel LSG 2024-09-20 § 39." in text_of(app)


async def test_keys_of_the_form() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "title")
        await pilot.press("enter")
        assert app.messages(RecordForm.FieldFocused)[-1].path == ("date",)
        await pilot.press("down", "tab", "shift+tab", "up")
        assert app.messages(RecordForm.FieldFocused)[-1].path == ("date",)
        await pilot.press("f4")
        wanted = app.messages(EditorWanted)[0]
        assert (wanted.path, wanted.text) == (("date",), "2024-09-20")
        wanted.fill("2025-01-01")
        await pilot.pause()
        assert app.form.values()["date"] == "2025-01-01"


async def test_ctrl_n_adds_a_field_at_its_place() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "title")
        await pilot.press("ctrl+n", *"börj", "enter")
        await pilot.pause()
        assert lines_of(app)[2].startswith(">Börjar")
        await pilot.press(*"13")
        assert app.form.values()["start"] == "13:00"
        assert list(app.form.values())[:4] == ["type", "title", "date", "start"]


async def test_a_group_of_fields() -> None:
    values = MEETING | {"registration": {"authority": "HSN", "odd": "x"}}
    async with (app := FormApp(values)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Diarium" in text_of(app)
        await go(app, pilot, "registration.number")
        await pilot.press(*"49-5")
        assert app.form.values()["registration"] == {"authority": "HSN", "number": "49-5", "odd": "x"}
        await go(app, pilot, "registration.authority")
        await pilot.press("ctrl+u")
        await go(app, pilot, "registration.number")
        await pilot.press("ctrl+u")
        assert app.form.values()["registration"] == {"odd": "x"}


async def test_a_list_of_texts() -> None:
    async with (app := FormApp(MEETING | {"aliases": ["ett", "två"]})).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "aliases")
        await pilot.press("ctrl+n", *"tre", "enter")
        assert app.form.values()["aliases"] == ["ett", "tre", "två"]
        await pilot.press("ctrl+up", "down", "minus", "delete")
        assert app.form.values()["aliases"] == ["tre", "två"]
        await pilot.press("down", "enter", "end", "x", "enter")
        assert app.form.values()["aliases"] == ["tre", "tvåx"]
        await pilot.press("delete", "delete", "up", "delete", "delete")
        assert "aliases" not in app.form.values()


async def test_a_single_value_where_a_list_belongs_is_kept_until_changed() -> None:
    async with (app := FormApp(MEETING | {"aliases": "ett"})).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.form.values()["aliases"] == "ett"
        await go(app, pilot, "aliases")
        await pilot.press("ctrl+n", *"två", "enter")
        assert app.form.values()["aliases"] == ["ett", "två"]


async def test_a_list_of_links_and_of_long_texts() -> None:
    async with (app := FormApp(MEETING | {"members": ["isabell"], "clauses": ["att a"]})).run_test(
        size=(80, 24)
    ) as pilot:
        await go(app, pilot, "members")
        assert "Isabell Zemrén" in text_of(app)
        await pilot.press("ctrl+n", *"emma", "enter")
        assert app.form.values()["members"] == ["isabell", "emma-wasara"]
        await pilot.press("ctrl+n", *"Kim", "ctrl+n")
        await pilot.pause()
        wanted = app.messages(NewWanted)[0]
        assert (wanted.type, wanted.text) == ("person", "Kim")
        wanted.fill("kim", "Kim")
        assert app.form.values()["members"] == ["isabell", "emma-wasara", "kim"]
        await go(app, pilot, "clauses")
        await pilot.press("enter", "end", "enter", "b", "ctrl+s")
        assert app.form.values()["clauses"] == ["att a\nb"]


async def test_a_list_of_mappings() -> None:
    values = MEETING | {"attendance": [{"person": "isabell", "status": "present", "odd": "x"}]}
    async with (app := FormApp(values)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Isabell Zemrén, närvarande" in text_of(app)
        await go(app, pilot, "attendance")
        await pilot.press("enter", "tab", "f", "enter", "ctrl+s")
        await pilot.pause()
        assert app.form.values()["attendance"] == [{"person": "isabell", "status": "absent", "odd": "x"}]
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press(*"emma", "enter", "ctrl+s")
        await pilot.pause()
        assert app.form.values()["attendance"][1:] == [{"person": "emma-wasara"}]  # type: ignore[index]
        await pilot.press("enter", "tab", "f", "escape", "escape")
        assert len(app.form.values()["attendance"]) == 2


async def test_wishes_of_a_dialog_reach_the_screen_of_the_form() -> None:
    async with (app := FormApp(MEETING | {"attendance": []})).run_test(size=(80, 24)) as pilot:
        await go(app, pilot, "attendance")
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press(*"Kim", "enter")
        await pilot.pause()
        wanted = app.messages(NewWanted)
        assert [(message.type, message.text) for message in wanted][:1] == [("person", "Kim")]
        wanted[0].fill("kim", "Kim")
        await pilot.press("ctrl+s")
        assert app.form.values()["attendance"] == [{"person": "kim"}]


async def test_errors_stand_under_their_field() -> None:
    async with (app := FormApp(MEETING | {"attendance": [{"person": "x"}]})).run_test(size=(80, 24)) as pilot:
        app.form.show_errors(
            {"date": "Här väntas ett datum.", ("attendance", 0, "person"): "finns inte", "borta": "?"}
        )
        await pilot.pause()
        lines = lines_of(app)
        assert lines[2].strip() == "! Här väntas ett datum."
        assert "! 1: finns inte" in text_of(app)
        assert app.form.errors == {("date",): "Här väntas ett datum.", ("attendance",): "1: finns inte"}
        assert app.form.focus_first_error()
        await pilot.pause()
        assert app.messages(RecordForm.FieldFocused)[-1].path == ("date",)
        app.form.show_errors({})
        await pilot.pause()
        assert "!" not in lines_of(app)[2]
        assert not app.form.focus_first_error()


async def test_values_of_a_wrong_form_are_kept() -> None:
    odd: dict[str, Value] = {
        "title": ["a", "b"],
        "aliases": {"x": "y"},
        "registration": "text",
        "status": "egen",
        "remote": "Ja",
    }
    async with (app := FormApp(MEETING | odd)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.form.values() == MEETING | odd
        assert "a, b  (redigera i filen)" in text_of(app)
        assert "egen" in text_of(app)
        assert not app.form.is_dirty


async def test_at_most_so_many_fields_at_once() -> None:
    fields = [field(f"f{number}") for number in range(60)]
    values: dict[str, Value] = {f"f{number}": str(number) for number in range(60)}
    async with (app := FormApp(values, fields)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(app.form.query(Input)) == MOST
        assert app.form.values() == values
        await go(app, pilot, "f59")
        await pilot.press("x")
        assert app.form.values()["f59"] == "59x"


async def test_another_record_replaces_the_first() -> None:
    async with (app := FormApp(MEETING)).run_test(size=(80, 24)) as pilot:
        app.form.show(FIELDS, {"title": "Ny", "date": "2025-01-01"})
        await pilot.pause()
        await pilot.pause()
        assert "LSG" not in text_of(app)
        assert app.form.values() == {"title": "Ny", "date": "2025-01-01"}
        app.form.set_value("count", "7")
        await pilot.pause()
        assert app.form.values()["count"] == "7"


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_fits_any_width(width: int) -> None:
    async with (app := FormApp(MEETING)).run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert "Rubrik" in text_of(app)
        assert "2024-09-20" in text_of(app)


async def test_hostile_text_is_only_text() -> None:
    async with (app := FormApp({})).run_test(size=(80, 40)) as pilot:
        for text in HOSTILE:
            names = ("title", "chair", "status", "aliases", "until", "remote", "count")
            values: dict[str, Value] = dict.fromkeys(names, text)
            values |= {"clauses": [text], "attendance": [{"person": text}], "registration": [text]}
            app.form.show(FIELDS, values)
            app.form.show_errors({"title": text, "chair": text})
            await settle(pilot)
            assert app.form.values() == values


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        (as_time, "9", "09:00"),
        (as_time, "9.30", "09:30"),
        (as_time, "0930", "09:30"),
        (as_time, "kl 9", "kl 9"),
        (as_number, "1 000,5", "1000.5"),
        (as_number, "\N{MINUS SIGN}3", "-3"),
        (as_number, "ca 5", "ca 5"),
        (tidy, " e\u0301 ", "é"),
    ],
)
def test_what_is_typed_becomes_what_is_stored(function: Any, text: str, expected: str) -> None:
    assert function(text) == expected
