"""Changing who sits in a body: one commit, the persons it needs, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.driver import git
from tingsbok.actions import Draft, Edit, Work
from tingsbok.acts import composition
from tingsbok.acts.composition import Joining, Leaving, Replacement, Step, compose
from tingsbok.acts.merging import merge_persons
from tingsbok.archive import Archive
from tingsbok.errors import TingsbokError
from tingsbok.frontmatter import Value

GROUP = "barn-och-unga"
DAY = "2024-01-26"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def test_somebody_new_takes_anothers_place(archive: Archive) -> None:
    work = composition.replace_member(
        *(archive, GROUP, "patrik-glasberg", "Jenny  Gladh", DAY),
        party="region-kalmar-lan",
        title="basenhetschef barnhälsovård",
        decision="lgl-2024-01-26-3a",
    )
    saved = archive.carry_out(work)
    assert saved.subject == f"Organ {GROUP}: Jenny Gladh ersätter Patrik Glasberg"
    old, new = archive.get(GROUP).entries("members")
    assert old == {"person": "patrik-glasberg", "for": "kalmar", "role": "member", "to": DAY}
    assert new == {
        "person": "jenny-gladh",
        "for": "region-kalmar-lan",
        "role": "member",
        "title": "basenhetschef barnhälsovård",
        "from": DAY,
        "succeeds": "patrik-glasberg",
        "by": "lgl-2024-01-26-3a",
    }
    jenny = archive.get("jenny-gladh")
    assert (jenny.text("name"), jenny.text("organisation")) == ("Jenny Gladh", "region-kalmar-lan")
    assert len(git(archive.root, "show", "--name-only", "--format=", "HEAD").split()) == 2


def test_until_further_notice_is_standing_in_and_takes_over_party_and_role(archive: Archive) -> None:
    work = composition.replace_member(archive, "lsg", "john-olsson", "Ny Person", "2024-10-01", acting=True)
    archive.carry_out(work)
    line = next(line for line in archive.get("lsg").entries("members") if line["person"] == "ny-person")
    assert (line["for"], line["role"], line["acting"]) == ("mala", "member", "true")
    assert line["stands_in_for"] == "john-olsson"
    assert "succeeds" not in line
    assert archive.get("ny-person").text("organisation") == "mala"


def test_several_steps_are_one_commit_and_name_a_new_person_once(archive: Archive) -> None:
    steps: list[Step] = [
        Replacement("patrik-glasberg", "Nya Namnet", DAY),
        Joining("Nya Namnet", DAY, "region-kalmar-lan", "secretary"),
        Leaving("nya-namnet", "2024-02-01"),
    ]
    with pytest.raises(TingsbokError):
        compose(archive, GROUP, steps)
    work = compose(archive, GROUP, steps[:2])
    assert [change.id for change in work.changes if isinstance(change, Draft)] == ["nya-namnet"]
    assert archive.carry_out(work).subject.endswith("Nya Namnet ersätter Patrik Glasberg (+1)")


def test_a_member_leaves_and_a_party_gets_seats(archive: Archive) -> None:
    archive.carry_out(composition.end_member(archive, "lsg", "john-olsson", "2024-10-31"))
    archive.carry_out(composition.set_seats(archive, "lsg", "mala", 2, "2024-11-15"))
    lsg = archive.get("lsg")
    assert [line.get("to") for line in lsg.entries("members") if line["person"] == "john-olsson"] == [
        "2024-10-31"
    ]
    rules = [line for line in lsg.entries("seats") if line["for"] == "mala"]
    assert [(line["count"], line.get("from"), line.get("to", "")) for line in rules] == [
        ("1", "2024-09-20", "2024-11-15"),
        ("2", "2024-11-15", ""),
    ]
    diff = git(archive.root, "show", "--format=", "-U0", "HEAD").splitlines()
    assert sum(line.startswith(("+", "-")) and not line.startswith(("+++", "---")) for line in diff) <= 3


Refusing = Callable[[Archive], Work]


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda a: composition.replace_member(a, GROUP, "john-olsson", "Ny", DAY), "sitter inte"),
        (
            lambda a: composition.replace_member(a, GROUP, "patrik-glasberg", "jenny-glad", DAY),
            "ingen person",
        ),
        (lambda a: composition.replace_member(a, GROUP, "patrik-glasberg", "patrik-glasberg", DAY), "redan"),
        (lambda a: composition.add_member(a, "lsg", "John Olsson", party="mala"), "redan"),
        (lambda a: composition.add_member(a, "mala", "John Olsson"), "inget organ"),
        (lambda a: composition.set_seats(a, "lsg", "", 2), "part och ett antal"),
        (lambda a: compose(a, "lsg", []), "Inget att ändra"),
    ],
)
def test_what_cannot_be_is_refused_in_words(archive: Archive, act: Refusing, says: str) -> None:
    with pytest.raises(TingsbokError, match=says):
        act(archive)


def test_two_records_of_one_person_become_one(archive: Archive) -> None:
    other = archive.draft("person", {"name": "Jhon Olsson", "title": "socialchef"}, "Stavas fel ibland.\n")
    archive.create(other)
    archive.carry_out(
        composition.add_member(archive, "lsg", other.id, "2024-10-01", party="mala", role="adjunct")
    )
    work = merge_persons(archive, "john-olsson", other.id)
    saved = archive.carry_out(work)
    assert saved.subject == "Person john-olsson: ihopslagen med Jhon Olsson"
    john = archive.get("john-olsson")
    assert (john.texts("aliases"), john.text("title")) == (["Jhon Olsson", "jhon-olsson"], "socialchef")
    assert "Stavas fel" in john.body
    assert archive.get("jhon-olsson").id == "john-olsson"
    assert not (archive.root / other.path).exists()
    assert [
        line["role"] for line in archive.get("lsg").entries("members") if line["person"] == "john-olsson"
    ] == [
        "member",
        "adjunct",
    ]
    archive.undo()
    assert archive.get("jhon-olsson").id == "jhon-olsson"
    with pytest.raises(TingsbokError, match="ingen person"):
        merge_persons(archive, "john-olsson", "lsg")


def test_merging_persons_loses_nothing_that_only_the_other_record_says(archive: Archive) -> None:
    john = archive.get("john-olsson")
    archive.save(Edit(john.id, {**john.fields, "note": "Tillträdde 2023."}, john.etag))
    other = archive.draft("person", {"name": "Jhon Olsson", "phone": "070-1", "note": "Två stavningar."})
    archive.create(other)
    archive.carry_out(merge_persons(archive, "john-olsson", other.id))
    merged = archive.get("john-olsson")
    assert merged.text("phone") == "070-1"
    assert merged.text("note").split("\n") == ["Tillträdde 2023.", "Två stavningar."]


def test_a_merged_person_stands_once_in_each_list(archive: Archive) -> None:
    other = archive.draft("person", {"name": "Jhon Olsson"})
    archive.create(other)
    archive.carry_out(composition.add_member(archive, "lsg", other.id, party="mala"))
    lines: list[Value] = [
        {"person": "john-olsson", "for": "mala", "status": "absent"},
        {"person": "eva-nyman", "status": "present"},
        {"person": other.id, "role": "member", "status": "present"},
    ]
    meeting = {"date": "2024-12-01", "body": "lsg", "status": "planned", "attendance": lines}
    draft = archive.draft("meeting", meeting)
    archive.create(draft)
    archive.carry_out(merge_persons(archive, "john-olsson", other.id))
    john, eva = archive.get(draft.id).entries("attendance")
    assert john == {"person": "john-olsson", "for": "mala", "status": "present", "role": "member"}
    assert eva["person"] == "eva-nyman"
    members = archive.get("lsg").entries("members")
    assert sum(line["person"] == "john-olsson" for line in members) == 1
