"""The attendance list: what is expected, what a change does to it, what it adds up to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.driver import git
from tingsbok.acts import attendance as act
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.frontmatter import Value
from tingsbok.meetings import attendance as core
from tingsbok.meetings import turnout
from tingsbok.meetings.attendance import ABSENT, PRESENT, UNKNOWN, Line, Lines
from tingsbok.record import Record, parse_record

ROOT = Path(__file__).resolve().parents[2]
DAY = "2024-09-20"
MEETING = "lsg-2024-09-20"


def record(path: str) -> Record:
    return parse_record(path, (ROOT / path).read_bytes())


def having(found: Record, **fields: object) -> Record:
    return replace(found, fields={**found.fields, **fields})  # type: ignore[dict-item]


@pytest.fixture(scope="module")
def lsg() -> Record:
    return record("records/bodies/lsg.md")


@pytest.fixture(scope="module")
def held() -> Record:
    return record(f"records/meetings/lsg/2024/{DAY}/{MEETING}.md")


@pytest.fixture
def fresh(held: Record, lsg: Record) -> Lines:
    return core.expected_lines(having(held, attendance=[]), lsg)


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def who(lines: Lines, person: str) -> Line:
    return next(line for line in lines if line.person == person)


def test_members_of_the_day_are_expected_as_present(fresh: Lines) -> None:
    assert len(fresh) == 32
    assert {line.status for line in fresh} == {PRESENT}
    martina = who(fresh, "martina-eckeskog")
    assert (martina.party, martina.stands_in_for, martina.acting) == ("bjurholm", "ingela-petterson", False)
    assert who(fresh, "carolina-forsell").title == "ordförande Hjälpmedelsrådet"


def test_what_is_recorded_wins_and_stays_as_it_was_written(held: Record, lsg: Record) -> None:
    lines = core.expected_lines(held, lsg)
    assert core.recorded(lines) == held.fields["attendance"]
    short = having(held, attendance=held.entries("attendance")[:2])
    lines = core.expected_lines(short, lsg)
    assert [line.person for line in lines[:3]] == [
        "isabell-zemren",
        "pernilla-henriksson",
        "karolina-lundqvist",
    ]
    assert {line.status for line in lines[2:]} == {UNKNOWN}
    assert core.recorded(lines) == short.fields["attendance"]


def test_substitutes_are_not_expected_but_offered(lsg: Record, held: Record) -> None:
    body = having(lsg, members=[{"person": "eva", "role": "substitute"}, {"person": "bo"}])
    lines = core.expected_lines(having(held, attendance=[]), body)
    assert [(line.person, line.status, line.settled) for line in lines] == [
        ("eva", UNKNOWN, False),
        ("bo", PRESENT, True),
    ]
    assert [line.status for line in core.all_present(lines)] == [UNKNOWN, PRESENT]


def test_the_members_are_those_of_the_meetings_own_day(lsg: Record, held: Record) -> None:
    members = [{"person": "old", "to": "2024-09-19"}, {"person": "new", "from": "2024-09-20"}]
    body = having(lsg, members=members)
    assert [line.person for line in core.expected_lines(having(held, attendance=[]), body)] == ["new"]


def test_a_key_goes_through_the_three_answers(fresh: Lines) -> None:
    seen = []
    for _ in range(3):
        fresh = core.turned(fresh, 0)
        seen.append(fresh[0].status)
    assert seen == [ABSENT, UNKNOWN, PRESENT]


def test_somebody_who_sits_for_another_makes_that_one_absent(fresh: Lines, held: Record) -> None:
    new = Line(
        "", party="mala", role="substitute", status=PRESENT, name="Ny Person", stands_in_for="john-olsson"
    )
    lines = core.added(core.added(fresh, new), dataclasses.replace(new, title="igen"))
    assert turnout.faults_of(lines, held) == []
    assert len(lines) == len(fresh) + 1
    assert who(lines, "john-olsson").status == ABSENT
    assert turnout.count_of(turnout.members_of(lines)) == turnout.Count(27, 1, 0)


def test_coming_and_leaving_is_being_there(fresh: Lines, held: Record) -> None:
    place = fresh.index(who(fresh, "john-olsson"))
    lines = core.with_times(core.with_status(fresh, [place], ABSENT), place, came="34", left="38")
    assert (lines[place].status, lines[place].from_item, lines[place].to_item) == (PRESENT, "34", "38")
    assert core.with_status(lines, [place], ABSENT)[place].from_item == ""
    odd = core.with_times(core.with_times(lines, place, came="38", left="34"), 0, came="99")
    assert {(fault.kind, fault.item) for fault in turnout.faults_of(odd, held)} == {
        ("no-item", "99"),
        ("order", "34"),
    }


@pytest.mark.parametrize(
    ("typed", "key"), [("38", "38"), ("§ 38", "38"), ("38A", "38a"), ("", ""), ("77", "")]
)
def test_items_are_named_by_key_or_number(held: Record, typed: str, key: str) -> None:
    assert core.item_key(held, typed) == key


def test_the_sample_counts_each_person_once_and_says_what_is_odd(held: Record, lsg: Record) -> None:
    lines = core.expected_lines(held, lsg)
    assert turnout.count_of(turnout.members_of(lines)) == turnout.Count(20, 7, 0)
    assert turnout.counts_by_role(lines)["official"] == turnout.Count(3, 0, 0)
    assert [(fault.kind, fault.person) for fault in turnout.faults_of(lines, held)] == [
        ("twice", "john-olsson")
    ]
    assert turnout.missing_parties(lines, lsg, DAY) == ["mala", "vindeln", "beredning-barn-unga"]


def test_a_party_about_whom_nothing_is_known_is_neither_missing_nor_there(held: Record, lsg: Record) -> None:
    lines = core.expected_lines(held, lsg)
    there = [dataclasses.replace(line, status="present") for line in lines]
    seated = {line.party for line in there if line.decides}
    assert not turnout.are_all_there(lines, lsg, DAY)
    missing = turnout.missing_parties(there, lsg, DAY)
    assert turnout.are_all_there(there, lsg, DAY) is not missing
    for party in seated:
        unsure = [
            dataclasses.replace(line, status="unknown") if line.party == party else line for line in there
        ]
        assert not turnout.are_all_there(unsure, lsg, DAY)
        assert turnout.missing_parties(unsure, lsg, DAY) == missing


@pytest.mark.parametrize(
    ("rule", "absent", "unknown", "answer"),
    [
        ({"rule": "majority"}, 0, 0, ("majority", 27, 15, 28, True)),
        ({"rule": "majority"}, 13, 0, ("majority", 14, 15, 28, False)),
        ({"rule": "majority"}, 12, 1, ("majority", 14, 15, 28, None)),
        ({"rule": "count", "count": "5"}, 22, 0, ("count", 5, 5, 28, True)),
        ({"rule": "parties", "count": "14"}, 1, 0, ("parties", 20, 14, 20, True)),
        ({"rule": "parties"}, 27, 0, ("parties", 0, 11, 20, False)),
        ({"rule": "nonsense"}, 0, 0, None),
        (None, 0, 0, None),
    ],
)
def test_the_quorum_is_by_the_bodys_rule(
    lsg: Record, fresh: Lines, rule: object, absent: int, unknown: int, answer: tuple[object, ...] | None
) -> None:
    lines = core.with_status(fresh, range(absent), ABSENT)
    lines = core.with_status(lines, range(absent, absent + unknown), UNKNOWN)
    body = having(lsg, quorum=rule)
    found = turnout.quorum_of(lines, body, DAY)
    told = found and (found.rule, found.present, found.needed, found.of, found.met)
    assert told == answer


def _board(*lines: core.Line) -> tuple[Record, Lines]:
    members = [{"person": one, "role": "member"} for one in ("anna", "bo", "cia")]
    fields: dict[str, Value] = {"type": "body", "quorum": {"rule": "majority"}, "members": [*members]}
    return Record("b.md", "b", "body", fields, "", "", b""), lines


def test_who_leaves_and_who_comes_instead_fill_one_seat() -> None:
    body, lines = _board(
        core.Line("anna", role="member", status="present", to_item="2"),
        core.Line("dan", role="substitute", status="present", stands_in_for="anna", from_item="2"),
        core.Line("bo", role="member", status="absent"),
        core.Line("cia", role="member", status="absent"),
    )
    found = turnout.quorum_of(lines, body, DAY)
    assert found is not None
    assert (found.present, found.of, found.met) == (1, 3, False)


@pytest.mark.parametrize(
    ("part", "kinds"), [({}, ["stands-in"]), ({"from_item": "34"}, []), ({"to_item": "34"}, [])]
)
def test_sitting_for_somebody_who_is_there_is_odd_for_the_whole_meeting_only(
    held: Record, part: dict[str, str], kinds: list[str]
) -> None:
    _, lines = _board(
        core.Line("anna", role="member", status="present"),
        core.Line("dan", role="substitute", status="present", stands_in_for="anna", **part),
    )
    assert [fault.kind for fault in turnout.faults_of(lines, held)] == kinds


def test_all_but_two_parties_is_one_commit(archive: Archive) -> None:
    sheet = act.expected(archive, MEETING)
    lines = act.with_status(archive, sheet.lines, ["mala", "Jim Lindberg"], ABSENT)
    saved = archive.carry_out(act.record_attendance(archive, MEETING, lines))
    assert saved.subject == f"Möte {MEETING}: närvaro 25 närvarande, 2 frånvarande, övriga: 5"
    assert len(archive.get(MEETING).entries("attendance")) == 32


def test_one_change_changes_one_line_and_new_people_come_in_the_same_commit(archive: Archive) -> None:
    archive.carry_out(act.record_attendance(archive, MEETING, act.expected(archive, MEETING).lines))
    sheet = act.expected(archive, MEETING)
    lines = act.with_person(archive, sheet.lines, "Ny Ersättare", "substitute", stands_in_for="mala")
    lines = act.with_times(archive, sheet, lines, "Zemrén", "§ 34", came=True)
    archive.carry_out(act.record_attendance(archive, MEETING, lines, expect=sheet.meeting.etag))
    diff = git(archive.root, "show", "--format=", "-U0", "HEAD", "--", sheet.meeting.path).splitlines()
    changed = [line[1:].strip() for line in diff if line.startswith("+") and not line.startswith("+++")]
    assert changed == [
        "- {person: isabell-zemren, for: region-vasterbotten, role: chair, status: present, from_item: 34}",
        "- {person: john-olsson, for: mala, role: member, status: absent}",
        "- {person: ny-ersattare, for: mala, role: substitute, status: present, stands_in_for: john-olsson}",
    ]
    assert archive.get("ny-ersattare").text("organisation") == "mala"


@pytest.mark.parametrize("word", ["nobody-at-all", "johansson"])
def test_a_word_that_means_nobody_or_several_is_refused(archive: Archive, word: str) -> None:
    from tingsbok.errors import TingsbokError

    with pytest.raises(TingsbokError):
        act.places(archive, act.expected(archive, MEETING).lines, word)


def test_a_wrong_absence_in_approved_minutes_is_corrected_and_the_old_words_stay(archive: Archive) -> None:
    meeting = "lgl-2024-01-26"
    sheet = act.expected(archive, meeting)
    lines = core.added(core.with_status(sheet.lines, [0], ABSENT), Line("", name="Ny Gäst", role="guest"))
    with pytest.raises(Refused, match="attendance"):
        archive.carry_out(act.record_attendance(archive, meeting, lines))
    archive.carry_out(act.correct_attendance(archive, meeting, lines, "Fel i listan"))
    after = archive.get(meeting)
    assert [one["status"] for one in after.entries("attendance")[:2]] == [ABSENT, PRESENT]
    (correction,) = after.entries("corrections")
    assert correction["reason"] == "Fel i listan"
    assert "Ny Gäst" in str(correction["after"])
    assert str(correction["before"]).count(";") == 0
    assert archive.get("ny-gast").text("name") == "Ny Gäst"
    assert not [problem for problem in archive.check([after.path]) if problem.code == "T120"]
