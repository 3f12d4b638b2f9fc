"""Who is waited for at the start of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.questions.outlook import from_others, outlook


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
