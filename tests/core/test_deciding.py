"""Deciding on an item: one record an effect, and what follows from it in the same change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.driver import git
from tingsbok.actions import Draft, Edit
from tingsbok.acts import deciding
from tingsbok.acts.approving import previous_to_approve
from tingsbok.acts.composition import Replacement
from tingsbok.acts.deciding import Deciding, Ruling, begin, decide
from tingsbok.acts.items import Place, place
from tingsbok.acts.naming import Circle, like, who
from tingsbok.acts.returning import returning
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, WrongUse

LSG = "lsg-2024-09-20"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def decided(archive: Archive, item: str, outcome: str, *clauses: str, **fields: object) -> Deciding:
    where = place(archive, LSG, item)
    first = begin(archive, where, outcome)
    return decide(archive, where, [Ruling({**first.fields, **fields}, clauses or first.clauses)])  # type: ignore[dict-item]


def test_a_postponed_matter_returns_at_the_next_meeting(archive: Archive) -> None:
    found = decided(archive, "§ 38 a", "postponed")
    assert found.follows == ('dagordningen 2024-11-15 föreslås få en punkt "§ 38a återkommer"',)
    saved = archive.carry_out(found.work)
    assert saved.subject == f"Beslut {LSG}-38a: bordlagt till 2024-11-15"
    assert saved.path.endswith("lsg/2024/2024-09-20/lsg-2024-09-20-38a.md")
    record = archive.get(saved.id)
    assert list(record.fields) == ["type", "meeting", "item", "title", "outcome", "case", "until"]
    assert record.text("until") == "lsg-2024-11-15"
    assert record.text("case") == "hjalpmedelsradets-sammansattning"
    assert record.body == "- att bordlägga frågan till mötet 2024-11-15\n"
    assert git(archive.root, "show", "--stat", "--format=", "HEAD").count("|") == 1
    assert "Change: create" in git(archive.root, "show", "-s", "--format=%B", "HEAD")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {"until": "lsg-2024-11-15"}),
        ("next", {"until": "lsg-2024-11-15"}),
        ("15/11", {"until": "lsg-2024-11-15"}),
        ("lsg-2024-11-15", {"until": "lsg-2024-11-15"}),
        ("13 dec", {"until": "2024-12-13"}),
        ("när rådet är klart", {"until_text": "när rådet är klart"}),
    ],
)
def test_when_a_matter_returns_is_a_meeting_a_day_or_words(
    archive: Archive, text: str, fields: dict[str, str]
) -> None:
    assert returning(archive, archive.get(LSG), text) == fields


def test_a_body_whose_name_holds_that_of_another_does_not_lend_it_its_meetings(archive: Archive) -> None:
    for day, status in (("2024-10-01", "planned"), ("2024-09-10", "drafted")):
        fields = {"body": "au-lsg", "date": day, "status": status}
        archive.create(archive.draft("meeting", fields))
    assert returning(archive, archive.get(LSG), "next") == {"until": "lsg-2024-11-15"}
    assert returning(archive, archive.get(LSG), "1 oktober") == {"until": "2024-10-01"}
    assert previous_to_approve(archive, archive.get(LSG)) is None


def test_a_day_that_cannot_be_is_refused_with_proposals(archive: Archive) -> None:
    with pytest.raises(WrongUse, match="torsdag") as refused:
        returning(archive, archive.get(LSG), "fredag 10 oktober")
    assert refused.value.remedy == "2024-10-10 / 2024-10-11"
    last = archive.get("lsg-2024-11-15")
    assert returning(archive, last, "") == {"until_text": "nästa möte"}


def test_it_is_said_how_often_a_matter_was_put_off(archive: Archive) -> None:
    found = decided(archive, "38b", "postponed", "att vänta")
    assert "Det är andra gången frågan skjuts upp sedan 2024-04-19." in found.advice
    assert f"§ 38b har redan det utfallet, i {LSG}-38b-2." in found.advice
    assert found.decisions[0].id == f"{LSG}-38b-3"


def test_a_recommendation_asks_every_party(archive: Archive) -> None:
    found = decided(
        archive,
        "39",
        "recommended",
        "att x",
        recommends_to=["kommunerna-dalarna"],
        agreement="rok-kvinnofrid",
    )
    before = archive.get("rok-kvinnofrid").entries("ratifications")
    assert [change.id for change in found.work.changes] == [f"{LSG}-39-2", "rok-kvinnofrid"]
    agreement = found.work.changes[1]
    assert isinstance(agreement, Edit)
    rows = agreement.fields["ratifications"]
    assert isinstance(rows, list)
    assert rows[: len(before)] == before
    parties = [row["party"] for row in rows if isinstance(row, dict)]
    assert "sater" in parties
    assert len(parties) == len(set(parties))
    own = decided(archive, "39", "recommended", "att x", recommends_to=["umea", "mala"])
    assert own.decisions[0].fields["ratifications"] == [
        {"party": "umea", "status": "asked"},
        {"party": "mala", "status": "asked"},
    ]
    archive.carry_out(own.work)


def test_an_appointment_changes_the_members_in_the_same_change(archive: Archive) -> None:
    where = place(archive, LSG, "38b")
    step = Replacement("john-olsson", "Test Testsson", "2024-09-20")
    found = decide(
        archive,
        where,
        [Ruling({"outcome": "appointed", "title": "Ny ledamot"}, ("att utse T",), appoints=(("lsg", step),))],
    )
    saved = archive.carry_out(found.work)
    members = {str(line["person"]): line for line in archive.get("lsg").entries("members")}
    assert members["john-olsson"]["to"] == "2024-09-20"
    assert members["test-testsson"]["by"] == saved.id
    assert members["test-testsson"]["succeeds"] == "john-olsson"


def test_what_is_repealed_ends(archive: Archive) -> None:
    found = decided(archive, "39", "repealed", "att upphäva", repeals=["hjalpmedelshandboken"])
    archive.carry_out(found.work)
    assert archive.get("hjalpmedelshandboken").text("status") == "ended"
    assert archive.get("hjalpmedelshandboken").text("valid_to") == "2024-09-20"


def test_two_effects_become_two_records_in_one_change(archive: Archive) -> None:
    where = place(archive, f"{LSG}#38a")
    rulings = [
        Ruling({"outcome": "postponed"}, ("att bordlägga frågan",)),
        Ruling({"outcome": "assigned"}, ("att uppdra åt AU",)),
    ]
    found = decide(archive, where, rulings)
    assert [(draft.id, draft.fields["outcome"]) for draft in found.decisions] == [
        (f"{LSG}-38a", "postponed"),
        (f"{LSG}-38a-2", "assigned"),
    ]
    assert archive.carry_out(found.work).subject.startswith(
        f"Beslut {LSG}-38a: bordlagt till 2024-11-15; uppdrag givet"
    )


def test_clauses_of_the_text_are_taken_over(archive: Archive) -> None:
    record = archive.get(LSG)
    where = place(archive, LSG, "42")
    assert begin(archive, where, "approved").clauses == ("att godkänna förslaget",)
    text = record.body.replace("SKR har ett handslag", "- att gå med i handslaget\n\nSKR har ett handslag")
    changed = Place(replace(record, body=text), where.item)
    assert begin(archive, changed, "approved").clauses == ("att gå med i handslaget",)


def test_a_long_clause_is_wrapped_as_a_list_item() -> None:
    body = deciding.as_body(["att " + "mycket " * 30], "Skäl: inga")
    assert body.startswith("- att mycket")
    assert body.count("\n  mycket") == 1
    assert body.endswith("\n\nSkäl: inga\n")


@pytest.mark.parametrize(("meeting", "item"), [(LSG, "99"), ("lsg-1999", "1"), (LSG, "")])
def test_an_item_that_is_not_there(archive: Archive, meeting: str, item: str) -> None:
    with pytest.raises(NotFound):
        place(archive, meeting, item)


def test_names_mean_those_around_the_meeting(archive: Archive) -> None:
    circle = Circle.of(archive, archive.get(LSG))
    for text, first in (
        ("komm", "kommunerna-vasterbotten"),
        ("regi", "region-vasterbotten"),
        ("guni", "gunilla-larsson"),
    ):
        assert like(archive, circle, text)[0].id == first
    for text, one in (
        ("Kommunerna", "kommunerna-vasterbotten"),
        ("regi", "region-vasterbotten"),
        ("guni", "gunilla-larsson"),
    ):
        assert who(archive, circle, text) == one
    with pytest.raises(WrongUse, match="flera"):
        who(archive, circle, "Anna")
    with pytest.raises(NotFound):
        who(archive, circle, "Zorro Zoltan")


def test_a_draft_is_not_made_for_an_unknown_outcome(archive: Archive) -> None:
    with pytest.raises(WrongUse, match="kanske"):
        begin(archive, place(archive, LSG, "39"), "kanske")
    assert all(isinstance(change, Draft) for change in decided(archive, "39", "noted").work.changes)
