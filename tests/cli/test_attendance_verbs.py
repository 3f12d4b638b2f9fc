"""Attendance, seats and persons on the command line: the twins of the app's screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run

Git = Callable[..., str]
MEETING = "lsg-2024-09-20"


def test_attendance_of_all_but_two_parties(tb: Run, git: Git) -> None:
    done = tb(
        "möte", "närvaro", MEETING, "--all", "present", "--absent", "mala,vindeln", "--guest", "Nytt Namn"
    )
    assert done.code == 0, done.err
    assert "Saknas helt: Malå, Vindeln" in done.err
    assert (
        git("log", "-1", "--format=%s")
        == f"Möte {MEETING}: närvaro 25 närvarande, 2 frånvarande, övriga: 6\n"
    )
    listed = tb("meeting", "attendance", MEETING, "--json").json["items"]
    assert "ledamot: 25 närvarande, 2 frånvarande, 0 utan uppgift" in tb("meeting", "attendance", MEETING).err
    absent = [line["person"] for line in listed if line["status"] == "absent"]
    assert absent == ["john-olsson", "jim-lindberg"]
    assert listed[-1] == {"person": "nytt-namn", "role": "guest", "status": "present", "recorded": True}


def test_a_dry_run_of_coming_and_leaving_writes_nothing(tb: Run, git: Git) -> None:
    head = git("rev-parse", "HEAD")
    done = tb(
        *("meeting", "attendance", MEETING, "--came", "isabell-zemren=§ 34", "--left", "mala=38"),
        *("--substitute", "Ny Person=vindeln", "-n"),
    )
    assert done.code == 0, done.err
    assert "from_item: 34" in done.out
    assert "stands_in_for: jim-lindberg" in done.out
    assert git("rev-parse", "HEAD") == head


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("meeting", "attendance", MEETING, "--absent", "ingen-alls"), 4, "ingen-alls"),
        (("meeting", "attendance", MEETING, "--came", "mala=99"), 4, "99"),
        (("meeting", "attendance", MEETING, "--came", "mala"), 2, "="),
        (("meeting", "attendance", "lsg"), 2, "inget möte"),
        (("body", "seats", "lsg", "--set", "mala"), 2, "PART=ANTAL"),
        (("person", "replace", "patrik-glasberg", "Ny", "--in", "barn-och-unga"), 2, "--from"),
        (
            ("person", "replace", "anna-duveskog", "Ny N", "--in", "vfr", "--from", "2024-01-26"),
            4,
            "sitter inte",
        ),
        (("person", "join", "Ny N", "--in", "lsg", "--role", "kejsare"), 2, "kejsare"),
        (("person", "merge", "john-olsson", "john-olsson"), 6, "samma post"),
    ],
)
def test_what_cannot_be_says_why(tb: Run, words: tuple[str, ...], code: int, says: str) -> None:
    done = tb(*words)
    assert (done.code, says in done.err) == (code, True), done.err


def test_seats_on_a_day_before_and_after_a_replacement(tb: Run, git: Git) -> None:
    seats = tb("organ", "platser", "lsg", "--on", "2024-11-08", "--json").json["items"]
    vacant = [(seat["for"], seat["seat"], seat["since"]) for seat in seats if seat["vacant"]]
    assert vacant == [("lycksele", 2, "2024-09-20")]
    done = tb(
        *("person", "replace", "patrik-glasberg", "Jenny Gladh", "--in", "barn-och-unga"),
        *("--from", "2024-01-26", "--decision", "lgl-2024-01-26-3a", "--for", "region-kalmar-lan"),
    )
    assert done.code == 0, done.err
    assert "Jenny Gladh ersätter Patrik Glasberg" in git("log", "-1", "--format=%s")
    for day, person in (("2024-01-25", "Patrik Glasberg"), ("2024-01-26", "Jenny Gladh")):
        assert person in tb("body", "seats", "barn-och-unga", "--on", day, "--plain").out
    before = tb("body", "show", "barn-och-unga", "--on", "2024-01-25", "--json").json["items"][0]
    assert [line["person"] for line in before["members"]] == ["patrik-glasberg"]


def test_seats_are_given_and_members_join_and_leave(tb: Run, git: Git) -> None:
    assert tb("body", "seats", "lsg", "--set", "mala=2", "--from", "2024-11-15").code == 0
    assert "Malå har 2 platser" in git("log", "-1", "--format=%s")
    assert (
        tb("person", "join", "Nya Namnet", "--in", "lsg", "--for", "mala", "--from", "2024-11-15").code == 0
    )
    assert tb("person", "replace", "john-olsson", "--in", "lsg", "--from", "2024-12-31").code == 0
    seats = tb("body", "seats", "lsg", "--on", "2025-01-10", "--json").json["items"]
    mala = [(s["seat"], s["vacant"], s["since"]) for s in seats if s["for"] == "mala"]
    assert mala == [(1, False, ""), (2, True, "2025-01-01")]
