from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tingsbok.cli.verbs import BY_BODY, VERBS
from tingsbok.cli.whole import EXIT_CODES

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("list", "decision", "utfall:bordlagt"), "lsg-2024-09-20-38b-2"),
        (("beslut", "list", "outcome:postponed"), "lsg-2024-09-20-38b-2"),
        (("möte", "list", "organ:lsg"), "lsg-2024-09-20"),
        (("ärende",), "hemsjukvardsavtalet"),
        (("decision", "show", "lsg-2024-09-20-34"), "fastställt"),
        (("show", "lsg"), "Länssamverkansgruppen"),
        (("search", "hemsj"), "hemsjukvardsavtalet"),
        (("sök", "sjukvård"), "hemsjukvardsavtalet"),
        (("timeline", "hemsjukvardsavtalet", "--since", "2021"), "2021-10-21"),
        (("case", "timeline", "hemsjukvardsavtalet"), "2024-11-07"),
        (("log", "lsg-2024-09-20-38b-2"), "lsg-2024-11-05 → lsg-2024-11-15"),
        (("log",), "lsg-2024-09-20"),
        (("log", "lsg-2024-09-20-38b-2", "--last", "--fields", "meeting,until"), "Sofia Exempel"),
        (("todo",), "2024-11-15"),
        (("status",), "poster"),
        (("explain", "t110"), "länk"),
        (("version",), "tingsbok"),
        ((), "2024-11-15"),
        (("--help",), "tingsbok demo"),
        (("list", "--help"), "sökfråga"),
    ],
)
def test_a_verb_answers(tb: Run, words: tuple[str, ...], expected: str) -> None:
    done = tb(*words)
    assert done.code == 0, done.err
    assert expected in done.out


def test_a_shown_record_keeps_its_field_body_beside_its_text(tb: Run) -> None:
    identity = "vfr-rok-kvinnofrid-uppdrag"
    shown = tb("show", identity, "--json").json["items"][0]
    exported = tb("export", identity, "--to", "json", "-o", "-").json
    (listed,) = tb("list", "decision", f"id:{identity}", "--json").json["items"]
    assert shown["body"] == exported["body"] == listed["body"] == "vfr"
    assert shown["text"] == exported["text"] != ""


@pytest.mark.parametrize(
    "words",
    [
        ("search", "kvinnofrid", "-utkast"),
        ("search", "-nutkast", "kvinnofrid"),
        ("list", "beslut", "-yta"),
        ("list", "möte", "-status:utkast", "--limit", "3"),
        ("export", "typ:möte", "-status:godkänt", "--to", "csv", "-o", "-"),
    ],
)
def test_a_hyphen_in_a_query_is_no_flag(tb: Run, words: tuple[str, ...]) -> None:
    done = tb(*words)
    assert done.code == 0, done.err
    assert done.out == tb(*(re.sub(r"^-(?=\w\w)", "INTE ", word) for word in words)).out


def test_what_can_be_a_flag_stays_one_and_is_refused_in_words(tb: Run) -> None:
    assert tb("list", "beslut", "-ny").out == tb("list", "beslut").out
    assert tb("list", "beslut", "--", "-ny").out == tb("list", "beslut", "INTE ny").out
    assert tb("list", "beslut", "--sort", "-date").out == tb("list", "beslut", "--sort=-date").out
    refused = tb("show", "lsg", "-nx")
    assert refused.code == 2
    # Python 3.13 names what follows the flag, older ones the flag
    assert "tar inget värde" in refused.err or "okända argument: -x" in refused.err


def test_fields_are_what_the_columns_show_and_what_json_has(tb: Run) -> None:
    words = ("list", "beslut", "id:lsg-2024-09-20-38b-2", "--fields", "id,date,body,until")
    assert tb(*words, "--plain").out == "lsg-2024-09-20-38b-2\t2024-09-20\tlsg\tlsg-2024-11-15\n"
    (item,) = tb(*words, "--json").json["items"]
    assert item == {
        "id": "lsg-2024-09-20-38b-2",
        "date": "2024-09-20",
        "body": "lsg",
        "until": "lsg-2024-11-15",
    }
    assert tb("list", "beslut", "--fields", "xyzzy", "--json").code == 2
    assert tb("view", "save", "Bordlagda", "beslut", "utfall:bordlagt", "--fields", "date").code == 0
    assert "2024-09-20" in tb("view", "show", "bordlagda").out
    assert "outcome" in tb("list", "--view", "bordlagda", "--json").json["items"][0]


