"""The example archive: what waits for work in it, and a history that admits what is invented."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tingsbok import resources
from tingsbok.demo import build_demo
from tingsbok.errors import Refused
from tingsbok.links import links_of
from tingsbok.problems import Severity
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import Commit
from tingsbok.store.git import GitStore

ABSENT = {"lsg-2024-09-20-38a", "jenny-gladh"}
DIFFERENT = {"lsg-2024-09-20", "lchnv-2024-11-07", "barn-och-unga"}
LAST_DAY = "2024-11-08"


def records_in(root: Path) -> dict[str, Record]:
    files = sorted((root / "records").rglob("*.md"))
    read = (parse_record(file.relative_to(root).as_posix(), file.read_bytes()) for file in files)
    return {record.id: record for record in read}


@pytest.fixture(scope="module")
def records(built_demo: Path) -> dict[str, Record]:
    return records_in(built_demo)


@pytest.fixture(scope="module")
def log(built_demo: Path) -> list[Commit]:
    store = GitStore(built_demo)
    try:
        return store.log(limit=1000)
    finally:
        store.close()


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout


def test_the_minutes_are_a_draft_with_one_decision_missing(records: dict[str, Record]) -> None:
    meeting = records["lsg-2024-09-20"]
    assert meeting.text("status") == "drafted"
    assert "attendance" not in meeting.fields
    decided = {record.text("item") for record in records.values() if record.text("meeting") == meeting.id}
    assert "38a" in [item["key"] for item in meeting.entries("items")]
    assert "38a" not in decided
    assert {"38b", "39"} <= decided


def test_a_wrong_weekday_waits_to_be_found(records: dict[str, Record]) -> None:
    found = [record.id for record in records.values() if "fredag 10 oktober" in record.raw.decode()]
    assert found == ["lsg-2024-09-20"]
    assert records["lsg-2024-09-20"].raw.decode().count("fredag 10 oktober") == 1


def test_a_decided_replacement_is_not_carried_out(records: dict[str, Record]) -> None:
    (member,) = records["barn-och-unga"].entries("members")
    assert member["person"] == "patrik-glasberg"
    assert "to" not in member
    assert "Jenny Gladh" in records["lgl-2024-01-26-3a"].body
    assert records["lgl-2024-01-26-3a"].text("outcome") == "appointed"


def test_the_next_meeting_is_planned_and_empty(records: dict[str, Record]) -> None:
    meeting = records[records["lsg-2024-09-20"].text("next_meeting")]
    assert (meeting.id, meeting.text("status"), meeting.entries("items")) == ("lsg-2024-11-15", "planned", [])


def test_all_else_is_the_sample(records: dict[str, Record]) -> None:
    sample = records_in(resources.sample_dir())
    assert sample.keys() - records.keys() == ABSENT
    assert records.keys() <= sample.keys()
    assert {i for i, record in records.items() if record.raw != sample[i].raw} == DIFFERENT


def test_every_record_is_valid_and_every_link_leads_somewhere(records: dict[str, Record]) -> None:
    schemas = SchemaSet.load([resources.schemas_dir()])
    wrong = [p for record in records.values() for p in (*record.problems, *schemas.validate(record))]
    assert [problem for problem in wrong if problem.severity is Severity.ERROR] == []
    links = [link for r in records.values() for link in links_of(r, schemas.type_of(r), lines=False)]
    assert [(link.source, link.target) for link in links if link.target not in records] == []


def test_the_work_tree_is_clean_and_the_branch_is_main(built_demo: Path) -> None:
    assert git(built_demo, "status", "--porcelain") == ""
    assert git(built_demo, "branch", "--show-current").strip() == "main"
    assert git(built_demo, "fsck", "--strict").strip() == ""


def test_the_example_has_a_user_of_its_own(built_demo: Path) -> None:
    assert git(built_demo, "config", "--local", "user.name").strip() == "Karin Exempel"
    assert git(built_demo, "config", "--local", "user.email").strip() == "karin@example.invalid"


def test_no_real_person_is_an_author(log: list[Commit], built_demo: Path) -> None:
    people = set(git(built_demo, "log", "--format=%an <%ae>%n%cn <%ce>").splitlines())
    assert people == {
        f"{n} Exempel <{n.casefold()}@example.invalid>" for n in ("Anna", "Erik", "Karin", "Sofia")
    }
    assert {(commit.author, commit.email) for commit in log} == {tuple(p[:-1].split(" <")) for p in people}


def test_history_runs_from_2020_to_the_last_day(log: list[Commit]) -> None:
    when = [commit.when for commit in reversed(log)]
    assert when == sorted(when)
    assert when[0].year == 2020
    assert when[-1].date().isoformat() == LAST_DAY
    assert len(log) <= 40


def test_every_invented_day_says_so(log: list[Commit], records: dict[str, Record]) -> None:
    """Only the days of the meetings are known; what happened on any other day is an example."""
    for commit in log:
        documented = [
            identity
            for identity in commit.trailers.get("Record", [])
            if identity in records and records[identity].text("date") == commit.when.date().isoformat()
        ]
        assert documented or commit.body.startswith("Exempeldatum: "), commit.subject


def test_subjects_name_the_first_record(log: list[Commit]) -> None:
    nouns = {"meeting": "Möte", "decision": "Beslut", "body": "Organ", "assignment": "Uppdrag"}
    for commit in log[:-1]:
        noun = nouns[commit.trailers["Record-Type"][0]]
        assert commit.subject.startswith(f"{noun} {commit.trailers['Record'][0]}: ")
        assert commit.trailers["Change"][0] in {"create", "edit", "approve"}
        assert len(commit.trailers["Record"]) == len(commit.paths)


def test_a_colleague_mended_a_date(log: list[Commit], built_demo: Path) -> None:
    commit = log[0]
    assert commit.subject == "Beslut lsg-2024-09-20-38b-2: återkommer lsg-2024-11-05 → lsg-2024-11-15"
    assert commit.author == "Sofia Exempel"
    store = GitStore(built_demo)
    before = store.read_at(commit.parents[0], commit.paths[0])
    store.close()
    assert before is not None
    assert parse_record(commit.paths[0], before).text("until") == "lsg-2024-11-05"


@pytest.mark.parametrize(
    ("identity", "statuses"),
    [
        ("lchnv-2020-04-03", ["called", "held", "drafted", "approved"]),
        ("lgl-2024-01-26", ["called", "held", "drafted", "approved"]),
        ("lsg-2024-09-20", ["called", "held", "drafted"]),
        ("lchnv-2024-11-07", ["called", "held", "drafted"]),
    ],
)
def test_a_meeting_is_called_held_drafted_approved(
    built_demo: Path, records: dict[str, Record], identity: str, statuses: list[str]
) -> None:
    store, path = GitStore(built_demo), records[identity].path
    versions = [store.read_at(commit.id, path) for commit in reversed(store.log(path))]
    store.close()
    assert [parse_record(path, raw or b"").text("status") for raw in versions] == statuses


def test_a_decision_waits_for_its_meeting(built_demo: Path, records: dict[str, Record]) -> None:
    """No decision is older than the minutes that tell it."""
    store = GitStore(built_demo)
    first = {r.id: store.log(r.path)[-1].when for r in records.values() if r.type in ("decision", "meeting")}
    store.close()
    for record in records.values():
        if record.type == "decision" and record.text("meeting"):
            assert first[record.id] >= first[record.text("meeting")]


def test_what_is_in_a_folder_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused):
        build_demo(tmp_path)
    with pytest.raises(Refused):
        build_demo(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_two_examples_are_alike(tmp_path: Path, log: list[Commit]) -> None:
    assert build_demo(tmp_path / "new" / "ark").commits == tuple(commit.id for commit in reversed(log))
