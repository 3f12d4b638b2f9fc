"""Marks of an unfinished merge, and files that nobody reads, are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.small import ANNA, found
from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.conflicts import conflict_line
from tingsbok.errors import InvalidRecord
from tingsbok.record import parse_record

MARKS = "<<<<<<< HEAD\nvår\n=======\nderas\n>>>>>>> main\n"
FRONT = "---\ntype: person\nname: Anna\n---\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        (MARKS, 1),
        ("Text.\n\n" + MARKS + "Mer.\n", 3),
        (MARKS.replace("\n", "\r\n"), 1),
        (MARKS.replace("=======\n", "||||||| bas\nförr\n=======\n"), 1),
        ("<<<<<<< a\n" + MARKS, 2),
        # a heading, a quotation in a quotation, or one mark alone are no merge
        ("Rubrik\n=======\n\n>>>>>>> citat\n", 0),
        ("<<<<<<< HEAD\nvår\n>>>>>>> main\n=======\n", 0),
        ("<<<<<<<HEAD\n=======\n>>>>>>>main\n", 0),
        (" " + MARKS, 0),
        # who writes about git writes it as code
        (f"```\n{MARKS}```\n", 0),
        (f"~~~~ text\n{MARKS}~~~~\n", 0),
        (f"```\nslut\n```\n{MARKS}", 4),
        ("<<<<<<< a\n" * 100_000, 0),
    ],
)
def test_only_all_three_marks_in_order_are_an_unfinished_merge(text: str, line: int) -> None:
    assert conflict_line(text) == line


def test_a_record_with_marks_says_so_and_is_not_saved(tmp_path: Path) -> None:
    i18n.use("en")
    in_text = parse_record("records/x.md", (FRONT + "\n" + MARKS).encode())
    in_fields = parse_record("records/x.md", FRONT.replace("name: Anna\n", MARKS).encode())
    assert [(p.code, p.line, p.is_error) for p in in_text.problems] == [("T122", 6, True)]
    assert [(p.code, p.line, p.is_error) for p in in_fields.problems] == [("T122", 3, True)]
    assert in_text.fields["name"] == "Anna"
    root = found(tmp_path / "ark")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        anna = archive.get("anna")
        with pytest.raises(InvalidRecord, match="unfinished merge"):
            archive.save(Edit("anna", anna.fields, anna.etag, MARKS))
        (root / ANNA).write_text((root / ANNA).read_text() + MARKS)
        with pytest.raises(InvalidRecord, match="unfinished merge"):
            archive.commit_outside([ANNA])
        assert [problem.code for problem in archive.check([ANNA])] == ["T122"]


def test_a_file_that_is_not_read_for_its_ending_is_named(tmp_path: Path) -> None:
    i18n.use("en")
    root = found(tmp_path / "ark")
    for name in ("a.MD", "b.Md", "c.mD", "d.markdown", "E.md"):
        (root / "records" / name).write_text(FRONT)
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        problems = {p.path: (p.code, p.is_error, p.remedy) for p in archive.check() if p.code == "T123"}
    assert problems == {
        f"records/{name}": ("T123", False, f"Rename it to records/{name[0]}.md.")
        for name in ("a.MD", "b.Md", "c.mD")
    }
