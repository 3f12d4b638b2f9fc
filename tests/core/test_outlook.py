"""Who is waited for at the start of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tingsbok.actions import Edit
from tingsbok.acts.approving import step
from tingsbok.archive import Archive
from tingsbok.questions.findings import review_in_progress
from tingsbok.questions.news import from_others
from tingsbok.questions.outlook import outlook


def test_the_example_waits_for_answers_and_conditions(demo: Path, tmp_path: Path) -> None:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        found = outlook(archive)
        assert [(one.kind, one.numbers, one.target, one.awaits) for one in found.awaited] == [
            ("answers", "13/16", "rok-kvinnofrid", ("hedemora", "sater", "vansbro")),
            ("condition", "", "lchnv-2020-04-03-2", ("ksg-b",)),
            ("condition", "", "lsg-2024-09-20-34", ()),
        ]
        assert [each[0] for each in found.ending] == ["2024-12-31"]
        assert [one.kind for one in outlook(archive, body="lsg").awaited] == ["condition"]


def test_news_are_what_others_have_done(demo: Path, tmp_path: Path) -> None:
    with Archive.open(demo, cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        before = len(from_others(archive, 30))
        record = archive.get("vardhygienavtalet")
        archive.save(Edit(record.id, {**record.fields, "note": "Ändrad här."}, record.etag))
        found = from_others(archive, 30)
        assert len(found) == before
        assert "testa@example.invalid" not in {change.email for change in found}


def test_the_review_of_minutes_in_progress_counts_what_was_decided_there_too(
    demo: Path, tmp_path: Path
) -> None:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        found = review_in_progress(archive)
        assert (found.meetings, found.errors) == (2, 0)
        assert found.advice > review_in_progress(archive, body="lsg").advice > 0
        decision = archive.get("lsg-2024-09-20-34")
        archive.save(Edit(decision.id, {**decision.fields, "case": "finns-inte"}, decision.etag))
        assert review_in_progress(archive).errors == 1


def test_advice_is_named_before_minutes_are_approved_and_an_error_stops_it(
    demo: Path, tmp_path: Path
) -> None:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "c") as archive:
        archive.refresh()
        advice = [one for one in step(archive, "lchnv-2024-11-07").lacks if one.code == "finding"]
        assert [(one.blocks, "T204" in one.sentence) for one in advice] == [(False, True)]
        decision = archive.get("lchnv-2024-11-07-4d")
        archive.save(Edit(decision.id, {**decision.fields, "case": "finns-inte"}, decision.etag))
        found = step(archive, "lchnv-2024-11-07")
        assert found.work is None
        assert "T1" in next(one.sentence for one in found.lacks if one.code == "finding" and one.blocks)
