"""Lines in the minutes that become decisions and assignments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tingsbok.actions import Edit
from tingsbok.acts.capturing import capture_lines
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.meetings import ItemParts
from tingsbok.meetings.capture import Captured, Reading, capture, has_lines, outcome_named

ITEMS = [
    ItemParts("38", "38", "Uppföljning", "decision", 0, 0, {}),
    ItemParts("38a", "", "Rådet", "decision", 1, 1, {}),
    ItemParts("39", "39", "Rutin", "decision", 0, 2, {}),
]
PEOPLE = {
    "Anna": ["anna-ek"],
    "RSS": ["rss-dalarna"],
    "Kommunerna": ["kommunerna"],
    "Bo": ["bo-ask", "bo-berg"],
}


def who(name: str) -> Sequence[str]:
    return PEOPLE.get(name, [])


def when(day: str) -> str:
    return "2024-10-10 är en torsdag" if day == "fredag 10 oktober" else ""


def read(text: str) -> Captured:
    return capture(text, ITEMS, Reading(who, when))


def test_lines_under_an_item_are_read_and_leave_the_text() -> None:
    found = read(
        "## 38 Uppföljning\n\nTvå frågor.\n\n### 38a Rådet\n\nDet sades mycket.\n\n"
        "BESLUT: att bordlägga frågan till\n  nästa möte\n\nUPPDRAG: Anna och RSS, ta fram underlag, senast 4/10\n\n"
        "Mötet gick vidare.\n\n## 39 Rutin\n\n- BESLUT (fastställa):\n- att följa rutinen\n- att RSS för ut\n  den\n"
    )
    assert [(d.item, d.outcome, d.clauses) for d in found.decisions] == [
        ("38a", "postponed", ("att bordlägga frågan till nästa möte",)),
        ("39", "established", ("att följa rutinen", "att RSS för ut den")),
    ]
    task = found.tasks[0]
    assert (task.item, task.title, task.assignees, task.due) == (
        "38a",
        "ta fram underlag",
        ("anna-ek", "rss-dalarna"),
        "4/10",
    )
    assert found.troubles == ()
    assert found.rest == (
        "## 38 Uppföljning\n\nTvå frågor.\n\n### 38a Rådet\n\nDet sades mycket.\n\nMötet gick vidare.\n\n## 39 Rutin\n"
    )


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("UPPDRAG: Anna, skriv, senast fredag 4 oktober.", ("skriv", ("anna-ek",), "fredag 4 oktober", ())),
        ("UPPDRAG: Anna, skriv, sänd och följ upp, rapport till RSS, till nästa möte", ("skriv, sänd och följ upp", ("anna-ek",), "nästa möte", ("rss-dalarna",))),
        ("UPPDRAG: Anna, skriv rutinen senast v46", ("skriv rutinen", ("anna-ek",), "v46", ())),
        ("UPPDRAG: skriv rutinen", ("skriv rutinen", (), "", ())),
        ("ASSIGNMENT: Anna and RSS, write it, by 4 October, report to Kommunerna", ("write it", ("anna-ek", "rss-dalarna"), "4 October", ("kommunerna",))),
    ],
)  # fmt: skip
def test_the_parts_of_a_task(line: str, read_as: tuple[object, ...]) -> None:
    task = read(f"## 39\n\n{line}\n").tasks[0]
    assert (task.title, task.assignees, task.due, task.report_to) == read_as


def test_every_member_can_be_given_a_task() -> None:
    task = read("## 39\n\nUPPDRAG: varje ledamot, fråga hemma, senast nästa möte").tasks[0]
    assert task.assign_all
    assert task.assignees == ()


def test_what_is_unclear_is_kept_as_words_and_named_with_its_line() -> None:
    found = read("## 39\n\nUPPDRAG: Anna och Bo och Zorro, skriv, senast fredag 10 oktober\n")
    task = found.tasks[0]
    assert (task.assignees, task.assignees_text) == (("anna-ek",), "Bo, Zorro")
    assert (task.due, task.due_text) == ("", "fredag 10 oktober")
    assert [(trouble.line, trouble.stops) for trouble in found.troubles] == [(3, False)] * 3
    assert "torsdag" in found.troubles[0].message
    assert "bo-ask, bo-berg" in found.troubles[1].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("BESLUT: att godkänna det\n\n## 39\n", 1),
        ("## 39\n\nBESLUT: att de tar hand om det\n", 3),
        ("## 39\n\nBESLUT (kanske): att godkänna det\n", 3),
        ("## 39\n\nBESLUT:\n", 3),
        ("## 39\n\nUPPDRAG: senast 4/10\n", 3),
        ("## 99 Okänd\n\nBESLUT: att godkänna det\n", 3),
    ],
)
def test_what_cannot_be_read_stays_in_the_text(text: str, line: int) -> None:
    found = read(text)
    assert (found.decisions, found.tasks) == ((), ())
    assert [(trouble.line, trouble.stops) for trouble in found.troubles] == [(line, True)]
    assert found.rest == text


def test_prose_and_code_are_no_lines() -> None:
    text = "## 39\n\nBeslut: att godkänna\nbeslutade BESLUT: x\n\n```\nBESLUT: att godkänna det\n```\n"
    assert not has_lines(text)
    assert read(text).rest == text
    assert has_lines("- **BESLUT:** att godkänna")


def test_an_outcome_is_named_by_key_verb_or_form() -> None:
    words = ("bordlägga", "postponed", "Ställa sig bakom", "bordlagt", "kanske")
    assert [outcome_named(word) for word in words] == ["postponed", "postponed", "endorsed", "postponed", ""]


def test_lines_of_a_meeting_become_records_in_one_change(demo: Path, tmp_path: Path) -> None:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        meeting = archive.get("lsg-2024-09-20")
        lines = (
            "BESLUT: att bordlägga frågan till mötet 13 december\n\nUPPDRAG: Hjälpmedelsrådet, arbeta vidare, senast 1/12\n\n"
            "UPPDRAG: Anna, fråga, senast fredag 10 oktober"
        )
        text = meeting.body.replace("Rådet fick två uppdrag", f"{lines}\n\nRådet fick två uppdrag")
        found = capture_lines(archive, Edit(meeting.id, meeting.fields, meeting.etag, text))
        assert [trouble.line for trouble in found.troubles] == [
            text[: text.index("UPPDRAG: Anna")].count("\n") + 1
        ] * 2
        saved = archive.carry_out(found.work)
        assert saved.subject == "Beslut lsg-2024-09-20-38a: 1 beslut och 2 uppdrag ur texten"
        assert archive.get(meeting.id).body == meeting.body
        decision = archive.get("lsg-2024-09-20-38a")
        assert (decision.text("outcome"), decision.text("until")) == ("postponed", "2024-12-13")
        task = archive.get("arbeta-vidare")
        assert (task.texts("assignees"), task.text("due"), task.text("given_by")) == (
            ["hjalpmedelsradet"],
            "2024-12-01",
            "lsg-2024-09-20#38a",
        )
        other = archive.get("fraga")
        assert (other.text("assignees_text"), other.text("due_text")) == ("Anna", "fredag 10 oktober")
        with pytest.raises(Refused):
            archive.carry_out(capture_lines(archive, Edit(meeting.id, meeting.fields, meeting.etag)).work)