def test_the_history_is_prepared_and_whose_fields_must_be_said(tb: Run) -> None:
    assert "27 ändringar lästa" in tb("log", "--prepare").err
    assert tb("log", "--last").code == 2


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("show", "finns-inte"), 4, "finns-inte"),
        (("show", "lsg-2024-09-2"), 4, "lsg-2024-09-20"),
        (("lst",), 2, "list"),
        (("decision", "frobnicate"), 2, "frobnicate"),
        (("list", "decision", "--nonsense"), 2, "--nonsense"),
        (("list", "decision", "outcome:>("), 2, ""),
        (("search", "xyzzyplugh"), 1, ""),
        *(
            ((*words, "--limit", "-1"), 2, "--limit")
            for words in (("list",), ("search", "avtal"), ("log",), ("log", "lsg"))
        ),
        (("list", "decision", "date:1999"), 1, ""),
        (("show",), 2, "id"),
        (("explain", "T999"), 4, "T999"),
        (("--today", "2024-02-30", "todo"), 2, "2024-02-30"),
        (("-C", "/", "list"), 4, "tingsbok demo"),
        (("diff", "lsg", "no-such-revision"), 4, "no-such-revision"),
        (("restore", "lsg", "--"), 2, ""),
        *(
            ((*words, "--body", "finns-inte"), 4, "finns-inte")
            for words in (
                *(("todo",), ("inforce",), ("stats",), ("calendar",), ("conditions",), ("list",)),
                *(("search", "god"), ("agreement", "expiring"), ("timeline", "suicidprevention")),
            )
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(
    tb: Run, words: tuple[str, ...], code: int, expected: str
) -> None:
    done = tb(*words)
    assert done.code == code, (done.out, done.err)
    assert expected in done.err
    assert "Traceback" not in done.err


def test_flags_stand_anywhere(tb: Run) -> None:
    first = tb("--json", "list", "decision", "utfall:bordlagt").json
    last = tb("list", "decision", "utfall:bordlagt", "--json").json
    assert first == last
    assert first["tingsbok"] == 1
    assert first["kind"] == "decision.list"
    assert {"id", "path", "outcome"} <= set(first["items"][0])


def test_plain_is_one_line_a_record_with_tabs(tb: Run) -> None:
    lines = tb("list", "decision", "--plain").out.splitlines()
    items = tb("list", "decision", "--json").json["items"]
    assert [line.split("\t")[0] for line in lines] == [item["id"] for item in items]


def test_chosen_fields(tb: Run) -> None:
    done = tb("list", "decision", "id:lsg-2024-09-20-34", "--fields", "id,outcome", "--plain")
    assert done.out.splitlines()[0].split("\t") == ["lsg-2024-09-20-34", "established"]
    assert tb("list", "decision", "--fields", "nonsense").code == 2


def test_language(tb: Run) -> None:
    assert "established" in tb("--lang", "en", "show", "lsg-2024-09-20-34").out
    assert "fastställt" in tb("--lang", "sv", "show", "lsg-2024-09-20-34").out


def test_reading_never_writes(tb: Run, demo: Path, git: Callable[..., str]) -> None:
    before = {
        file: file.stat().st_mtime_ns
        for file in demo.rglob("*")
        if file.is_file() and ".git" not in file.parts
    }
    for words in (
        ("list",),
        ("search", "avtal"),
        ("check",),
        ("show", "lsg"),
        ("log",),
        ("todo",),
        ("status",),
        ("doctor",),
    ):
        tb(*words)
    after = {
        file: file.stat().st_mtime_ns
        for file in demo.rglob("*")
        if file.is_file() and ".git" not in file.parts
    }
    assert before == after
    assert git("status", "--porcelain") == ""


def test_the_example_has_no_errors(tb: Run) -> None:
    done = tb("check", "--json")
    assert [item for item in done.json["items"] if item["severity"] == "error"] == []
    assert done.code == 0


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ((), ["2024-09-24", "2024-09-20", "2024-09-06"]),
        (("--limit", "2"), ["2024-09-24", "2024-09-20"]),
        (("--since", "2030-01-01"), []),
        (("--since", "2024-09-20"), ["2024-09-24", "2024-09-20"]),
        (("--until", "2024-09-20", "--limit", "1"), ["2024-09-20"]),
        (("--author", "KARIN"), ["2024-09-24", "2024-09-20", "2024-09-06"]),
        (("--author", "sofia"), []),
        (("--fields", "place", "--limit", "1"), ["2024-09-06"]),
        (("--fields", "status,place", "--until", "2024-09-20"), ["2024-09-20", "2024-09-06"]),
    ],
)
def test_the_history_of_a_record_is_what_is_asked_for(
    tb: Run, words: tuple[str, ...], days: list[str]
) -> None:
    done = tb("log", "lsg-2024-09-20", "--json", *words)
    assert [item["when"][:10] for item in done.json["items"]] == days
    assert done.code == (0 if days else 1)


