"""The same archive in other locales, time zones and file systems, and on streams that take nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.faults.commands import environment, run
from tests.faults.hostile_files import decision
from tingsbok import __version__

READING = [
    ("todo",),
    ("list", "decision"),
    ("list", "person", "--plain"),
    ("show", "lsg"),
    ("search", "sjukvård"),
    ("log", "--limit", "5"),
    ("check",),
    ("status",),
    ("show", "finns-inte-åäö"),
    ("åäö",),
    ("--help",),
    ("list", "--help"),
    ("new", "case", "title=Ärendet", "--dry-run"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "hem").mkdir()
    return tmp_path / "hem"


def plain_git(archive: Path, *words: str, **environ: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=archive,
        env={**os.environ, **environ},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


# -- letters


@pytest.mark.parametrize(
    ("environ", "letters"),
    [
        ({"LANG": "C", "LC_ALL": "C"}, "utf-8"),
        ({"LC_ALL": "POSIX"}, "utf-8"),
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
        ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
    ],
    ids=lambda value: " ".join(f"{name}={word}" for name, word in value.items()) if isinstance(value, dict) else value,
)  # fmt: skip
def test_what_a_locale_cannot_show_is_escaped(
    demo: Path, home: Path, environ: dict[str, str], letters: str
) -> None:
    ran = run(READING, demo, home, **environ)
    for words, done in ran.items():
        assert "Traceback" not in done.err, words
        assert "Oväntat" not in done.err, words
        assert "Ov\\xe4ntat" not in done.err, words
        assert done.code in {0, 1, 2, 4}, words
    shown = ran["show", "lsg"].out.encode("utf-8", "surrogateescape").decode(letters)
    whole = "Länssamverkansgruppen"
    expected = {"utf-8": whole, "ascii": "L\\xe4nssamverkansgruppen", "latin-1": whole}
    assert expected[letters] in shown


@pytest.mark.parametrize("given", [b"a\xff", "å".encode("latin-1"), "å".encode("utf-16")])
def test_input_that_is_no_utf_8_is_refused(demo: Path, home: Path, given: bytes) -> None:
    words = ["new", "case", "title=x", "--text", "-"]
    done = program(words, demo, home, input=given)
    assert done.returncode == 2
    assert "UTF-8" in done.stderr.decode()
    assert plain_git(demo, "status", "--porcelain") == ""


def test_input_is_utf_8_whatever_the_locale(demo: Path, home: Path) -> None:
    words = ["new", "case", "title=x", "--text", "-", "--id", "x"]
    done = program(words, demo, home, input="Två ord\n".encode(), PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert next((demo / "records").rglob("x.md")).read_text(encoding="utf-8").endswith("---\nTvå ord\n")


def program(
    words: list[str], archive: Path, home: Path, *, input: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tingsbok", *words]
    variables = environment(home, **environ)
    return subprocess.run(
        command, cwd=archive, env=variables, input=input, capture_output=True, check=False, timeout=60
    )


# -- streams


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">&-", 0, ""),
        (">&- 2>&- <&-", 0, ""),
        ("<&-", 0, ""),
        (">/dev/full", 7, "Utskriften kunde inte skrivas"),
        ("| head -n 1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
@pytest.mark.parametrize("verb", ["list", "--help", "version"])
def test_streams_that_take_nothing(
    demo: Path, home: Path, verb: str, redirection: str, code: int, said: str
) -> None:
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    script = f"{sys.executable} -m tingsbok {verb} {redirection}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=demo, env=environment(home), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == code, done.stderr
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert "Oväntat" not in done.stderr.decode()


@pytest.mark.parametrize(
    "waits",
    [
        "import atexit; atexit.register(print, 'told')",
        "import threading, time; threading.Thread(target=lambda: (time.sleep(0.2), print('told'))).start()",
    ],
)
def test_the_end_of_a_command_waits_for_whoever_wants_to_be_told(home: Path, waits: str) -> None:
    script = f"{waits}; import sys; sys.argv = ['tingsbok', 'version']; from tingsbok.cli import program; program()"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [f"tingsbok {__version__}", "told"]


# -- names


IMPOSSIBLE = [
    *("con", "nul", "aux.2024", "com1", "lpt9.x"),  # devices on Windows
    *("LSG", "Ny", "möte", unicodedata.normalize("NFD", "möte")),  # twins on some file systems
    *("ny.", "a b", "a:b", "a\nb", "a\x1bb", "a\u202eb", "x" * 121),
    *("a/b", "../x", "..", ".", "-x", ""),
]


def test_ids_that_some_system_cannot_take_are_refused(demo: Path, home: Path) -> None:
    head = plain_git(demo, "rev-parse", "HEAD")
    # without an id the program proposes one
    words = [("new", "case", "title=x", f"--id={identity}") for identity in IMPOSSIBLE if identity]
    words += [("rename", "--", "lsg", identity) for identity in IMPOSSIBLE]
    for done in run(words, demo, home).values():
        assert done.code in {2, 6}, (done.words, done.out, done.err)
        assert done.err.count("\n") == 2  # what is wrong, and what to do
    assert plain_git(demo, "rev-parse", "HEAD") == head
    assert plain_git(demo, "status", "--porcelain") == ""


def test_ids_are_the_same_whatever_the_case(demo: Path, home: Path) -> None:
    (demo / "records/cases/Alfa.md").write_bytes(decision())
    ran = run(
        [
            ("show", "ALFA"),
            ("show", "LSG"),
            ("new", "case", "title=x", "--id=alfa"),
            ("rename", "lsg", "alfa"),
        ],
        demo,
        home,
    )
    assert [done.code for done in ran.values()] == [0, 0, 6, 6], [done.err for done in ran.values()]
    assert "Länssamverkansgruppen" in ran["show", "LSG"].out


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_is_found_whatever_the_form_of_its_name(demo: Path, home: Path, form: str) -> None:
    name = unicodedata.normalize(form, "åtgärd")
    (demo / f"records/cases/{name}.md").write_bytes(decision(title=b"Ny"))
    refused = run([("commit",)], demo, home)["commit",]
    assert (refused.code, "T113" in refused.err) == (3, True)  # but who has such a name already keeps it
    plain_git(demo, "add", "-A")
    plain_git(demo, "commit", "-q", "-m", "Med git")
    (demo / f"records/cases/{name}.md").write_bytes(decision(title=b"Hittad"))
    words = [("show", unicodedata.normalize(other, "åtgärd")) for other in ("NFC", "NFD")]
    words += [("check", "--json"), ("commit",)]
    ran = run(words, demo, home)
    assert [done.code for done in ran.values()] == [0, 0, 1, 0], [done.err for done in ran.values()]
    problems = json.loads(ran["check", "--json"].out)["items"]
    assert [p["code"] for p in problems if p["path"].endswith(f"{name}.md")] == ["T113"]
    # the name goes into the commit byte for byte
    assert f"records/cases/{name}.md" in plain_git(demo, "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "HEAD")  # fmt: skip


# -- line ends


def convert(archive: Path) -> None:
    """Give every record the line ends of Windows."""
    for file in (archive / "records").rglob("*.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def as_binary(archive: Path) -> None:
    """Files are what they are: committed with the line ends of Windows."""
    (archive / ".gitattributes").write_text("*.md -text\n")
    convert(archive)
    plain_git(archive, "commit", "-q", "-a", "-m", "CRLF")


def as_windows_does(archive: Path) -> None:
    """The line ends of Windows in the work tree only, as git does it on Windows."""
    plain_git(archive, "rm", "-q", ".gitattributes")
    plain_git(archive, "commit", "-q", "-m", "Utan attribut")
    plain_git(archive, "config", "core.autocrlf", "true")
    for file in (archive / "records").rglob("*.md"):
        file.unlink()
    plain_git(archive, "checkout", "-q", "--", "records")


@pytest.mark.parametrize("prepare", [as_binary, as_windows_does])
def test_an_archive_with_the_line_ends_of_windows(
    demo: Path, home: Path, prepare: Callable[[Path], None]
) -> None:
    before = run([("list", "--json"), ("check",)], demo, home)
    prepare(demo)
    file = demo / "records/bodies/lsg.md"
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 10
    words = [("list", "--json"), ("check",), ("status", "--json"), ("set", "lsg", "note=Ny anmärkning")]
    ran = run(words, demo, home)
    assert [done.code for done in ran.values()] == [0, 0, 0, 0], [done.err for done in ran.values()]
    assert json.loads(ran["status", "--json"].out)["items"] == []
    ids = [[item["id"] for item in json.loads(one["list", "--json"].out)["items"]] for one in (before, ran)]
    assert ids[0] == ids[1]
    old, new = raw.split(b"\r\n"), file.read_bytes().split(b"\r\n")
    assert len(old) == len(new)
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [b.decode() for _, b in changed] == ["note: Ny anmärkning"]
    assert plain_git(demo, "show", "--format=", "--name-only", "HEAD").split() == ["records/bodies/lsg.md"]
    assert json.loads(run([("status", "--json")], demo, home)["status", "--json"].out)["items"] == []


def test_settings_of_windows_change_nothing_in_an_archive_that_says_how_it_is_written(
    demo: Path, home: Path
) -> None:
    plain_git(demo, "config", "core.autocrlf", "true")
    for file in (demo / "records").rglob("*.md"):
        file.unlink()
    plain_git(demo, "checkout", "-q", "--", "records")
    assert b"\r" not in (demo / "records/bodies/lsg.md").read_bytes()
    assert run([("set", "lsg", "note=Hej")], demo, home)["set", "lsg", "note=Hej"].code == 0
    assert plain_git(demo, "show", "--format=", "--numstat", "HEAD") == "1\t1\trecords/bodies/lsg.md\n"
    assert plain_git(demo, "status", "--porcelain") == ""


# -- time

SWITCHES = {
    "2024-03-31T01:59:59+01:00": "2024-03-31 01.59",
    "2024-03-31T03:00:00+02:00": "2024-03-31 03.00",
    "2024-10-26T23:59:59+02:00": "2024-10-26 23.59",
    "2024-10-27T00:00:00+02:00": "2024-10-27 00.00",
    "2024-10-27T02:30:00+02:00": "2024-10-27 02.30",
    "2024-10-27T02:30:00+01:00": "2024-10-27 02.30",
    "2024-10-27T23:59:59+01:00": "2024-10-27 23.59",
    "2024-10-28T00:00:00+01:00": "2024-10-28 00.00",
}
"""Moments around the days when clocks are moved in Sweden, and how a person reads them."""


@pytest.fixture
def switching(demo: Path) -> Path:
    """An archive with a commit at each of those moments, in a branch of their own."""
    plain_git(demo, "checkout", "-q", "--orphan", "klockan")
    for moment in SWITCHES:
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        plain_git(demo, "commit", "-q", "--allow-empty", "-m", moment, **dates)
    return demo


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "UTC", "America/New_York"])
def test_a_commit_has_the_time_of_whoever_made_it(switching: Path, home: Path, zone: str) -> None:
    ran = run([("log", "--plain"), ("log", "--json")], switching, home, TZ=zone)
    rows = [line.split("\t") for line in ran["log", "--plain"].out.splitlines()]
    assert {row[3]: row[1] for row in rows} == SWITCHES
    assert [row[3] for row in rows] == list(reversed(SWITCHES))
    items = json.loads(ran["log", "--json"].out)["items"]
    assert {item["subject"]: item["when"] for item in items} == {moment: moment for moment in SWITCHES}


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Stockholm", "2024-10-27", [4, 5, 6, 7]),
        ("Europe/Stockholm", "2024-03-31", [1, 2]),
        ("Europe/Stockholm", "2024-10-26", [3]),
        ("Europe/Stockholm", "2024-10-28", [8]),
        ("UTC", "2024-10-27", [4, 5, 6, 7]),
        ("America/New_York", "2024-10-28", [8]),
    ],
)
def test_a_day_is_whole_when_clocks_are_moved(
    switching: Path, home: Path, zone: str, day: str, expected: list[int]
) -> None:
    words = ("log", "--json", "--since", day, "--until", day)
    items = json.loads(run([words], switching, home, TZ=zone)[words].out)["items"]
    assert sorted(list(SWITCHES).index(item["subject"]) + 1 for item in items) == expected


def test_today_is_the_day_where_the_user_is(demo: Path, home: Path) -> None:
    far = date.fromordinal(date.today().toordinal())  # noqa: DTZ011 - the day here, between the two there
    seen = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart
        done = run([("list", "date:idag"), ("todo", "--json", "--days", "9999")], demo, home, TZ=zone, TINGSBOK_TODAY="")  # fmt: skip
        [first, *_] = json.loads(done["todo", "--json", "--days", "9999"].out)["items"]
        seen.append(date.fromisoformat(first["date"]) - timedelta(days=first["days"]))
    assert timedelta(days=1) <= seen[0] - seen[1] <= timedelta(days=2)
    assert all(abs(day - far) <= timedelta(days=2) for day in seen)


@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_any_day_may_be_today(demo: Path, home: Path, day: str) -> None:
    words = [("todo",), ("todo", "--days", "99999999999"), ("todo", "--days", "-99999999999"),
             ("list", "date:>idag+99999d"), ("list", "date:<today-99999d"), ("list", "sedan:idag")]  # fmt: skip
    for done in run(words, demo, home, TINGSBOK_TODAY=day).values():
        assert done.code in {0, 1}, (done.words, done.err)
        assert "Oväntat" not in done.err
