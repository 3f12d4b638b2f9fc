"""Assignments: giving them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driver import git
from tingsbok.acts.assigning import (
    Task,
    assign,
    drop,
    finish,
    reassign,
    report,
    responsible,
    short_title,
    task_draft,
)
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, Refused, TingsbokError, WrongUse
from tingsbok.followup.answers import answers

LSG39 = "lsg-2024-09-20#39"
LIFECARE = "representanter-lifecare-sp"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def test_a_task_is_one_record_with_its_case_and_day(archive: Archive) -> None:
    task = Task(
        "Utse en representant var till länsrutin LifeCare SP",
        "lsg-2024-09-20# 39 ",
        ("kommunerna-vasterbotten", "region-vasterbotten"),
        due="fredag 4/10",
        report_to=("gunilla-larsson",),
        text="Båda namnen.",
    )
    saved = archive.carry_out(assign(archive, task))
    assert saved.subject == "Uppdrag utse-en-representant: Utse en representant var till länsrutin…"
    assert saved.path == "records/assignments/lsg/2024/utse-en-representant.md"
    record = archive.get(saved.id)
    assert record.fields == {
        "type": "assignment",
        "title": task.title,
        "assignees": ["kommunerna-vasterbotten", "region-vasterbotten"],
        "given_by": LSG39,
        "case": "lifecare-sp",
        "due": "2024-10-04",
        "report_to": ["gunilla-larsson"],
        "status": "open",
    }
    assert record.body == "Båda namnen.\n"
    assert [
        item.key
        for item in archive.parts("lsg-2024-09-20").items
        if record.id in {a.id for a in item.assignments}
    ] == ["39"]


@pytest.mark.parametrize(
    ("due", "field", "value"),
    [
        ("nästa möte", "due", "lsg-2024-11-15"),
        ("241115", "due", "lsg-2024-11-15"),
        ("dec", "due", "2024-12"),
        ("hösten 2025", "due_text", "hösten 2025"),
        ("", "due", ""),
    ],
)
def test_when_it_is_due_is_read_from_the_meeting(archive: Archive, due: str, field: str, value: str) -> None:
    draft = task_draft(archive, Task("Gör det", LSG39, due=due))
    assert draft.fields.get(field, "") == value


@pytest.mark.parametrize(
    ("task", "refusal", "words"),
    [
        (Task(" ", LSG39), WrongUse, "vad som ska göras"),
        (Task("x", "lsg-2024-09-20#99"), NotFound, "99"),
        (Task("x", "umea"), WrongUse, "varken"),
        (Task("x", LSG39, due="fredag 10 oktober"), WrongUse, "torsdag"),
    ],
)
def test_what_is_no_task_is_refused(
    archive: Archive, task: Task, refusal: type[TingsbokError], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        assign(archive, task)


def test_the_same_words_twice_get_ids_of_their_own(archive: Archive) -> None:
    first = task_draft(archive, Task("Återkomma med förslag", LSG39))
    second = task_draft(archive, Task("Återkomma med förslag", LSG39), besides=[first.id])
    assert (first.id, second.id) == ("aterkomma-med-forslag", "aterkomma-med-forslag-2")
    assert second.path.endswith("2024/aterkomma-med-forslag-2.md")
    assert short_title("Utse en representant var till rådet") == "Utse en representant"
    assert short_title("Hemsjukvårdsavtalsförhandlingarna förs vidare") == "Hemsjukvårdsavtalsförhandlingarna"


def test_each_party_reports_and_then_it_is_done(archive: Archive) -> None:
    archive.carry_out(report(archive, LIFECARE, "Anna Ek", by="region-vasterbotten", made="2024-10-03"))
    found = {answer.party: answer for answer in answers(archive.get(LIFECARE))}
    assert found["region-vasterbotten"].note == "Anna Ek"
    assert found["kommunerna-vasterbotten"].made == ""
    work = report(archive, LIFECARE, "Bo Ask", by="kommunerna-vasterbotten", done=True)
    assert ": klart, rapport från Kommunerna:" in archive.carry_out(work).subject
    assert archive.get(LIFECARE).text("status") == "done"
    assert archive.get(LIFECARE).entries("reports")[0]["made"] == "2024-10-03"
    with pytest.raises(Refused, match="redan avslutat"):
        finish(archive, LIFECARE)


def test_a_promised_report_is_the_one_that_came(archive: Archive) -> None:
    archive.carry_out(report(archive, "mini-maria-delrapporter", "går bra", made="2024-12-04"))
    reports = archive.get("mini-maria-delrapporter").entries("reports")
    assert len(reports) == 4
    assert reports[0] == {
        "due": "2024-12",
        "by": "carina-wadas",
        "made": "2024-12-04",
        "note": "Delrapport 1 av 4; går bra",
    }
    assert answers(archive.get("mini-maria-delrapporter"))[0].promised == "2025-02"
    assert git(archive.root, "show", "--stat", "--format=", "HEAD").count("|") == 1


def test_it_can_be_dropped_or_given_to_others(archive: Archive) -> None:
    archive.carry_out(reassign(archive, "forandring-pa-hemmaplan", ["kalmar", "nybro"]))
    record = archive.get("forandring-pa-hemmaplan")
    assert record.texts("assignees") == ["kalmar", "nybro"]
    assert "assign_all" not in record.fields
    assert archive.carry_out(drop(archive, record.id, "behövs inte")).subject.endswith("struket, behövs inte")
    assert archive.get(record.id).text("status") == "dropped"


def test_every_member_is_responsible_for_what_all_shall_do(archive: Archive) -> None:
    people = responsible(archive, archive.get("forandring-pa-hemmaplan"))
    assert "anna-hasselbom-trofast" in people
    assert len(people) > 20
    assert responsible(archive, archive.get(LIFECARE)) == ["kommunerna-vasterbotten", "region-vasterbotten"]