def test_the_history_of_the_archive_knows_no_fields(tb: Run) -> None:
    assert tb("log", "--fields", "status").code == 2
    assert tb("log", "lsg-2024-09-20", "--since", "banan").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "möte", "banan"), 1),
        (("search", "banankontakt"), 1),
        (("mentions", "avesta"), 1),
        (("agreement", "expiring", "--today", "1980-01-01"), 1),
        (("promises",), 1),
        (("conditions", "--body", "ag-hjartsvikt"), 1),
        (("log", "lsg", "--since", "2030-01-01"), 1),
        (("todo", "--body", "ag-hjartsvikt", "--today", "1990-01-01"), 0),
        (("todo", "--late", "--body", "ag-hjartsvikt", "--today", "1990-01-01"), 0),
        (("calendar", "--from", "1990-01-01", "--to", "1990-02-01"), 0),
        (("suspects", "avtal-hemsjukvard"), 0),
        (("diff", "lsg"), 0),
        (("trust",), 0),
        (("view", "list"), 0),
    ],
)
def test_nothing_found_is_said_with_the_code_that_the_reference_names(
    tb: Run, words: tuple[str, ...], code: int
) -> None:
    done = tb(*words)
    assert (done.code, done.out) == (code, "")
    assert done.err
    named = EXIT_CODES[1].partition("(but ")[2].partition(": 0)")[0].split(", ")
    assert (" ".join(words).startswith(tuple(named))) is (code == 0)


@pytest.mark.parametrize(
    ("here", "word", "code"),
    [
        ("", "records/cases", 1),
        ("", "records", 1),
        ("", ".", 1),
        ("records", "cases", 1),
        ("records/cases", "trasig.md", 1),
        ("records/cases", ".", 1),
        ("records/cases", "records/cases/trasig.md", 1),
        ("records/cases", "../bodies", 0),
        ("records/bodies", "lgl.md", 0),
        ("", "lgl", 0),
        ("", "finns-inte", 4),
        ("", "finns-inte.md", 4),
        ("", "archive.toml", 4),
        ("records", "tom", 4),
    ],
)
def test_what_is_checked_is_named_by_id_file_or_folder(
    tb: Run, demo: Path, monkeypatch: pytest.MonkeyPatch, here: str, word: str, code: int
) -> None:
    (demo / "records" / "cases" / "trasig.md").write_text("---\ntype: case\n  title: [\n---\n")
    (demo / "records" / "tom").mkdir()
    monkeypatch.chdir(demo / here)
    done = tb("check", word)
    assert done.code == code, done.out
    assert ("records/cases/trasig.md:" in done.out) is (code == 1)
    assert ("under records/" in done.err) is (code == 4)


def test_a_broken_file_is_named_and_hides_nothing(tb: Run, demo: Path) -> None:
    path = next(demo.rglob("lsg-2024-09-20-34.md"))
    path.write_text(path.read_text().replace("outcome: established", "outcome: fastslaget"))
    broken = demo / "records" / "cases" / "trasig.md"
    broken.write_text("---\ntype: case\n  title: [\n---\n")
    done = tb("check")
    assert done.code == 1
    assert "lsg-2024-09-20-34.md:" in done.out
    assert "records/cases/trasig.md:" in done.out
    assert "fel[T101]" in done.out
    assert tb("list", "case").code == 0


def test_control_characters_never_reach_the_terminal(tb: Run, demo: Path) -> None:
    hostile = demo / "records" / "cases" / "hostile.md"
    hostile.write_text('---\ntype: case\ntitle: "\\e]52;c;QUJD\\a rosa \\u202e"\n---\n\x1b[2J[[\x07]]\n')
    for words in (
        ("list", "case"),
        ("show", "hostile"),
        ("show", "hostile", "--raw"),
        ("search", "rosa"),
        ("list", "case", "--plain"),
        ("list", "case", "--json"),
        ("check",),
    ):
        done = tb(*words)
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err), words


def test_verbs_that_cannot_keep_to_one_body_refuse_the_flag(tb: Run) -> None:
    can = {
        name
        for name, entry in VERBS.items()
        if "context.body" in (ROOT / f"tingsbok/cli/{entry.module}.py").read_text(encoding="utf-8")
    }
    assert can | {"demo", "tutorial", "serve"} == BY_BODY
    refused = tb("log", "--body", "lsg")
    assert (refused.code, "inte för ett enda organ" in refused.err) == (2, True)


def test_a_log_tells_changes_of_fields_of_one_record_only(tb: Run) -> None:
    of_record, of_archive = (tb("log", *words, "--json").json["items"] for words in (("lsg-2024-09-20",), ()))
    assert all("changes" in item for item in of_record)
    assert not any("changes" in item for item in of_archive)
    assert "Ingen ändring är sådan" in tb("log", "--since", "2030-01-01").err


