from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.tui.driver import DAY, git
from tingsbok.actions import Edit
from tingsbok.acts.confirming import confirm
from tingsbok.acts.ratifying import Answer, ratify
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.followup.suspects import State, beginnings
from tingsbok.questions.suspects import all_suspects, suspects_of

ROK = "rok-kvinnofrid"
RECOMMENDED = "vfr-rok-kvinnofrid-rekommendation"


@pytest.mark.parametrize(
    ("states", "begun"),
    [
        ([("c", "ab", ""), ("b", "a", ""), ("a", "a", "")], {"a": "a", "b": "c"}),
        ([("c", "ab", "2024-05"), ("b", "ab", "2024-05"), ("a", "ab", "")], {"a": "b", "b": "b"}),
        ([("c", "ab", "2024-06"), ("b", "ab", "2024-05"), ("a", "ab", "")], {"a": "c", "b": "c"}),
        ([("c", "ab", ""), ("b", "ab", "2024-05"), ("a", "b", "")], {"a": "b", "b": "b"}),
        ([("c", "a", ""), ("b", "", ""), ("a", "ab", "")], {"a": "c"}),
        ([], {}),
    ],
)
def test_a_reference_counts_from_what_wrote_or_confirmed_it(
    states: list[tuple[str, str, str]], begun: dict[str, str]
) -> None:
    past = [State(commit, frozenset(targets), confirmed) for commit, targets, confirmed in states]
    assert beginnings(past, {"a", "b"}) == begun


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=DAY, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def change(archive: Archive, identity: str, **fields: str) -> None:
    record = archive.get(identity)
    archive.save(Edit(identity, {**record.fields, **fields}, record.etag))


def test_what_a_decision_relies_on_is_told_until_it_is_confirmed(archive: Archive, tmp_path: Path) -> None:
    before = all_suspects(archive)
    assert ROK not in {suspect.target for suspect in before}
    archive.carry_out(ratify(archive, ROK, ["sater"], Answer()).work)
    assert suspects_of(archive, RECOMMENDED) == []  # that answers come in changes nothing
    change(archive, ROK, valid_from="2025-01-01")
    change(archive, RECOMMENDED, title="Rekommendation om RÖK Kvinnofrid")  # a touch is no confirmation
    (found,) = suspects_of(archive, RECOMMENDED)
    assert (found.source, found.target, found.fields) == (RECOMMENDED, ROK, "gäller från")
    assert [suspect for suspect in all_suspects(archive) if suspect.source == RECOMMENDED] == [found]
    saved = archive.carry_out(confirm(archive, RECOMMENDED))
    assert saved.subject == f"Beslut {RECOMMENDED}: bekräftat mot RÖK Kvinnofrid"
    assert archive.get(RECOMMENDED).text("confirmed") == "2024-11-08"
    assert suspects_of(archive, RECOMMENDED) == []
    with pytest.raises(Refused):
        confirm(archive, RECOMMENDED)
    change(archive, ROK, valid_from="2025-02-01")
    assert [suspect.changes[0].before for suspect in suspects_of(archive, RECOMMENDED)] == ["2025-01-01"]
    with Archive.open(archive.root, today=date(2024, 11, 9), cache_dir=tmp_path / "cache") as tomorrow:
        tomorrow.carry_out(confirm(tomorrow, RECOMMENDED))
        assert suspects_of(tomorrow, RECOMMENDED) == []


def test_a_change_taken_back_is_none(archive: Archive) -> None:
    change(archive, ROK, short="RÖK")
    change(archive, ROK, short="RÖK Kvinnofrid")
    assert suspects_of(archive, RECOMMENDED) == []
    assert suspects_of(archive, "lsg") == []


def test_a_rename_or_a_move_of_either_record_confirms_nothing(archive: Archive) -> None:
    change(archive, ROK, valid_from="2025-01-01")

    def told() -> tuple[str, str]:
        archive.refresh()
        source = archive.get(RECOMMENDED).id
        (found,) = suspects_of(archive, source)
        assert [one for one in all_suspects(archive) if one.source == source] == [found]
        assert found.fields == "gäller från"
        return found.source, found.target

    assert told() == (RECOMMENDED, ROK)
    archive.rename(ROK, "rok")
    assert told() == (RECOMMENDED, "rok")
    archive.undo()
    assert told() == (RECOMMENDED, ROK)
    archive.rename(RECOMMENDED, "rekommendation")
    assert told() == ("rekommendation", ROK)
    archive.undo()
    assert told() == (RECOMMENDED, ROK)
    for identity in (ROK, RECOMMENDED):
        path = archive.get(identity).path
        target = archive.root / "records" / "moved" / Path(path).name
        target.parent.mkdir(exist_ok=True)
        git(archive.root, "mv", path, str(target))
        git(archive.root, "commit", "-qm", "Flyttad")
        assert told() == (RECOMMENDED, ROK)
