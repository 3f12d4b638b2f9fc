"""The proof-reader of records: findings in fields and text, acceptance, and putting right in one commit."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tingsbok.actions import Edit, Work
from tingsbok.acts.proofreading import accept, certain, chosen, mend
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.problems import Problem
from tingsbok.proofreading import Context, Known, Names
from tingsbok.proofreading.rules import read_record
from tingsbok.record import Record, parse_record

AGREEMENT = b"---\ntype: agreement\ntitle: A\nvalid_to: 2023\n---\n"


def record(fields: str, body: str = "") -> Record:
    return parse_record("records/m.md", f"---\n{fields}---\n{body}".encode())


def found(fields: str, body: str = "", **context: object) -> list[tuple[str, str, str]]:
    one = record(fields, body)
    knowledge = Context(**context).of(one)  # type: ignore[arg-type]
    return [(p.code, p.field, p.words) for p in read_record(one, knowledge)]


MEETING = "type: meeting\nbody: vr\ndate: 2024-03-15\nstatus: held\n"


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        (MEETING, "Nästa möte torsdag 19 april.\n", [("T203", "", "torsdag 19 april")]),
        (MEETING, "```\ntorsdag 19 april\n```\n", []),
        (MEETING + "next_meeting_text: torsdag 19 april\n", "", [("T203", "next_meeting_text", "torsdag 19 april")]),
        (MEETING + "start: 13:00\nend: 12:00\n", "", [("T209", "end", "12:00")]),
        (MEETING + "start: 09:30\nend: 12:00\n", "", []),
        (MEETING + "start: eftermiddag\nend: 12:00\n", "", []),
        (MEETING + "minutes_date: 2024-03-01\n", "", [("T216", "minutes_date", "2024-03-01")]),
        (MEETING + "attendance:\n  - {person: bo, status: present}\n  - {person: bo, status: present}\n", "", [("T211", "attendance.1", "bo")]),
        (MEETING + "attendance:\n  - {person: bo, status: present, to_item: 2}\n  - {person: bo, status: present, from_item: 3}\n", "", []),
        (MEETING + "adjusters: [bo, eva, bo]\n", "", [("T211", "adjusters.2", "bo")]),
        (MEETING + "attendance:\n  - {person: bo, status: absent}\nitems:\n  - {key: '1', title: A, presenters: [eva, bo]}\n", "", [("T212", "items.0.presenters.1", "bo")]),
        (MEETING + "items:\n  - {key: '1', number: § 1, title: A}\n  - {key: '3', number: § 3, title: B}\n", "", [("T215", "items.1.number", "§ 3")]),
        (MEETING + "items:\n  - {key: a, number: 4 a), title: A}\n  - {key: b, number: 4 a), title: B}\n", "", [("T215", "items.1.number", "4 a)")]),
        (MEETING + "items:\n  - {key: '1', title: A}\n", "Se § 7.\n", [("T322", "", "Se § 7")]),
        (MEETING + "papers:\n  - {label: Bil 2, title: A}\n", "Enligt Bil 2, 3 och Bilaga 4.\n", [("T321", "", "Bil 2, 3"), ("T321", "", "Bilaga 4")]),
        ("type: decision\ntitle: A\noutcome: postponed\n", "", [("T313", "outcome", "postponed")]),
        ("type: decision\ntitle: A\noutcome: postponed\nuntil: 2024-05-01\n", "", []),
        ("type: assignment\ntitle: A\n", "", [("T311", "assignees", "A"), ("T312", "due", "A")]),
        ("type: assignment\ntitle: A\nstatus: done\n", "", []),
        ("type: agreement\ntitle: A\ncost:\n  total: 10\n  shares:\n    - {for: a, amount: 6}\n    - {for: b, amount: 5}\n", "", [("T207", "cost.total", "10")]),
        ("type: agreement\ntitle: A\ncost:\n  total: 10\n  shares:\n    - {for: a, amount: 1e99999999}\n    - {for: b, amount: 5}\n", "", []),
        ("type: agreement\ntitle: A\ncost:\n  total: 10\n  shares:\n    - {for: a, amount: nan}\n    - {for: b, amount: 5}\n", "", []),
        ("type: agreement\ntitle: A\nratifications:\n  - {party: a, status: adopted, wording: other}\n", "", [("T330", "ratifications.0.wording", "a")]),
        (MEETING, "Arbetet följer [[avtal|avtalet]]. Tidigare gällde [[avtal]].\n", [("T331", "", "[[avtal|avtalet]]")]),
        (MEETING, "Arbetet följer [[Avtal]].\n", [("T331", "", "[[Avtal]]")]),
        ("date: [\n", "", []),
    ],
)  # fmt: skip
def test_each_fault_of_a_record_is_found(
    fields: str, body: str, expected: list[tuple[str, str, str]]
) -> None:
    agreement = parse_record("records/avtal.md", AGREEMENT)
    assert found(fields, body, resolve=lambda text: {"avtal": agreement}.get(text.lower())) == expected


def test_a_meeting_that_the_archive_does_not_know() -> None:
    bodies, meetings = Names([Known("Vårdrådet", "vr")]), {"vr": frozenset({"2024-01-05", "2024-02-02"})}
    body = "På Vårdrådets möte 20240209 sades det, på Vårdrådets möte den 2 februari 2024 också, 1999-01-01 inte.\n"
    assert found(MEETING, body, bodies=bodies, meetings=meetings) == [("T320", "", "20240209")]


def test_items_for_decision_want_a_decision_in_them_or_in_their_parts() -> None:
    items = "items:\n  - {key: '1', kind: decision, title: A}\n  - {key: '2', kind: decision, title: B}\n  - {key: 2a, parent: '2', kind: decision, title: C}\n"
    decided = lambda _: frozenset({"1"})  # noqa: E731
    assert found(MEETING + items, decided=decided) == [("T310", "items.2", "2a")]
    assert found(MEETING.replace("held", "planned") + items, decided=decided) == []


def test_what_is_accepted_is_silent_until_the_words_change() -> None:
    accepted = MEETING + "accepted:\n  - {code: T203, text: torsdag 19 april, reason: så står det}\n"
    assert found(accepted, "Möte torsdag  19\napril.\n") == []
    assert found(accepted, "Möte torsdag 26 april.\n") == [("T203", "", "torsdag 26 april")]


def test_ten_thousand_names_are_looked_through_at_once() -> None:
    import time

    people = Names(
        Known(f"Anna{chr(97 + n % 26)} Ek{chr(97 + n // 26 % 26)}ström{n}", str(n)) for n in range(10_000)
    )
    text = "\n".join(f"Annaa Ekaström{chr(97 + n % 26)} talade." for n in range(50))
    list(people.near("värm upp"))
    began = time.process_time()
    found(MEETING, text, people=people)
    assert time.process_time() - began < 1


# --- in the example archive


@pytest.fixture
def archive(demo: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=demo.parent / "cache") as opened:
        opened.refresh()
        yield opened


PATH = "records/meetings/lsg/2024/2024-09-20/lsg-2024-09-20.md"


def findings(archive: Archive, code: str) -> list[Problem]:
    return [p for p in archive.check([PATH]) if p.code == code]


def count(archive: Archive) -> int:
    words = ["git", "-C", str(archive.root), "rev-list", "--count", "HEAD"]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def test_the_example_shows_its_findings(archive: Archive) -> None:
    shown = {(p.code, p.words) for p in archive.check() if "T2" <= p.code < "T3"}
    assert shown >= {("T203", "fredag 10 oktober"), ("T204", "24/11/2024"), ("T214", "Länsamverkansgruppen")}
    assert [p.words for p in archive.check() if p.code == "T310"] == ["38a"]


def test_a_review_of_no_record_is_not_one_of_all(archive: Archive) -> None:
    assert archive.check()
    assert archive.review([]) == []


def test_a_finding_is_mended_as_one_change(archive: Archive) -> None:
    before = count(archive)
    problem = findings(archive, "T203")[0]
    saved = archive.carry_out(mend(archive, chosen([problem], {"T203": 1})))
    assert saved.subject == 'Möte lsg-2024-09-20: rättat "fredag 10 oktober" → "torsdag 10 oktober"'
    assert "samlas torsdag 10 oktober." in archive.get("lsg-2024-09-20").body
    assert count(archive) == before + 1
    assert findings(archive, "T203") == []
    with pytest.raises(Refused, match="fredag 10 oktober"):
        mend(archive, chosen([problem], {"T203": 1}))


def test_certain_mends_change_text_and_titles_alike(archive: Archive) -> None:
    work = mend(archive, certain(archive.check([PATH])))
    archive.carry_out(work)
    record = archive.get("lsg-2024-09-20")
    assert "### 38b Länssamverkansgruppens" in record.body
    assert any(
        item["title"] == "Länssamverkansgruppens sammansättning och tydliggörande av funktioner"
        for item in record.entries("items")
    )
    assert any("Länsamverkansgruppen" in note for note in record.texts("notes")), (
        "notes quote what stood there"
    )
    assert [p.code for p in archive.check([PATH])] == ["T310", "T203"]


def test_a_line_too_many_is_taken_out_of_its_list(archive: Archive) -> None:
    meeting = archive.get("lsg-2024-09-20")
    lines = [{"person": "john-olsson", "status": "absent"}] * 2
    archive.save(Edit(meeting.id, {**meeting.fields, "attendance": lines}, meeting.etag))  # type: ignore[dict-item]
    found_now = findings(archive, "T211")
    archive.carry_out(mend(archive, certain(found_now)))
    assert archive.get(meeting.id).entries("attendance") == [{"person": "john-olsson", "status": "absent"}]


def test_a_finding_is_accepted_with_a_reason(archive: Archive) -> None:
    problem = findings(archive, "T203")[0]
    with pytest.raises(WrongUse):
        accept(archive, [problem], " ")
    saved = archive.carry_out(accept(archive, [problem], "så står det i originalet"))
    assert "godtaget T203" in saved.subject
    assert findings(archive, "T203") == []


def test_an_accepted_finding_about_a_record_stays_so_when_that_gets_another_id(archive: Archive) -> None:
    agreement = archive.get("rok-kvinnofrid")
    lines = agreement.entries("ratifications")
    lines[0] |= {"party": "avesta", "status": "adopted", "wording": "other"}
    archive.save(Edit(agreement.id, {**agreement.fields, "ratifications": [*lines]}, agreement.etag))
    problem = next(one for one in archive.check([agreement.path]) if one.code == "T330")
    archive.carry_out(accept(archive, [problem], "samma innebörd"))
    archive.rename("avesta", "avesta-kommun")
    assert "T330" not in [one.code for one in archive.check([agreement.path])]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"attendance": [{"person": "bo", "status": "present"}, {"person": "bo-lind", "status": "present"}]}, ["T211"]),
        ({"adjusters": ["bo-lind", "bo"]}, ["T211"]),
        (
            {
                "attendance": [{"person": "bo", "status": "absent"}],
                "items": [{"key": "1", "title": "A", "presenters": ["bo-lind"]}],
            },
            ["T212"],
        ),
    ],
)  # fmt: skip
def test_a_person_is_the_same_under_a_former_id(
    archive: Archive, fields: dict[str, Value], expected: list[str]
) -> None:
    archive.carry_out(Work((archive.draft("person", {"name": "Bo Lind", "aliases": ["bo"]}),)))
    meeting = archive.draft("meeting", {"body": "lsg", "date": "2024-03-15", "status": "held", **fields})
    saved = archive.carry_out(Work((meeting,)))
    assert [one.code for one in archive.check([saved.path]) if one.code[:3] == "T21"] == expected


def test_wrong_choices_are_refused(archive: Archive) -> None:
    with pytest.raises(NotFound):
        chosen(findings(archive, "T203"), {"T203": 3})
    with pytest.raises(Refused):
        mend(archive, [])
    with pytest.raises(Refused):
        accept(archive, [Problem("T101", findings(archive, "T203")[0].severity, PATH, "x")], "y")


def test_approved_words_are_corrected_with_a_reason(archive: Archive) -> None:
    meeting = archive.get("lsg-2024-09-20")
    from tingsbok.actions import ChangeKind, Edit

    archive.save(Edit(meeting.id, {**meeting.fields, "status": "approved"}, meeting.etag))
    work = mend(archive, chosen(findings(archive, "T203"), {"T203": 1}), reason="fel veckodag")
    assert work.kind is ChangeKind.CORRECT
    archive.carry_out(work)
    correction = archive.get(meeting.id).entries("corrections")[-1]
    assert correction["reason"] == "fel veckodag"
    assert "fredag 10 oktober" in str(correction["before"])