def test_the_folder_of_an_archive_may_stand_in_the_place_of_a_verb(
    tb: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tb("todo", "--plain").out
    monkeypatch.chdir(tmp_path)
    assert tb(str(demo), "--plain").out == expected
    assert tb("--plain", str(demo), "--days=30").out == expected
    assert tb(str(tmp_path), "--plain").code == 4


@pytest.mark.parametrize(
    ("asked", "like"),
    [
        (("help", "timeline"), ("timeline", "--help")),
        (("help", "möte", "godkänn"), ("meeting", "approve", "--help")),
        (("help",), ("--help",)),
    ],
)
def test_help_of_a_verb_is_asked_for_in_two_ways(
    tb: Run, asked: tuple[str, ...], like: tuple[str, ...]
) -> None:
    assert tb(*asked) == tb(*like)
    assert tb("help", "banan").code == 2


@pytest.mark.parametrize(
    "words", [("list",), ("search", "avtal"), ("log",), ("log", "lsg", "--since", "2024-01-01")]
)
def test_there_may_be_more_asked_for_than_there_can_be(tb: Run, words: tuple[str, ...]) -> None:
    every = tb(*words, "--limit", "9999", "--plain")
    assert tb(*words, "--limit", "9" * 30, "--plain") == tb(*words, "--limit", "0", "--plain") == every


def test_show_tells_lists_of_foreign_fields_as_people_write_them(tb: Run, demo: Path) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("owner: lchnv", "owner: lchnv\nfarger: [rött, blått]"))
    assert "rött, blått\n" in tb("show", "mini-maria").out


def test_show_says_where_a_record_is_broken_and_what_to_do(tb: Run, demo: Path) -> None:
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("status: open", "status: open: ja"))
    shown = tb("show", "mini-maria")
    assert shown.code == 3
    assert "mini-maria.md:4:13  Det står ett kolon inne i en text." in shown.out
    assert "Sätt texten inom citattecken." in shown.out


def test_what_archive_toml_says_in_vain_is_told_with_its_line(tb: Run, demo: Path) -> None:
    (demo / "archive.toml").write_text('titel = "x"\nlanguage = "fi"\nformat = 1\nending_within = "12"\n')
    lines = [line for line in tb("check").out.splitlines() if "archive.toml" in line]
    assert [line.partition("  ")[0] for line in lines] == [
        f"råd[T126] archive.toml:{line}:1" for line in (1, 2, 4)
    ]
    assert 'Det finns ingen inställning "titel". Menade du title?' in lines[0]
    assert tb("explain", "T126").code == 0
    assert "format" not in tb("config", "list").err  # what the page on the format has is no mistake


@pytest.mark.parametrize("text", [b'title = "x\n', b'title = "a"\ntitle = "b"\n', b'title = "\xe5"\n'])
def test_an_archive_toml_that_cannot_be_read_is_told_in_one_language(
    tb: Run, demo: Path, text: bytes
) -> None:
    (demo / "archive.toml").write_bytes(text)
    refused = tb("todo")
    assert refused.code == 3
    assert "felskriven" in refused.err or "inte text i UTF-8" in refused.err
    assert "codec" not in refused.err
    assert "line" not in refused.err


def test_a_list_of_a_type_says_that_files_of_no_type_are_missing_in_it(tb: Run, demo: Path) -> None:
    assert tb("list", "case", "mini").err == ""
    path = next(demo.rglob("mini-maria.md"))
    path.write_text(path.read_text().replace("title: ", 'title: "'))
    done = tb("list", "case", "mini")
    assert done.code == 1
    assert "Filer som inte går att läsa: 1. Se: tingsbok check" in done.err


def test_the_body_is_meant_for_every_alternative(tb: Run) -> None:
    both = tb("search", "vaccination", "ELLER", "samverkan", "--body", "lgl")
    assert both.out == tb("search", "(vaccination ELLER samverkan) organ:lgl").out != ""
    assert "tecken 1:" in tb("search", "finnsinte:x", "--body", "lgl").err


def test_a_view_and_a_body_narrow_every_alternative(tb: Run) -> None:
    assert tb("view", "save", "Bordlagda", "beslut", "utfall:bordlagt").code == 0
    either = tb("list", "--view", "bordlagda", "organ:lchnv", "ELLER", "organ:lsg", "--json").json["items"]
    assert {one["outcome"] for one in either} == {"postponed"}
    assert {one["id"].partition("-")[0] for one in either} == {"lchnv", "lsg"}
    found = tb("list", "möte", "xyzzy", "ELLER", "sedan:1900", "--body", "lgl").out
    assert found == tb("list", "möte", "organ:lgl", "sedan:1900").out != ""
