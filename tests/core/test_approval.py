"""From planned to approved: what each step asks for, what is locked then, and how it is corrected."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok.actions import Edit
from tingsbok.acts import approving
from tingsbok.archive import Archive
from tingsbok.errors import Refused, WrongUse
from tingsbok.meetings import meeting_parts
from tingsbok.meetings.approval import lacks, next_step
from tingsbok.meetings.locks import altered
from tingsbok.record import Record, parse_record

MEETING = """type: meeting
body: {body}
date: 2024-09-20
status: drafted
place: Umeå
chair: anna
adjusters: [bo]
attendance:
  - {{person: anna, role: chair, status: present}}
  - {{person: bo, role: member, status: present}}
items:
  - {{key: "1", number: "1", title: Strategi, kind: decision}}
  - {{key: "2", number: "2", title: Rapport, kind: information}}
"""
DECISION = "type: decision\nmeeting: m\nitem: '1'\ntitle: Strategin\noutcome: established\n"
TASK = "type: assignment\ntitle: Skriv\nassignees: [bo]\ngiven_by: m#2\n"
CLAUSE = "- att fastställa strategin\n\nBakgrund: remiss.\n"
BODY = "type: body\nname: Nämnden\nformality: {formality}\nmembers:\n  - {{person: anna, role: chair}}\n  - {{person: bo, role: member}}\n  - {{person: ceci, role: member}}\n"


def record(identity: str, front: str, text: str = "") -> Record:
    return parse_record(f"records/{identity}.md", f"---\n{front}---\n{text}".encode())


def codes(
    step: str,
    *,
    meeting: str = MEETING.format(body="b"),
    decision: str = DECISION,
    clause: str = CLAUSE,
    task: str = TASK,
    formality: str = "officials-network",
    on: str = "2024-09-25",
    text: str = "## 1 Strategi\n\nSagt.\n",
) -> list[str]:
    decisions = [record("m-1", decision, clause)] if decision else []
    parts = meeting_parts(record("m", meeting, text), decisions, [record("a", task)])
    body = record("b", BODY.format(formality=formality))
    return [lack.code for lack in lacks(parts, step, body, on=on)]


def without(line: str) -> str:
    text = MEETING.format(body="b")
    assert line in text
    return text.replace(line, "")


@pytest.mark.parametrize(
    ("step", "some", "expected"),
    [
        ("approved", {}, []),
        ("called", {"meeting": without("place: Umeå\n")}, ["place"]),
        ("called", {"meeting": without("place: Umeå\n") + "mode: digital\n"}, []),
        ("called", {"meeting": MEETING.format(body="b").partition("items:")[0]}, ["items"]),
        ("called", {"meeting": MEETING.format(body="b").replace("2024-09-20", "2024-09")}, ["date"]),
        ("held", {"on": "2024-09-19"}, ["future"]),
        ("held", {"meeting": MEETING.format(body="b").replace("present", "unknown")}, ["attendance"]),
        ("held", {"decision": ""}, []),
        ("drafted", {"decision": ""}, ["decision"]),
        ("drafted", {"decision": "", "meeting": MEETING.format(body="b").replace("kind: decision", "kind: decision, until: 2024-11-15")}, []),
        ("drafted", {"decision": DECISION.replace("outcome: established\n", "")}, ["outcome"]),
        ("drafted", {"clause": "Strategin är fastställd.\n"}, ["clause"]),
        ("drafted", {"decision": DECISION.replace("established", "postponed")}, ["until"]),
        ("drafted", {"decision": DECISION.replace("established", "postponed") + "until_text: nästa möte\n"}, []),
        ("drafted", {"task": TASK.replace("assignees: [bo]\n", "")}, ["assignees"]),
        ("drafted", {"task": TASK.replace("assignees: [bo]", "assign_all: true")}, []),
        ("drafted", {"text": ""}, ["text"]),
        ("approved", {"meeting": without("chair: anna\n")}, []),
        ("approved", {"meeting": without("chair: anna\n"), "formality": "political-council"}, ["chair"]),
        ("approved", {"formality": "board"}, []),
        ("approved", {"meeting": without("chair: anna\n"), "formality": "board"}, ["chair"]),
        ("approved", {"meeting": without("adjusters: [bo]\n"), "formality": "board"}, ["adjusters"]),
        ("approved", {"meeting": without("adjusters: [bo]\n")}, []),
        ("approved", {"formality": "board", "on": "2024-10-05"}, ["late"]),
        ("approved", {"formality": "board", "on": "2024-10-04"}, []),
        ("held", {"formality": "board", "meeting": MEETING.format(body="b").replace("role: member, status: present", "role: member, status: absent")}, ["quorum"]),
        ("held", {"formality": "board", "meeting": MEETING.format(body="b").replace("role: member, status: present", "role: member, status: unknown")}, ["attendance-unknown", "quorum"]),
        ("held", {"meeting": MEETING.format(body="b").replace("role: member, status: present", "role: member, status: unknown")}, []),
        ("held", {"formality": "board", "meeting": MEETING.format(body="b").replace("{person: bo, role: member, status: present", "{person: dan, role: substitute, stands_in_for: anna, status: present")}, ["quorum"]),
        ("held", {"formality": "board", "meeting": MEETING.format(body="b").replace("{person: bo, role: member", "{person: anna, role: member")}, ["quorum"]),
    ],
)  # fmt: skip
def test_what_a_step_lacks(step: str, some: dict[str, str], expected: list[str]) -> None:
    assert codes(step, **some) == expected


def test_only_what_is_late_does_not_stop_a_board() -> None:
    parts = meeting_parts(record("m", MEETING.format(body="b"), "x"), [record("m-1", DECISION, CLAUSE)], [])
    found = lacks(parts, "approved", record("b", BODY.format(formality="board")), on="2024-12-01")
    assert [(lack.code, lack.blocks) for lack in found] == [("late", False)]


@pytest.mark.parametrize(
    ("status", "following"),
    [("planned", "called"), ("drafted", "approved"), ("approved", "signed"), ("signed", ""), ("mentioned", ""), ("", "")],
)  # fmt: skip
def test_the_steps_follow_each_other(status: str, following: str) -> None:
    assert next_step(status) == following


CORRECTED = (
    "corrections:\n  - {date: 2024-10-10, reason: skrivfel, before: 'att fastställa strategin Bakgrund: remiss.', "
    "after: 'att anta strategin'}\n"
)


@pytest.mark.parametrize(
    ("front", "text", "expected"),
    [
        (DECISION, CLAUSE, ()),
        (DECISION + "case: c\nvalid_to: 2026\nsee_also: [x]\n", CLAUSE, ()),
        (DECISION, "- att fastställa\n  strategin\n\nBakgrund: remiss.", ()),
        (DECISION, "- att anta strategin\n", ("text",)),
        (DECISION.replace("established", "adopted").replace("Strategin", "Planen"), CLAUSE, ("title", "outcome")),
        (DECISION + CORRECTED, "- att anta strategin\n", ()),
        (DECISION + CORRECTED, "- att avslå strategin\n", ("text",)),
        (DECISION + CORRECTED.replace("skrivfel", "''"), "- att anta strategin\n", ("text",)),
        (DECISION + "dissent: Bo reserverar sig.\n", CLAUSE, ("dissent",)),
        (DECISION + "dissent: Bo reserverar sig.\n" + CORRECTED, CLAUSE, ("dissent",)),
        (DECISION + "dissent: Bo reserverar sig.\n" + CORRECTED.replace("'att anta strategin'", "'Reservation: Bo reserverar sig.'"), CLAUSE, ()),
    ],
)  # fmt: skip
def test_what_differs_from_what_was_approved(front: str, text: str, expected: tuple[str, ...]) -> None:
    before = record("m-1", DECISION, CLAUSE.replace("- att", "att"))
    assert altered(before, record("m-1", front, text.replace("- att", "att"))) == expected


def test_a_reservation_on_other_lines_is_the_same() -> None:
    before = record("m-1", DECISION + "dissent: Bo reserverar sig.\n", CLAUSE)
    after = record("m-1", DECISION + "dissent: |\n  Bo reserverar\n  sig.\n", CLAUSE)
    assert altered(before, after) == ()


def test_a_link_on_the_same_words_is_no_difference() -> None:
    before = record("m", MEETING.format(body="b"), "Om avtalet talades det.\n")
    after = record("m", MEETING.format(body="b"), "Om [[avtal-x#3|avtalet]] talades det.\n")
    assert altered(before, after) == ()


def test_a_new_id_is_no_difference() -> None:
    before = record("m", MEETING.format(body="b"), "Se [[bo]].\n")
    after = record(
        "m", MEETING.format(body="b").replace("bo,", "bo-ek,").replace("[bo]", "[bo-ek]"), "Se [[bo-ek]].\n"
    )
    assert altered(before, after) == ("adjusters", "attendance", "text")
    assert altered(before, after, lambda text: "bo-ek" if text == "bo" else text) == ()


# --- with an archive


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def log(archive: Archive, form: str) -> str:
    command = ["git", "-C", str(archive.root), "log", "-1", f"--format={form}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


APPROVED, LOCKED = "lgl-2024-01-26", "lgl-2024-01-26-3a"
DRAFT = "lchnv-2024-11-07"


def edit(archive: Archive, identity: str, text: str | None = None, **fields: str) -> Edit:
    found = archive.get(identity)
    return Edit(identity, {**found.fields, **fields}, found.etag, text)


def test_steps_are_commits_in_their_order(archive: Archive) -> None:
    with pytest.raises(Refused, match="planerat"):
        approving.advance(archive, "lsg-2024-11-15", "held")
    with pytest.raises(Refused, match="Dagordningen är tom"):
        approving.advance(archive, "lsg-2024-11-15", "called")
    with pytest.raises(Refused, match="redan utkast"):
        approving.advance(archive, DRAFT, "held")
    with pytest.raises(WrongUse):
        approving.advance(archive, DRAFT, "signed")
    work = approving.advance(archive, DRAFT, "approved", on="2024-11-29", adjusters=["anna-frodin"])
    archive.carry_out(work)
    assert log(archive, "%s") == f"Möte {DRAFT}: status utkast → godkänt 2024-11-29"
    assert log(archive, "%(trailers:key=Change,valueonly)") == "approve"
    found = archive.get(DRAFT)
    assert found.text("approved_date") == "2024-11-29"
    assert found.texts("adjusters") == ["anna-frodin"]
    assert approving.step(archive, DRAFT).to == ""


@pytest.mark.parametrize(
    ("identity", "text", "fields", "refused"),
    [
        (LOCKED, "- att något annat\n", {}, True),
        (LOCKED, None, {"title": "Annat"}, True),
        (LOCKED, None, {"outcome": "rejected"}, True),
        (LOCKED, None, {"valid_to": "2026-01-01", "note": "x"}, False),
        (APPROVED, "Annan text.\n", {}, True),
        (APPROVED, None, {"place": "Kalmar"}, True),
        (APPROVED, None, {"status": "drafted"}, True),
        (APPROVED, None, {"status": "signed"}, False),
        (DRAFT, "Annan text.\n", {}, False),
    ],
)
def test_words_of_approved_minutes_are_locked(
    archive: Archive, identity: str, text: str | None, fields: dict[str, str], *, refused: bool
) -> None:
    change = edit(archive, identity, text, **fields)
    if refused:
        with pytest.raises(Refused, match="godkänt") as caught:
            archive.save(change)
        assert "decision correct" in caught.value.remedy
    else:
        archive.save(change)


def test_no_other_way_around_the_lock(archive: Archive) -> None:
    with pytest.raises(Refused):
        archive.delete(LOCKED)
    oldest = archive.history(LOCKED)[-1].commit
    with pytest.raises(Refused):
        archive.undo(oldest)
    path = archive.root / archive.get(LOCKED).path
    path.write_text(path.read_text().replace("att ", "att inte "))
    archive.refresh()
    assert [outside.id for outside in archive.outside()] == [LOCKED]
    with pytest.raises(Refused, match="text"):
        archive.commit_outside()


def test_a_correction_shows_the_old_words(archive: Archive) -> None:
    old = archive.get(LOCKED)
    text = approving.with_clauses(old.body, ["att Jenny Gladh tar plats i gruppen"])
    with pytest.raises(WrongUse, match="skäl"):
        approving.correct(archive, LOCKED, text=text, reason=" ")
    with pytest.raises(WrongUse):
        approving.correct(archive, LOCKED, reason="skrivfel", text=old.body)
    with pytest.raises(Refused, match="inte låst"):
        approving.correct(archive, f"{DRAFT}-1", reason="skrivfel", text="- att annat")
    saved = archive.carry_out(
        approving.correct(archive, LOCKED, text=text, fields={"title": "Byte"}, reason="skrivfel i namnet")
    )
    assert saved.subject == f"Beslut {LOCKED}: rättat: skrivfel i namnet"
    assert log(archive, "%(trailers:key=Change,valueonly,separator=%x2C)") == "correct"
    assert log(archive, "%(trailers:key=Reason,valueonly,separator=%x2C)") == "skrivfel i namnet"
    found = archive.get(LOCKED)
    assert found.text("title") == "Byte"
    (entry,) = found.entries("corrections")
    assert str(entry["before"]).startswith("Rubrik: Byte av deltagare")
    assert "Patrik Glasbergs plats" in str(entry["before"])
    assert entry["date"] == "2024-11-08"
    assert archive.check([found.path]) == []
    archive.undo()
    assert archive.get(LOCKED).fields == old.fields


def test_a_correction_of_the_attendance_tells_coming_from_leaving(archive: Archive) -> None:
    held = archive.get(LOCKED).text("meeting")
    first, *others = archive.get(held).entries("attendance")
    lines = [{**first, "from_item": "3", "to_item": "4", "acting": "true"}, *others]
    archive.carry_out(approving.correct(archive, held, fields={"attendance": [*lines]}, reason="fel"))
    (entry,) = archive.get(held).entries("corrections")
    assert str(entry["after"]).endswith(", kom vid § 3, gick vid § 4, tillförordnad")
    assert "gick" not in str(entry["before"])


def test_the_check_compares_with_the_approval(archive: Archive) -> None:
    record = archive.get(LOCKED)
    assert [p for p in archive.check() if p.code in {"T120", "T121"}] == []
    path = archive.root / record.path
    path.write_text(
        path.read_text().replace("outcome: appointed", "outcome: noted").replace("- att ", "- att inte ", 1)
    )
    subprocess.run(["git", "-C", str(archive.root), "commit", "-qam", "Smyg"], check=True)
    archive.refresh()
    found = [(p.code, p.field, p.line) for p in archive.check([record.path])]
    assert found == [("T120", "outcome", 6), ("T120", "", 11)]
    path.write_text(path.read_text().replace("att inte", "att aldrig"))
    subprocess.run(["git", "-C", str(archive.root), "add", "-A"], check=True)
    assert {p.code for p in archive.check_staged()} == {"T120"}


def test_a_decision_that_came_after_the_approval_is_told(archive: Archive) -> None:
    fields = {"meeting": APPROVED, "item": "4", "title": "Nytt", "outcome": "noted"}
    saved = archive.create(archive.draft("decision", fields, "- att notera\n"))
    assert [(p.code, p.is_error) for p in archive.check([saved.path])] == [("T121", False)]


def test_the_last_minutes_are_approved_at_the_next_meeting(archive: Archive) -> None:
    fields = {"body": "lchnv", "date": "2024-12-06", "status": "planned"}
    item = {"key": "1", "number": "1", "title": "Föregående anteckningar", "kind": "procedural"}
    saved = archive.create(archive.draft("meeting", {**fields, "items": [item]}))
    work = approving.approve_previous(archive, saved.id, "1")
    done = archive.carry_out(work)
    assert done.id == DRAFT
    assert archive.get(DRAFT).text("approved_date") == "2024-12-06"
    (decision,) = archive.parts(saved.id).items[0].decisions
    assert decision.text("outcome") == "approved"
    assert "att godkänna protokollet från 2024-11-07" in decision.body
    assert log(archive, "%(trailers:key=Change,valueonly)") == "approve"
    with pytest.raises(Refused):
        approving.approve_previous(archive, saved.id, "1")


def test_an_edit_that_approves_is_an_approval(archive: Archive) -> None:
    archive.save(edit(archive, DRAFT, status="approved"))
    assert log(archive, "%(trailers:key=Change,valueonly)") == "approve"
    archive.undo()
    assert archive.get(DRAFT).text("status") == "drafted"


SAMPLE = Path(__file__).parent.parent.parent


def set_on_disk(root: Path, identity: str, old: str, new: str) -> None:
    path = next((root / "records").rglob(f"{identity}.md"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("identity", "status", "lacking"),
    [
        ("lsg-2024-09-20", "signed", []),
        ("lchnv-2024-11-07", "drafted", []),
        ("lchnv-2020-04-03", "approved", []),
        ("lgl-2024-01-26", "approved", ["place"]),
    ],
)
def test_the_meetings_of_the_sample_are_walked_to_their_approval(
    tmp_path: Path, identity: str, status: str, lacking: list[str]
) -> None:
    root = tmp_path / "ark"
    shutil.copytree(SAMPLE / "records", root / "records")
    shutil.copy(SAMPLE / "archive.toml", root)
    set_on_disk(root, identity, f"status: {status}\n", "status: planned\n")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Provet"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    with Archive.open(root, today=date(2024, 12, 1), cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        found = approving.step(archive, identity)
        assert [lack.code for lack in found.lacks] == lacking
        if lacking:
            archive.save(edit(archive, identity, place="Kalmar"))
        for step in ("called", "held", "drafted", "approved"):
            archive.carry_out(approving.advance(archive, identity, step))
        assert archive.get(identity).text("status") == "approved"
        changes = [revision.kind for revision in archive.history(identity, limit=4)]
        assert changes == ["approve", "edit", "edit", "edit"]
        assert [p for p in archive.check([archive.get(identity).path]) if p.code == "T120"] == []


def test_a_step_is_told_without_a_day_that_nobody_named(archive: Archive) -> None:
    earlier = archive.get(DRAFT)
    archive.save(Edit(DRAFT, {**earlier.fields, "status": "called"}, earlier.etag))
    assert approving.advance(archive, DRAFT, "held").summary == "status kallat → hållet"
    assert approving.advance(archive, DRAFT, "held", on="2024-11-08").summary.endswith("hållet 2024-11-08")
