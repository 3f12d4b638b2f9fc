"""Links of a record that is being written: what leads nowhere is told before it is saved."""

from __future__ import annotations

from pathlib import Path

from tingsbok.actions import ChangeKind, Edit, Work
from tingsbok.archive import Archive

DECISION = "lsg-2024-09-20-34"


def problems(archive: Archive, **fields: str) -> list[tuple[str, str]]:
    record = archive.get(DECISION)
    preview = archive.preview(Edit(record.id, {**record.fields, **fields}, record.etag))
    return [(problem.code, problem.field) for problem in preview.problems]


def test_a_preview_names_links_that_lead_nowhere(demo: Path) -> None:
    with Archive.open(demo) as archive:
        archive.refresh()
        assert problems(archive, title="Annan rubrik") == []
        assert problems(archive, item="31/2") == [("T110", "item")]
        assert problems(archive, case="lsg") == [("T111", "case")]


def test_what_is_saved_meanwhile_can_be_referred_to(demo: Path) -> None:
    with Archive.open(demo) as archive:
        archive.refresh()
        assert problems(archive, case="nytt-arende") == [("T110", "case")]
        archive.create(archive.draft("case", {"title": "Nytt ärende"}))
        assert problems(archive, case="nytt-arende") == []


def test_new_records_of_one_action_may_name_each_other(demo: Path) -> None:
    with Archive.open(demo) as archive:
        archive.refresh()
        case = archive.draft("case", {"title": "Nytt ärende"})
        task = archive.draft("assignment", {"title": "Utred", "case": case.id})
        work = Work((case, task), "två nya", ChangeKind.CREATE)
        assert archive.preview(work).problems == ()
