"""Preparing the meetings of the example: what waits, taking it up, new meetings, moving, putting off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.tui.driver import git
from tingsbok.actions import Edit, Work
from tingsbok.acts.agenda import fill, last_held, new_meeting
from tingsbok.acts.agenda_items import add_item, move_item, remove_item, renumber
from tingsbok.acts.agenda_later import postpone
from tingsbok.acts.approving import previous_to_approve
from tingsbok.acts.returning import next_meeting
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.questions.waiting import waiting
from tingsbok.store.git import init_repository
from tui.reads.lists import neighbour

NEXT, LAST = "lsg-2024-11-15", "lsg-2024-09-20"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def plan(archive: Archive, body: str, day: str) -> str:
    return archive.carry_out(new_meeting(archive, body, day)).id


def why(archive: Archive, meeting: str) -> dict[str, tuple[bool, str]]:
    return {one.key: (one.due, one.why) for one in waiting(archive, meeting) if one.reason != "standing"}


def agenda(archive: Archive, meeting: str) -> list[tuple[str, str]]:
    return [(str(line["key"]), str(line["title"])) for line in archive.get(meeting).entries("items")]


def test_what_waits_for_the_next_meeting_in_vasterbotten(archive: Archive) -> None:
    assert why(archive, NEXT) == {
        LAST: (True, "Protokollet från 2024-09-20 är inte godkänt."),
        f"{LAST}-38b-2": (True, "Bordlagt till 2024-11-15 (LSG 2024-09-20 § 38b)."),
        f"{LAST}#38a": (True, "Inget beslut fattades (LSG 2024-09-20 § 38a)."),
        f"{LAST}#32c": (True, "Återkommer 2024-11-15 (LSG 2024-09-20 § 32c)."),
        f"{LAST}#34": (
            False,
            "Återkommer: arbetsgruppens fortsatta uppdrag: ett kommande möte (LSG 2024-09-20 § 34).",
        ),
        "au-bereder-suicidprevention": (False, "Uppdrag, sista dag: ett kommande möte."),
        "representanter-lifecare-sp": (True, "Uppdrag med sista dag 2024-10-04."),
        f"{LAST}-34": (
            False,
            "Öppet villkor: strategin ska anpassas om den kommande nationella strategin ändrar förutsättningarna.",
        ),
    }
    twice = next(one for one in waiting(archive, NEXT) if one.key == f"{LAST}-38b-2")
    assert (twice.times_postponed, twice.since) == (2, "2024-04-19")


@pytest.mark.parametrize(
    ("body", "day", "due", "listed"),
    [
        (
            "lchnv",
            "2024-12-13",
            {
                "lchnv-2024-11-07",
                "lchnv-2020-04-03-4-2",
                "hemsjukvardsavtalet-jurist-kommunerna",
                "hemsjukvardsavtalet-jurist-regionen",
                "rok-kvinnofrid",
                "vardprogram-hjartsvikt",
            },
            {
                "covid-19-avlidna",
                "covid-19-pasken",
                "utredning-hemsjukvardsavtalet-konsult",
                "kalendarium-2025",
            },
        ),
        ("lgl", "2024-12-06", {"forandring-pa-hemmaplan"}, set()),
        (
            "vfr",
            "2024-12-10",
            {"vfr-rok-kvinnofrid-rekommendation"},
            {
                "vfr-hemsjukvardsavtalet-aterremiss",
                "utredning-hemsjukvardsavtalet",
                "utredning-hemsjukvardsavtalet-konsult",
                "hemsjukvardsavtalet-fortsatt-arbete",
            },
        ),
        ("samrad-halsa-vard-omsorg", "2024-12-01", {"lsg-2024-09-20-41"}, set()),
    ],
)
def test_what_waits_for_the_other_bodies(
    archive: Archive, body: str, day: str, due: set[str], listed: set[str]
) -> None:
    found = why(archive, plan(archive, body, day))
    assert {key for key, (is_due, _) in found.items() if is_due} == due
    assert {key for key, (is_due, _) in found.items() if not is_due} == listed


def test_taking_up_what_waits_is_one_change_of_the_new_meeting_only(archive: Archive) -> None:
    saved = archive.carry_out(fill(archive, NEXT))
    assert saved.subject == f"Möte {NEXT}: dagordning, 13 punkter"
    assert git(archive.root, "show", "--name-only", "--format=", "HEAD") == saved.path
    assert agenda(archive, NEXT) == [
        ("45", "Godkännande av dagordning"),
        ("46", "Föregående protokoll"),
        ("47", "Skriftlig information"),
        ("48", "Nulägesuppdatering från beredningarna"),
        ("49", "Uppföljning av samverkan"),
        ("50", "Skolchefsnätverkets platser och regionens representation"),
        (
            "51",
            "Hjälpmedelsrådets sammansättning, referensgrupp av förskrivare samt digital kommunikationsyta",
        ),
        ("52", "Länsöverenskommelse för svårt sjuka personer som vårdas i hemmet, exempelvis trakeostomi"),
        ("53", "Meddela representanter till länsrutinen för LifeCare SP"),
        ("54", "Ärenden till Samråd hälsa, vård och omsorg"),
        ("55", "Övriga frågor"),
        ("56", "Genomgång och sammanfattning av beslut"),
        ("57", "Nästa möte"),
    ]
    line = archive.get(NEXT).entries("items")[6]
    assert line["carried_from"] == [f"{LAST}#38a"]
    assert line["presenters"] == ["sofia-ogren"]
    assert line["why"] == "Inget beslut fattades (LSG 2024-09-20 § 38a)."
    assert not any(due for due, _ in why(archive, NEXT).values())
    assert not archive.check([saved.path])


def test_only_some_of_it(archive: Archive) -> None:
    archive.carry_out(fill(archive, NEXT, [f"{LAST}-34", f"{LAST}#38a"]))
    assert [key for key, _ in agenda(archive, NEXT)] == ["45", "46"]
    with pytest.raises(NotFound, match="38a"):
        fill(archive, NEXT, [f"{LAST}#38a"])
    with pytest.raises(Refused, match="ligger fast"):
        fill(archive, LAST)


def test_a_new_meeting_is_like_the_one_before(archive: Archive) -> None:
    saved = archive.carry_out(new_meeting(archive, "lchnv", "2024-12-13", {"end": "11:00"}, standing=True))
    assert saved.path == "records/meetings/lchnv/2024/2024-12-13/lchnv-2024-12-13.md"
    fields = archive.get(saved.id).fields
    assert (fields["start"], fields["end"], fields["mode"]) == ("09:30", "11:00", "in-person")
    assert str(fields["place"]).startswith("Näringslivets hus")
    lines = archive.get(saved.id).entries("items")
    assert [line["key"] for line in lines] == ["1", "2", "3", "4", "5"]
    assert lines[2]["carried_from"] == ["lchnv-2024-11-07"]
    assert "lchnv-2024-11-07" not in why(archive, saved.id)


def test_a_meeting_known_by_name_only_becomes_the_planned_one(archive: Archive) -> None:
    work = new_meeting(archive, "lgl", "2024-04-12", {"place": "Kalmar"})
    saved = archive.carry_out(work)
    assert (saved.id, saved.subject) == ("lgl-2024-04-12", "Möte lgl-2024-04-12: planerat")
    assert archive.get(saved.id).text("status") == "planned"


@pytest.mark.parametrize(
    ("body", "day", "error"),
    [
        ("lsg", "2024-11-15", Refused),
        ("lsg", "2024-13-01", WrongUse),
        ("lsg", "2024-12", WrongUse),
        ("umea", "2024-12-01", WrongUse),
        ("finns-inte", "2024-12-01", NotFound),
    ],
)
def test_a_meeting_that_cannot_be(archive: Archive, body: str, day: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        new_meeting(archive, body, day)


def test_what_refers_to_an_item_follows_it(archive: Archive) -> None:
    for title in ("Ett", "Två", "Tre"):
        archive.carry_out(add_item(archive, NEXT, {"title": title}))
    task = archive.carry_out(
        Work(
            (
                archive.draft(
                    "assignment",
                    {"title": "Följ", "status": "open", "given_by": f"{NEXT}#46"},
                    f"Se [[{NEXT}#46|punkten]] och [[{NEXT}#47]].\n",
                ),
            )
        )
    ).id
    saved = archive.carry_out(move_item(archive, NEXT, "46", "before", "45"))
    assert agenda(archive, NEXT) == [("45", "Två"), ("46", "Ett"), ("47", "Tre")]
    assert archive.get(task).text("given_by") == f"{NEXT}#45"
    assert archive.get(task).body == f"Se [[{NEXT}#45|punkten]] och [[{NEXT}#47]].\n"
    assert len(git(archive.root, "show", "--name-only", "--format=", saved.commit).split()) == 2
    with pytest.raises(Refused, match=task):
        remove_item(archive, NEXT, "45")
    archive.carry_out(move_item(archive, NEXT, "45", "under", "46"))
    assert [line["number"] for line in archive.get(NEXT).entries("items")] == ["45", "45 a", "46"]
    assert archive.get(task).text("given_by") == f"{NEXT}#45a"
    archive.carry_out(move_item(archive, NEXT, "45a", "out"))
    archive.carry_out(remove_item(archive, NEXT, "45"))
    assert agenda(archive, NEXT) == [("45", "Två"), ("46", "Tre")]
    assert archive.get(task).text("given_by") == f"{NEXT}#45"


def test_a_called_meeting_keeps_its_keys(archive: Archive) -> None:
    for title in ("Ett", "Två"):
        archive.carry_out(add_item(archive, NEXT, {"title": title, "kind": "decision", "minutes": "15"}))
    meeting = archive.get(NEXT)
    archive.save(Edit(NEXT, {**meeting.fields, "status": "called"}, meeting.etag))
    archive.carry_out(move_item(archive, NEXT, "46", "up"))
    archive.carry_out(add_item(archive, NEXT, {"title": "Under"}, parent="46"))
    assert agenda(archive, NEXT) == [("46", "Två"), ("46a", "Under"), ("45", "Ett")]
    with pytest.raises(Refused):
        renumber(archive, NEXT)
    with pytest.raises(Refused):
        move_item(archive, NEXT, "46", "up")


def test_putting_off(archive: Archive) -> None:
    later = plan(archive, "lsg", "2025-01-17")
    source = f"{LAST}-38b-2"
    saved = archive.carry_out(postpone(archive, NEXT, source, "next"))
    assert saved.subject == f"Beslut {source}: uppskjutet till 2025-01-17"
    assert archive.get(source).text("until") == later
    assert source not in why(archive, NEXT)
    assert source in why(archive, later)
    archive.carry_out(postpone(archive, NEXT, f"{LAST}#32c", "v8 2025"))
    assert f"{LAST}#32c" not in why(archive, NEXT)
    assert f"{LAST}#32c" not in why(archive, later)
    archive.carry_out(fill(archive, NEXT, [f"{LAST}#38a"]))
    archive.carry_out(postpone(archive, NEXT, "45", later))
    assert agenda(archive, NEXT) == []
    assert [line["carried_from"] for line in archive.get(later).entries("items")] == [[f"{LAST}#38a"]]
    held = archive.get(LAST)
    archive.save(Edit(LAST, {**held.fields, "status": "approved"}, held.etag))
    with pytest.raises(Refused, match="godkänt"):
        postpone(archive, NEXT, f"{LAST}#34", "2025-03-03")
    archive.carry_out(postpone(archive, NEXT, f"{LAST}#34", later))
    assert [line["carried_from"] for line in archive.get(later).entries("items")][1:] == [[f"{LAST}#34"]]
    with pytest.raises(Refused, match="varje möte"):
        postpone(archive, NEXT, f"{LAST}-34", "next")


def test_the_document_lists_all_that_the_sample_offers(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    shutil.copytree(root / "records", tmp_path / "records")
    init_repository(tmp_path)
    text = (root / "docs/agenda.md").read_text(encoding="utf-8").partition("## Example")[2]
    told = [
        [cell.strip() for cell in row.split("|")[1:4]]
        for row in text.splitlines()
        if row[:3] in ("| +", "| ?")
    ]
    with Archive.open(tmp_path, today=date(2024, 11, 8), cache_dir=tmp_path / "cache") as sample:
        sample.refresh()
        found = [one for one in waiting(sample, NEXT) if one.reason != "standing"]
    offered = [["+" if one.due else "?", str(one.reason), one.title] for one in found]
    assert told[-1][1] == "standing"
    assert len(told) == len(offered) + 1
    for (mark, reason, title), (due, kind, what) in zip(told, offered, strict=False):
        assert (mark, reason) == (due, kind)
        assert what.startswith(title)


def test_what_was_decided_since_waits_no_more_in_whatever_case(archive: Archive) -> None:
    """Matters of several cases, each put off at one meeting and decided at the next."""
    folder = archive.root / "records" / "several"
    folder.mkdir()
    cases = ["aspen", "bjorken", "cypressen"]
    meetings = {"first": "2024-08-20", "second": "2024-09-20", "third": "2024-12-10"}
    files = {
        name: f"type: meeting\nbody: lgl\ndate: {day}\nstatus: {'planned' if name == 'third' else 'approved'}\n"
        for name, day in meetings.items()
    }
    decision = "type: decision\nmeeting: {}\ncase: {}\ntitle: {}\noutcome: {}\n"
    for case in cases:
        files[case] = f"type: case\ntitle: {case}\nstatus: open\n"
        files[f"{case}-1"] = decision.format("first", case, case, "postponed")
        files[f"{case}-2"] = decision.format("second", case, case, "approved")
    for name, front in files.items():
        (folder / f"{name}.md").write_text(f"---\n{front}---\n", encoding="utf-8")
    archive.refresh()
    assert [one.title for one in waiting(archive, "third") if one.title in cases] == []
    (folder / "bjorken-2.md").unlink()
    archive.refresh()
    assert [one.title for one in waiting(archive, "third") if one.title in cases] == ["bjorken"]


def test_what_stands_in_a_field_is_no_question(archive: Archive) -> None:
    """Keys and bodies go into queries as they are, whatever signs somebody wrote."""
    folder = archive.root / "records" / "signs"
    folder.mkdir()
    files = {
        "none": "type: meeting\ndate: 2024-10-01\nstatus: drafted\n",
        "odd": "type: meeting\nbody: 'Nätverket (\"okänt'\ndate: 2024-10-02\nstatus: drafted\n",
        "nätverk (nytt)": "type: body\nname: Nätverket\nkind: network\n",
        "bracketed": "type: meeting\nbody: nätverk (nytt)\ndate: 2024-10-03\nstatus: planned\n",
        "earlier": "type: meeting\nbody: nätverk (nytt)\ndate: 2024-09-03\nstatus: drafted\n",
        "keys": 'type: meeting\nbody: lsg\ndate: 2024-12-20\nstatus: planned\nitems:\n  - {key: "6 a)", title: Sex}\n',
        "ruled": 'type: decision\nmeeting: keys\nitem: "6 a)"\ntitle: Beslut\noutcome: approved\n',
    }
    for name, front in files.items():
        (folder / f"{name}.md").write_text(f"---\n{front}---\n", encoding="utf-8")
    archive.refresh()
    for meeting in ("none", "odd"):
        record = archive.get(meeting)
        assert previous_to_approve(archive, record) is None
        assert next_meeting(archive, record) is None
        assert neighbour(archive, meeting, 1) == ""
    assert last_held(archive, archive.get("bracketed").text("body"), "2024-12-01") == archive.get("earlier")
    assert [one.reason for one in waiting(archive, "bracketed")] == ["minutes"]
    with pytest.raises(Refused, match="ruled"):
        remove_item(archive, "keys", "6 a)")
