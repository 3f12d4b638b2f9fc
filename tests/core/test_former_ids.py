"""References under an id that a record no longer has: every question is answered as if they had the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driver import DAY, git
from tingsbok.actions import Edit, Work
from tingsbok.acts.agenda_items import add_item, move_item
from tingsbok.acts.assigning import Task, assign
from tingsbok.acts.attendance import expected
from tingsbok.acts.deciding import Ruling, decide
from tingsbok.acts.items import place
from tingsbok.acts.naming import Circle, who
from tingsbok.archive import Archive
from tingsbok.exporting import files
from tingsbok.exporting.to_markdown import to_markdown
from tingsbok.meetings.seating import places_on
from tingsbok.questions import statistics
from tingsbok.questions.adoption import matrix_of
from tingsbok.questions.calendar import period
from tingsbok.questions.costs import cost_of
from tingsbok.questions.inforce import conditions, in_force
from tingsbok.questions.mine import mine
from tingsbok.questions.outlook import outlook
from tingsbok.questions.waiting import waiting
from tingsbok.steps import COMING

TODAY = "2024-11-08"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=DAY, cache_dir=tmp_path / "cache") as opened:
        git(demo, "config", "user.name", "John Olsson")
        opened.refresh()
        yield opened


def ids(archive: Archive, query: str) -> list[str]:
    return [archive.current_id(row.id) for row in archive.listing(query).page(0, 1000)]


def answers(archive: Archive, body: str) -> dict[str, object]:
    """What every question that compares ids answers, each part by itself."""
    coming = ids(archive, f"type:meeting status:{','.join(COMING)}")
    shared = ids(archive, "(type:agreement OR type:decision) cost.shares:*")
    asked = ids(archive, "(type:agreement OR type:decision) ratifications:*")
    meetings = ids(archive, "type:meeting status:held,drafted,approved,signed")
    found = period(archive, "2023-01-01", "2026-12-31", body=body)
    return {
        "due": archive.due(400, body=body),
        "in force": in_force(archive, TODAY, ended=True),
        "of one body": in_force(archive, TODAY, body=body),
        "conditions": conditions(archive, body=body),
        "awaited": outlook(archive, body=body).awaited,
        "calendar": [*found.happenings, *found.collisions],
        "attendance": statistics.attendance(archive, body=body),
        "outcomes": statistics.outcomes(archive),
        "spans": statistics.adoptions(archive),
        "matrices": [matrix_of(archive, one).adoption for one in asked],
        "costs": [cost_of(archive, one).division for one in shared],
        "agendas": [waiting(archive, one) for one in coming],
        "cases": [event for one in ids(archive, "type:case") for event in archive.timeline(one)],
        "lists": [(one.person, one.party) for each in meetings for one in expected(archive, each).lines],
        "own": mine(archive, archive.due(400)),
        "seats": [
            (one.party, one.number, one.member and one.member.person, one.since)
            for one in places_on(archive.current(archive.get(body)), TODAY)
        ],
        "parts": [
            (item.key, one.id)
            for each in meetings
            for item in archive.parts(each).items
            for one in (*item.decisions, *item.assignments)
        ],
    }


def told(found: object, new: str, old: str) -> list[str]:
    """An answer part by part, in no order, with the old id again."""
    parts = found if isinstance(found, (list, tuple)) else [found]
    return sorted(re.sub(rf"\b{re.escape(new)}\b", old, repr(part)) for part in parts)


def rename_alone(archive: Archive, identity: str, new: str, *, besides: str = "") -> None:
    """Give a record a new id; all that refer to it, but for the one in *besides*, keep the old one."""
    archive.rename(identity, new)
    changed = git(archive.root, "show", "--no-renames", "--name-only", "--format=", "HEAD").split()
    others = [path for path in changed if Path(path).stem not in (identity, new, besides)]
    assert others
    git(archive.root, "checkout", "-q", "HEAD~1", "--", *others)
    git(archive.root, "commit", "-qm", "Det gamla id:t står kvar")
    archive.refresh()


@pytest.mark.parametrize(
    "identity",
    [
        *("lsg", "john-olsson", "avesta", "rok-kvinnofrid", "hjalpmedelshandboken"),
        *("lsg-2024-09-20", "lsg-2024-09-20-34"),
    ],
)
def test_questions_are_answered_as_before_when_references_keep_the_old_id(
    archive: Archive, identity: str
) -> None:
    body = "lsg"
    before = answers(archive, body)
    new = f"{identity}.x"
    rename_alone(archive, identity, new)
    for question, found in answers(archive, body).items():
        now, then = (told(one, new, identity) for one in (found, before[question]))
        assert now == then, question


def test_a_body_may_be_asked_for_by_its_former_id(archive: Archive) -> None:
    before = {question: told(found, "lsg.x", "lsg") for question, found in answers(archive, "lsg").items()}
    archive.rename("lsg", "lsg.x")
    for question, found in answers(archive, "lsg").items():
        assert told(found, "lsg.x", "lsg") == before[question], question


@pytest.mark.parametrize("besides", ["", "lchnv"])
def test_papers_know_a_party_by_its_former_id(archive: Archive, besides: str) -> None:
    def papers(party: str) -> list[str]:
        extract = files.compose(archive, "lchnv-2024-11-07", "extract", party=party)
        one = files.compose(archive, "lchnv-2024-11-07-4d", "extract")
        return [to_markdown(doc) for doc in (files.compose(archive, "lchnv-2024-11-07"), extract, one)]

    before = papers("hedemora")
    assert "Undersök läget för RÖK Kvinnofrid" in before[1]
    rename_alone(archive, "hedemora", "hedemoras-kommun", besides=besides)
    assert papers("hedemoras-kommun") == before


def test_names_mean_those_whom_the_body_lists_by_a_former_id(archive: Archive) -> None:
    rename_alone(archive, "kommunerna-vasterbotten", "vasterbottens-kommuner")
    circle = Circle.of(archive, archive.get("lsg-2024-09-20"))
    assert who(archive, circle, "Kommunerna") == "vasterbottens-kommuner"


def test_what_refers_to_an_item_under_the_meetings_former_id_follows_it(archive: Archive) -> None:
    meeting = "lsg-2024-11-15"
    for title in ("Ett", "Två"):
        archive.carry_out(add_item(archive, meeting, {"title": title}))
    task = assign(archive, Task("Följ", f"{meeting}#46", ("john-olsson",), text=f"Se [[{meeting}#46]]."))
    decision = archive.draft(
        "decision", {"meeting": meeting, "item": "46", "title": "Två", "outcome": "noted"}
    )
    archive.carry_out(Work((*task.changes, decision)))
    rename_alone(archive, meeting, "lsg.x")
    archive.carry_out(move_item(archive, "lsg.x", "46", "before", "45"))
    followed = archive.get(task.changes[0].id)
    assert followed.text("given_by") == f"{meeting}#45"
    assert followed.body == f"Se [[{meeting}#45]].\n"
    assert archive.get(decision.id).text("item") == "45"


def test_a_party_is_asked_once_whichever_of_its_ids_is_written(archive: Archive) -> None:
    rename_alone(archive, "avesta", "avesta-kommun", besides="rok-kvinnofrid")
    where = place(archive, "lchnv-2024-11-07", "4d")
    fields = {
        "outcome": "recommended",
        "agreement": "rok-kvinnofrid",
        "recommends_to": ["avesta", "avesta-kommun"],
    }
    archive.carry_out(decide(archive, where, [Ruling(fields, ("att x",))]).work)
    lines = archive.get("rok-kvinnofrid").entries("ratifications")
    assert [line["party"] for line in lines].count("avesta-kommun") == 1
    assert "avesta" not in [line["party"] for line in lines]


def test_a_party_that_answers_under_its_former_id_is_a_party(archive: Archive) -> None:
    archive.rename("avesta", "avesta-kommun")
    record = archive.get("rok-kvinnofrid")
    lines = record.entries("ratifications")
    for line in lines:
        if line["party"] == "avesta-kommun":
            line["party"] = "avesta"
    archive.save(Edit(record.id, {**record.fields, "ratifications": [*lines]}, record.etag))
    found = matrix_of(archive, "rok-kvinnofrid").adoption
    assert all(stance.counts for stance in found.stances)
    stance = found.stance("avesta-kommun")
    assert stance
    assert stance.status == "adopted"
