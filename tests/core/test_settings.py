from __future__ import annotations

from pathlib import Path

import pytest
from textual.keys import _character_to_key

from tingsbok import i18n
from tingsbok.errors import InvalidRecord, Refused
from tingsbok.settings import SETTINGS, Settings, keyboard, writing
from tingsbok.settings.faults import line_of
from tingsbok.settings.files import Found
from tingsbok.settings.keyboard import Action

NO_ENVIRONMENT: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


def loaded(
    folder: Path, text: str = "", environ: dict[str, str] | None = None, archive: str = "", **flags: object
) -> Settings:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    (folder / "archive.toml").write_text(archive, encoding="utf-8")
    given = {name.replace("_", "."): value for name, value in flags.items()}
    return Settings.load(environ or {}, folder / "config.toml", given).inside(folder)  # type: ignore[arg-type]


def test_a_fault_of_a_variable_names_it_once(tmp_path: Path) -> None:
    (fault,) = loaded(tmp_path, environ={"TINGSBOK_START_DAYS": "abc"}).faults
    assert fault.sentence.startswith("TINGSBOK_START_DAYS: start.days is 'abc'; ")


@pytest.mark.parametrize(
    ("key", "own", "archive", "environ", "flags", "value", "origin"),
    [
        ("start.days", "", "", {}, {}, 60, "default"),
        ("start.days", "[start]\ndays = 5", "", {}, {}, 5, "file"),
        ("start.days", "[start]\ndays = 5", "[start]\ndays = 6", {}, {}, 6, "archive"),
        (
            "start.days",
            "start.days = 5",
            "start.days = 6",
            {"TINGSBOK_START_DAYS": "7"},
            {},
            7,
            "environment",
        ),
        ("start.days", "", "", {"TINGSBOK_START_DAYS": "7"}, {"start_days": 8}, 8, "flag"),
        ("start.days", "", "", {"TINGSBOK_START_DAYS": "soon"}, {}, 60, "default"),
        ("theme", 'theme = "contrast"', 'theme = "light"', {}, {}, "contrast", "file"),
        ("mouse", "mouse = false", "", {}, {}, False, "file"),
        ("mouse", "mouse = false", "", {"TINGSBOK_MOUSE": "ja"}, {}, True, "environment"),
        ("editor", "", 'editor = "evil"', {}, {}, "", "default"),
        ("editor", "", "", {"EDITOR": "vim", "VISUAL": " emacs -nw "}, {}, "emacs -nw", "system"),
        ("editor", 'editor = "nano"', "", {"EDITOR": "vim"}, {}, "nano", "file"),
        ("editor", 'editor = "nano"', "", {"TINGSBOK_EDITOR": "code"}, {}, "code", "environment"),
        ("color", "", "", {"NO_COLOR": "1"}, {}, False, "system"),
        ("color", "color = true", "", {"NO_COLOR": "1"}, {}, True, "file"),
        ("color", "color = true", "", {"NO_COLOR": "1"}, {"color": False}, False, "flag"),
        ("lang", "", "", {}, {}, "sv", "default"),
        ("lang", "", "", {"LANG": "en_GB.UTF-8"}, {}, "en", "system"),
        ("lang", "", "", {"LANG": "C.UTF-8"}, {}, "sv", "default"),
        ("lang", "", "", {"LANG": "en_US", "LC_ALL": "sv_SE"}, {}, "sv", "system"),
        ("lang", 'lang = "sv"', 'language = "en"', {"LANG": "en_US"}, {}, "sv", "file"),
        ("lang", "", "", {"LANG": "sv_SE", "TINGSBOK_LANG": "en_US"}, {}, "en", "environment"),
        ("lang", "", "", {"TINGSBOK_LANG": "fr", "LANG": "en"}, {}, "en", "system"),
        ("language", "", 'language = "en"', {}, {}, "en", "archive"),
        ("ending_within", "ending_within = 3", "", {}, {}, 12, "default"),
    ],
)
def test_the_strongest_source_counts(
    tmp_path: Path, key: str, own: str, archive: str, environ: dict[str, str], flags: dict[str, object],
    value: object, origin: str,
) -> None:  # fmt: skip
    found = loaded(tmp_path, own, environ, archive, **flags).found(key)
    assert (found.value, found.origin) == (value, origin)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('# mine\nthemes = "dark"\n', 2, 'no setting "themes". Did you mean theme?'),
        ("days = 5\n", 1, "Did you mean start.days?"),
        ("mouse = true\n\n[start]\ndayz = 5\n", 4, "Did you mean start.days?"),
        ("[sync]\nremind = 2\n", 1, 'no setting "sync"'),
        ('theme = "blue"\n', 1, "theme is 'blue'; it takes auto | light | dark | contrast | terminal."),
        ('mouse = "yes"\n', 1, "mouse is 'yes'; it takes true or false."),
        ("[start]\n# how far\ndays = 0\n", 3, "start.days is 0; it takes a number from 1 to 3660."),
        ("start.days = true\n", 1, "start.days is true;"),
        ('start = "lsg"\n', 1, 'no setting "start". Did you mean start.body?'),
        ("editor = 5\n", 1, "takes one line of text"),
        ('keys = "j"\n', 1, "a table: [keys]"),
        ('[keys]\n"record.edit" = 5\n', 2, "keys.record.edit is 5; it takes a key in quotation marks"),
        ("[keys]\nrecord.edit = []\n", 2, "keys.record.edit is []"),
        ("theme = \n", 1, "cannot be read here (column 9); defaults are used."),
        ('mouse = false\ntheme = "da\n', 2, "defaults are used."),
        ("\ufefftheme = 1\n", 1, "theme is 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, line: int, said: str) -> None:
    found = loaded(tmp_path, text)
    assert [(fault.line, said in fault.message) for fault in found.faults] == [(line, True)], found.faults
    assert str(tmp_path / "config.toml") in found.faults[0].sentence
    assert found.text("theme") == "auto"


def test_one_mistake_costs_nothing_but_itself(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'theme = "blue"\nmouse = false\n[start]\nbody = "lsg"\n')
    assert (found.switch("mouse"), found.text("start.body"), len(found.faults)) == (False, "lsg", 1)


def test_a_wrong_variable_is_told(tmp_path: Path) -> None:
    found = loaded(tmp_path, environ={"TINGSBOK_MOUSE": "maybe"})
    assert found.switch("mouse")
    assert found.faults[0].sentence.startswith("TINGSBOK_MOUSE: ")


@pytest.mark.parametrize("make", ["directory", "binary", "huge", "absent"])
def test_a_file_that_is_none_does_not_stop_anything(tmp_path: Path, make: str) -> None:
    file = tmp_path / "config.toml"
    if make == "directory":
        file.mkdir()
    elif make != "absent":
        file.write_bytes(b"\xff\xfe" if make == "binary" else b"#" * 300_000)
    found = Settings.load(NO_ENVIRONMENT, file)
    assert found.number("start.days") == 60
    assert len(found.faults) == (make != "absent")


def test_every_setting_has_a_default_that_it_takes() -> None:
    for setting in SETTINGS:
        assert setting.checked(setting.default) == setting.default
        assert setting.read(str(setting.default)) == setting.default


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("", "theme", "dark", '# Settings of Tingsbok. All of them: tingsbok config list\ntheme = "dark"\n'),
        ("a = 1 # why\n\n# end\n", "mouse", False, "a = 1 # why\n\n# end\nmouse = false\n"),
        ('theme = "dark"  # at night\n', "theme", "light", 'theme = "light"  # at night\n'),
        ("[start] # first\ndays=5\n\n[x]\n", "start.days", 9, "[start] # first\ndays=9\n\n[x]\n"),
        ("start.days = 5\n", "start.days", 9, "start.days = 9\n"),
        ("[start]\nbody = 'lsg'\n", "start.days", 9, "[start]\nbody = 'lsg'\ndays = 9\n"),
        ("mouse = true\r\n# c\r\n", "mouse", False, "mouse = false\r\n# c\r\n"),
        ("[start]\ndays = 5\nbody = 'a'\n", "start.days", None, "[start]\nbody = 'a'\n"),
        ("x = 1\n[start]\ndays = 5\n", "start.days", None, "x = 1\n"),
        ("x = 1\n", "start.days", None, "x = 1\n"),
    ],
)
def test_writing_keeps_what_is_not_meant(
    tmp_path: Path, before: str, key: str, value: object, after: str
) -> None:
    file = tmp_path / "deep" / "config.toml"
    if before:
        file.parent.mkdir()
        file.write_bytes(before.encode())
    writing.write(writing.setting_changed(file, key, value))  # type: ignore[arg-type]
    assert file.read_bytes().decode() == after
    assert sorted(path.name for path in file.parent.iterdir()) == ["config.toml"]


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("", ["F2"], '[keys]\n"record.edit" = "F2"\n'),
        ("[keys]\n'record.edit' = 'e' # old\n", ["F2", "ä"], '[keys]\n\'record.edit\' = ["F2", "ä"] # old\n'),
        ("[keys]\nrecord.edit = 'e'\n", ["ä"], '[keys]\nrecord.edit = "ä"\n'),
        ("[keys]\n'record.edit' = 'e'\n'nav.back' = 'b'\n", [], "[keys]\n'nav.back' = 'b'\n"),
        ("x = 1\n[keys]\n'record.edit' = 'e'\n", [], "x = 1\n"),
    ],
)
def test_keys_are_written_under_their_ids(tmp_path: Path, before: str, keys: list[str], after: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(before)
    change = writing.keys_changed(file, "record.edit", keys)
    assert change.after.endswith(after)
    writing.write(change)
    assert Settings.load({}, file).keys.get("record.edit", ()) == tuple(keys)


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = \n")
    with pytest.raises(InvalidRecord, match="line 1"):
        writing.setting_changed(file, "mouse", value=False)
    file.write_text("mouse = true\n")
    change = writing.setting_changed(file, "mouse", value=False)
    file.write_text("mouse = true # mine\n")
    with pytest.raises(Refused):
        writing.write(change)
    assert file.read_text() == "mouse = true # mine\n"


def test_a_linked_file_stays_a_link_and_keeps_its_rights(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("mouse = true\n")
    real.chmod(0o640)
    link.symlink_to(real)
    writing.write(writing.setting_changed(link, "mouse", value=False))
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("mouse = false\n", 0o640)


# --- keys

EDIT = Action("record.edit", ("e", "f2"), "Edit in a form")
OPEN = Action("record.open", ("enter", "ö"), "Open it")
BACK = Action("nav.back", ("escape", "h"), "Back")
FILTER = Action("case.since", ("f",), "Narrow it")
PEOPLE = Action("log.filter", ("f",), "Filter by person")
SAVE = Action("form.save", ("ctrl+s",), "Save", in_fields=True)
ACTIONS = (EDIT, OPEN, BACK, FILTER, PEOPLE, SAVE)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("e", "e"), ("E", "E"), ("å", "å"), ("§", "section_sign"), ("?", "question_mark"), ("+", "plus"),
        ("-", "minus"), ("/", "slash"), ("Ctrl+S", "ctrl+s"), ("F2", "f2"), ("Esc", "escape"), ("pgup", "pageup"),
        ("question_mark", "question_mark"), ("space", "space"), ("ctrl+shift+x", "ctrl+shift+x"), ("@", "at"),
        ("", ""), ("hello", ""), ("ctrl+", ""), ("x+y", ""), ("\x1b", ""), ("F99", ""),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written: str, name: str) -> None:
    assert keyboard.full_name(written) == name


def test_signs_have_the_names_that_the_app_knows_them_by() -> None:
    signs = [chr(code) for code in range(33, 0x250) if chr(code).isprintable()]
    assert [s for s in signs if keyboard.full_name(s) != _character_to_key(s)] == []


@pytest.mark.parametrize(
    ("key", "action", "own", "said"),
    [
        ("ä", EDIT, {}, ""),
        ("e", EDIT, {}, ""),
        ("ö", EDIT, {}, 'taken: "Open it" (record.open)'),
        ("ö", EDIT, {"record.open": ("o",)}, ""),
        ("f", PEOPLE, {}, ""),
        ("F", FILTER, {"log.filter": ("F",)}, ""),
        ("f", EDIT, {}, "case.since"),
        ("x", SAVE, {}, "In a field letters are text"),
        ("ctrl+t", SAVE, {}, ""),
        ("escape", EDIT, {}, "always does the same"),
        ("alt+x", EDIT, {}, "arrives as Esc"),
        ("ctrl+shift+x", EDIT, {}, "Terminals keep"),
        ("ctrl+b", EDIT, {}, "tmux"),
        ("ctrl+i", EDIT, {}, "Tab, Enter"),
        ("f7", EDIT, {}, "F6 to F12"),
        ("left_square_bracket", EDIT, {}, "AltGr"),
    ],
)
def test_keys_are_refused_in_words(
    key: str, action: Action, own: dict[str, tuple[str, ...]], said: str
) -> None:
    found = keyboard.refusal(key, action, ACTIONS, own)
    assert bool(found) == bool(said)
    assert said in found


def test_own_keys_of_a_file() -> None:
    keys = {"record.edit": ("ö",), "record.open": ("o",), "nav.back": ("O", "o"), "recordedit": ("y",),
            "case.since": ("what",)}  # fmt: skip
    found = keyboard.keyboard(
        Found(keys=keys, lines={"nav.back": 7, "case.since": 9}), ACTIONS, "config.toml"
    )
    assert found.own == {"record.edit": ("ö",), "record.open": ("o",)}
    said = [fault.sentence for fault in found.faults]
    assert 'There is no action "recordedit". Did you mean record.edit?' in said[0]
    assert said[1].startswith('config.toml:7: keys.nav.back: o: The key is taken: "Open it" (record.open).')
    assert '"what" is no key.' in said[2]
    assert keyboard.in_use(OPEN, found.own) == ("o", "enter")
    assert keyboard.in_use(EDIT, found.own) == ("ö",)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\nb = 2\n", "b", 2),
        ("[t]\n'a.b' = 1\n", "t.a.b", 2),
        ("[t . u]\na = 1\n", "t.u.a", 2),
        ("t.a = 1", "t.a", 1),
        ("[t] # x\n", "t", 1),
        ("a = 1", "z", 0),
    ],
)
def test_the_line_of_a_key(text: str, key: str, line: int) -> None:
    assert line_of(text, key) == line
