"""Playing a history: how records looked at the time, and what each act brings along."""

from __future__ import annotations

import pytest

from tingsbok import resources
from tingsbok.demo.acts import Stage, Story, Telling
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

FOLDERS = {
    "body": "bodies",
    "person": "people/a",
    "meeting": "meetings/x/2024",
    "decision": "meetings/x/2024",
}


@pytest.fixture(scope="module")
def schemas() -> SchemaSet:
    return SchemaSet.load([resources.schemas_dir()])


def record(identity: str, front: str, folder: str = "", body: str = "Text.\n") -> Record:
    kind = front.partition("\n")[0]
    raw = f"---\ntype: {front}---\n{body}".encode()
    return parse_record(f"records/{folder or FOLDERS.get(kind, 'else')}/{identity}.md", raw)


BODY = record("x", "body\nname: X # as written\nmembers:\n  - {person: a}\n  - {person: b, to: 2024}\n")
MEETING = record(
    "m", 'meeting\nbody: x\ndate: 2024-05-02\nstatus: approved\nitems:\n  - key: "1"\n    title: One\n'
)


@pytest.mark.parametrize(
    ("stage", "front", "body"),
    [
        ({}, "name: X # as written\nmembers:\n  - {person: a}\n  - {person: b, to: 2024}\n", "Text.\n"),
        ({"text": False}, "name: X # as written\nmembers:\n  - {person: a}\n  - {person: b, to: 2024}\n", ""),
        ({"only": ["type", "name"]}, "name: X # as written\n", "Text.\n"),
        ({"drop": ["members"]}, "name: X # as written\n", "Text.\n"),
        (
            {"drop": ["members.0", "members.0.to"]},
            "name: X # as written\nmembers:\n  - {person: b}\n",
            "Text.\n",
        ),
        ({"drop": ["members"], "set": {"name": "Z"}}, "name: Z # as written\n", "Text.\n"),
        ({"only": ["type"], "set": {"kind": "z"}}, "kind: z\n", "Text.\n"),
    ],
)
def test_stage(schemas: SchemaSet, stage: dict[str, object], front: str, body: str) -> None:
    then = Stage.read(stage).of(BODY, schemas)
    assert then.raw.decode() == f"---\ntype: body\n{front}---\n{body}"
    assert (then.id, then.path) == (BODY.id, BODY.path)


def told(
    schemas: SchemaSet, sample: list[Record], acts: str, head: str = "absent = []\n[stages]\n"
) -> list[list[str]]:
    """The ids that each act writes; acts are told without what they all have in common."""
    common = "by = 'k'\nchange = 'edit'\n"
    first = "[authors]\nk = 'K Exempel'\n[founding]\nwhen = 2024-01-01T08:00:00Z\nby = 'k'\nmessage = 'M'\n"
    text = head + first + acts.replace("[[acts]]\n", f"[[acts]]\n{common}")
    telling = Telling(Story.read(text), {r.id: r for r in sample}, schemas)
    return [[after.id for _, after in parts] for _, parts in telling.acts()]


def act(records: str, more: str = "", year: int = 2024) -> str:
    return f"[[acts]]\nwhen = {year}-05-02T10:00:00+02:00\nrecords = [{records}]\n{more}"


A, B = record("a", "person\nname: A\n"), record("b", "person\nname: B\n")


def test_an_act_brings_what_it_refers_to(schemas: SchemaSet) -> None:
    assert told(schemas, [A, B, BODY], act("'bodies/x'")) == [["x", "a", "b"]]


def test_an_act_names_its_first_record_first(schemas: SchemaSet) -> None:
    assert told(schemas, [A, B, BODY], act("'bodies/x', 'people/*'")) == [["x", "a", "b"]]
    assert told(schemas, [A, B, BODY], act("'people/a/b', 'people/*'")) == [["b", "a"]]


def test_what_is_known_is_not_written_again(schemas: SchemaSet) -> None:
    acts = act("'people/a/a'") + act("'bodies/x', 'people/*'") + act("'bodies/x'")
    assert told(schemas, [A, B, BODY], acts) == [["a"], ["x", "b"], []]


def test_a_record_that_looked_otherwise_is_written_again(schemas: SchemaSet) -> None:
    stage = "[acts.stages.x]\ndrop = ['members']\n"
    assert told(schemas, [A, B, BODY], act("'bodies/x'", stage) + act("'bodies/x'")) == [
        ["x"],
        ["x", "a", "b"],
    ]


def test_nothing_later_is_brought_along(schemas: SchemaSet) -> None:
    case = record("c", "case\ntitle: C\n", "cases/2024")
    decision = record("d", "decision\nbody: x\ntitle: D\noutcome: noted\ncase: c\n", "meetings/x/2020")
    acts = act("'meetings/x/2020/d'", year=2020) + act("", "rest = true\n")
    assert told(schemas, [A, B, BODY, case, decision], acts) == [["d", "x", "a", "b"], ["c"]]


def test_assignments_follow_from_what_gives_them(schemas: SchemaSet) -> None:
    by_item = record("t", 'assignment\ntitle: T\ngiven_by: "m#1"\n')
    by_decision = record("u", "assignment\ntitle: U\ngiven_by: d\n")
    decision = record("d", "decision\nmeeting: m\ntitle: D\noutcome: noted\n")
    acts = act("'*/m'", "[acts.stages.m]\ndrop = ['items']\n") + act("'*/m'") + act("'*/d'")
    sample = [A, B, BODY, MEETING, decision, by_item, by_decision]
    assert told(schemas, sample, acts) == [["m", "x", "a", "b"], ["m", "t"], ["d", "u"]]


def test_decisions_follow_from_a_meeting_that_is_only_mentioned(schemas: SchemaSet) -> None:
    mentioned = record("n", "meeting\nbody: x\ndate: 2024-01-02\nstatus: mentioned\n")
    decision = record("d", "decision\nmeeting: n\ntitle: D\noutcome: noted\n")
    assert told(schemas, [A, B, BODY, mentioned, decision], act("'*/n'")) == [["n", "x", "d", "a", "b"]]


def test_the_end_is_not_the_sample(schemas: SchemaSet) -> None:
    head = "absent = ['b']\n[stages.x]\ndrop = ['members.1']\n"
    assert told(schemas, [A, B, BODY], act("'bodies/x', 'people/*'"), head) == [["x", "a"]]


def test_the_rest_comes_with_the_act_that_asks_for_it(schemas: SchemaSet) -> None:
    assert told(schemas, [A, B], act("'people/a/b'", "rest = true\n")) == [["b", "a"]]
