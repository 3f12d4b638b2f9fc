"""What other programs leave in the work tree, and what a save, an undo or a new id makes of it."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import InvalidRecord, NotFound, Refused, WrongUse

DECISION = "lsg-2024-09-20-35"
CASE = "lifecare-sp"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    """The example."""
    with Archive.open(demo, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def git(archive: Archive, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=archive.root, check=True, capture_output=True, text=True)
    return done.stdout


def message(archive: Archive) -> str:
    """The last commit's."""
    return git(archive, "log", "-1", "--format=%B")


def file(archive: Archive, identity: str) -> Path:
    return archive.root / archive.get(identity).path


def rewritten(archive: Archive, identity: str, old: str, new: str) -> None:
    """Change a file as a text editor does."""
    path = file(archive, identity)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    archive.refresh()


def noted(archive: Archive, identity: str, **fields: str) -> None:
    """Save fields of a record."""
    record = archive.get(identity)
    archive.save(Edit(identity, {**record.fields, **fields}, record.etag))


def errors(archive: Archive) -> list[str]:
    """Codes of what the check calls errors."""
    archive.refresh()
    return [problem.code for problem in archive.check() if problem.is_error]


def move(archive: Archive, identity: str, folder: str) -> str:
    """Move a record's file as a file manager does; where it lies then."""
    old = file(archive, identity)
    new = archive.root / folder / old.name
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    archive.refresh()
    return new.relative_to(archive.root).as_posix()


# --- changes in a file that is saved


def test_a_save_names_what_other_programs_had_changed_in_the_file(archive: Archive) -> None:
    title, note = (archive.get(DECISION).text(name) for name in ("title", "note"))
    rewritten(archive, DECISION, f"title: {title}", "title: Kollegans rubrik")
    record = archive.get(DECISION)
    edit = Edit(DECISION, {**record.fields, "note": "Min anmärkning"}, record.etag)
    shown = [(change.before, change.after) for change in archive.preview(edit).changes]
    assert shown == [(title, "Kollegans rubrik"), (note, "Min anmärkning")]
    archive.save(edit)
    assert "Kollegans rubrik" in message(archive)
    assert title in message(archive)


def test_a_save_cannot_carry_other_words_into_approved_minutes(archive: Archive) -> None:
    meeting = archive.get("lgl-2024-01-26")
    assert meeting.text("status") == "approved"
    decision = next(row.id for row in archive.listing("type:decision meeting:lgl-2024-01-26").page(0, 1))
    title = archive.get(decision).text("title")
    rewritten(archive, decision, f"title: {title}", "title: Andra ord")
    with pytest.raises(Refused, match="title"):
        noted(archive, decision, note="Oskyldig")
    rewritten(archive, decision, "title: Andra ord", f"title: {title}")
    noted(archive, decision, note="Oskyldig")
    # changed with plain git, the words may come back
    rewritten(archive, decision, f"title: {title}", "title: Andra ord")
    git(archive, "commit", "-qam", "andra ord")
    assert errors(archive) == ["T120"]
    rewritten(archive, decision, "title: Andra ord", f"title: {title}")
    archive.commit_outside()
    assert errors(archive) == []


# --- files that were moved


def test_a_moved_file_is_one_change(archive: Archive) -> None:
    old = archive.get(DECISION).path
    new = move(archive, DECISION, "records/arkiv")
    [found] = archive.outside()
    assert (found.path, found.id, found.kind, found.changes) == (new, DECISION, "changed", ())
    archive.commit_outside([old])
    assert message(archive).splitlines()[0].endswith(f"{DECISION}: flyttat till records/arkiv")
    assert message(archive).count("Record: ") == 1
    assert git(archive, "status", "--porcelain") == ""
    assert git(archive, "ls-files", old) == ""


def test_of_two_copies_of_a_moved_file_one_is_new(archive: Archive) -> None:
    old = file(archive, DECISION)
    (archive.root / "records/kopia").mkdir()
    (archive.root / "records/kopia" / old.name).write_bytes(old.read_bytes())
    move(archive, DECISION, "records/arkiv")
    assert [(one.path, one.kind) for one in archive.outside()] == [
        (f"records/arkiv/{old.name}", "changed"),
        (f"records/kopia/{old.name}", "added"),
    ]
    with pytest.raises(InvalidRecord, match="har samma id"):
        archive.commit_outside()
    archive.commit_outside([f"records/arkiv/{old.name}"])
    assert git(archive, "status", "--porcelain") == "?? records/kopia/\n"


def test_a_save_of_a_moved_file_leaves_no_second_one_in_the_archive(archive: Archive) -> None:
    old = archive.get(DECISION).path
    new = move(archive, DECISION, "records/arkiv")
    noted(archive, DECISION, note="Flyttad och ändrad")
    assert git(archive, "ls-files", old, new) == f"{new}\n"
    assert git(archive, "status", "--porcelain") == ""
    assert len(archive.history(DECISION)) > 1


def test_approved_minutes_may_be_moved_and_stay_locked(archive: Archive) -> None:
    decision = next(row.id for row in archive.listing("type:decision meeting:lgl-2024-01-26").page(0, 1))
    move(archive, "lgl-2024-01-26", "records/arkiv")
    with pytest.raises(Refused, match="title"):
        noted(archive, decision, title="Andra ord")
    archive.commit_outside()
    assert errors(archive) == []


# --- taking away what was never saved


def test_what_the_history_would_not_keep_is_not_taken_away(archive: Archive) -> None:
    archive.create(archive.draft("case", {"title": "Nytt ärende", "status": "open"}))
    rewritten(archive, "nytt-arende", "status: open", "status: closed")
    new = archive.root / "records/cases/ny-sak.md"
    new.write_text("---\ntype: case\ntitle: Ny sak\nstatus: open\n---\n", encoding="utf-8")
    archive.refresh()
    for identity in ("nytt-arende", "ny-sak"):
        with pytest.raises(Refused, match="aldrig sparats"):
            archive.delete(identity)
        assert file(archive, identity).is_file()
    archive.commit_outside()
    move(archive, "ny-sak", "records/arkiv")  # as it was saved, only elsewhere
    archive.delete("nytt-arende")
    archive.delete("ny-sak")
    assert errors(archive) == []
    assert git(archive, "status", "--porcelain") == ""


# --- one id, two files


def test_of_two_files_with_one_id_only_the_one_that_is_named_gets_another(archive: Archive) -> None:
    first, other = archive.get(CASE).path, "records/aa/lifecare-sp.md"
    (archive.root / other).parent.mkdir()
    (archive.root / other).write_text(
        "---\ntype: case\ntitle: Ett annat\nstatus: open\n---\n", encoding="utf-8"
    )
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "två")
    archive.refresh()
    before = len(archive.backlinks(CASE))
    for refused in (lambda: archive.rename(CASE, "ny"), lambda: archive.delete(CASE)):
        with pytest.raises(Refused, match="2 filer") as refusal:
            refused()
        assert first in refusal.value.remedy
        assert other in refusal.value.remedy
    assert {problem.code for problem in archive.check() if problem.is_error} == {"T112"}
    archive.rename(other, "ny-sak")
    assert archive.get("ny-sak").texts("aliases") == []
    assert archive.get("ny-sak").text("title") == "Ett annat"
    assert (archive.get(CASE).path, len(archive.backlinks(CASE))) == (first, before)
    assert errors(archive) == []


def test_an_id_may_come_back_but_not_become_its_own_alias(archive: Archive) -> None:
    with pytest.raises(Refused, match=f'heter redan "{CASE}"'):
        archive.rename(CASE, CASE)
    archive.rename(CASE, "lc")
    archive.rename("lc", CASE)
    assert archive.get(CASE).texts("aliases") == ["lc"]
    assert errors(archive) == []
    with pytest.raises(Refused, match="finns redan"):
        archive.rename(CASE, DECISION)


# --- undoing


def commit(archive: Archive) -> str:
    return git(archive, "rev-parse", "HEAD").strip()


def test_what_others_refer_to_by_now_is_not_undone_away(archive: Archive) -> None:
    archive.create(archive.draft("case", {"title": "Nytt ärende", "status": "open"}))
    made = commit(archive)
    noted(archive, DECISION, case="nytt-arende")
    with pytest.raises(Refused, match="1 hänvisningar pekar på nytt-arende"):
        archive.undo(made)
    archive.rename(CASE, "lc")
    renamed = commit(archive)
    noted(archive, DECISION, case="lc")
    with pytest.raises(Refused, match="pekar på lc"):
        archive.undo(renamed)
    noted(archive, DECISION, case=CASE)
    archive.undo(renamed)
    archive.undo(made)
    assert errors(archive) == []


def test_an_undone_rename_or_move_is_told_as_one_change(archive: Archive) -> None:
    old = archive.get(DECISION).path
    archive.rename(DECISION, "beslut-35")
    archive.undo(commit(archive))
    assert message(archive).splitlines()[2:-1] == [
        f"kallas även: - {DECISION}", "", f"Record: {DECISION}", "Record-Type: decision", "Change: undo",
    ]  # fmt: skip
    archive.undo(commit(archive))
    assert archive.get(DECISION).id == "beslut-35"
    archive.undo(commit(archive))
    move(archive, DECISION, "records/arkiv")
    archive.commit_outside()
    archive.undo(commit(archive))
    assert archive.get(DECISION).path == old
    assert message(archive).count("Record: ") == 1
    assert errors(archive) == []


def test_an_id_that_is_taken_by_now_does_not_come_back(archive: Archive) -> None:
    archive.create(archive.draft("case", {"title": "Nytt ärende", "status": "open"}))
    archive.delete("nytt-arende")
    gone = commit(archive)
    archive.create(archive.draft("organisation", {"name": "Nytt ärende"}))
    assert archive.get("nytt-arende").type == "organisation"
    with pytest.raises(Refused, match="finns redan"):
        archive.undo(gone)


def test_a_change_of_other_files_too_is_not_undone_by_half(archive: Archive) -> None:
    rewritten(archive, DECISION, "outcome:", "note: Med bilaga\noutcome:")
    (archive.root / "bilaga.csv").write_text("a;b\n", encoding="utf-8")
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "beslut med bilaga")
    archive.refresh()
    with pytest.raises(Refused, match=r"bilaga\.csv") as refusal:
        archive.undo(commit(archive))
    assert "git revert" in refusal.value.remedy


def test_a_record_that_names_itself_can_be_taken_away(archive: Archive) -> None:
    draft = archive.draft("case", {"title": "Själv", "status": "open"})
    archive.create(draft)
    record = archive.get(draft.id)
    archive.save(Edit(draft.id, record.fields, record.etag, f"Se [[{draft.id}]].\n"))
    archive.delete(draft.id)
    assert archive.resolve(draft.id) is None


# --- references


def test_a_reference_stands_once_and_where_it_says_least(archive: Archive) -> None:
    other, before = "lsg-2024-09-20-34", archive.get(DECISION).texts("see_also")
    archive.link(DECISION, other)
    with pytest.raises(Refused, match="Inget har ändrats"):
        archive.link(DECISION, other)
    record = archive.get(DECISION)
    assert (record.texts("see_also"), record.texts("supersedes")) == ([*before, other], [])
    archive.link(DECISION, other, "amends")
    assert archive.get(DECISION).texts("amends") == [other]


def test_which_of_several_fields_is_meant_must_be_said(archive: Archive) -> None:
    with pytest.raises(WrongUse, match="flera fält") as refusal:
        archive.link("rss-avtal-2023-2026", "rok-kvinnofrid")
    assert "supersedes, amends" in refusal.value.remedy


# --- the index


def test_a_save_into_an_index_that_was_deleted_makes_all_of_it(archive: Archive, tmp_path: Path) -> None:
    count, links = archive.listing("").count, len(archive.backlinks(CASE))
    for part in (tmp_path / "cache").glob("index.db*"):
        part.unlink()
    noted(archive, DECISION, note="Sparad")
    assert (archive.listing("").count, len(archive.backlinks(CASE))) == (count, links)


def test_a_save_that_git_takes_back_is_taken_back_in_the_index(archive: Archive) -> None:
    archive.create(archive.draft("case", {"title": "Nytt ärende", "status": "open"}))
    noted(archive, DECISION, note="Ångras")
    git(archive, "reset", "-q", "--hard", "HEAD~2")
    found = archive.refresh(quick=True)
    assert (found.changed, found.removed) == ((DECISION,), ("nytt-arende",))
    assert archive.row("nytt-arende") is None


def test_what_was_saved_is_not_refused_because_the_index_is_busy(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tingsbok.index.schema._PATIENCE", 0.2)
    archive.close()
    with Archive.open(archive.root, cache_dir=tmp_path / "cache") as again:
        busy = sqlite3.connect(tmp_path / "cache" / "index.db", isolation_level=None)
        busy.execute("begin immediate")
        noted(again, DECISION, note="Sparad ändå")
        busy.execute("rollback")
        busy.close()
        assert "Sparad ändå" in message(again)
        assert again.refresh().changed == (DECISION,)


def test_what_another_program_saves_while_files_are_listed_stays_in_the_index(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten_by_hand = file(archive, DECISION)
    rewritten_by_hand.write_text(rewritten_by_hand.read_text(encoding="utf-8") + "\nMer.\n", encoding="utf-8")
    with Archive.open(archive.root, cache_dir=tmp_path / "cache") as other:
        listed, times = archive.store.entries, []

        def entries() -> object:
            found = listed()
            if not times:
                times.append(1)
                other.create(other.draft("case", {"title": "Från den andra", "status": "open"}))
            return found

        monkeypatch.setattr(archive.store, "entries", entries)
        assert archive.refresh().removed == ()
        assert other.row("fran-den-andra") is not None


def test_a_file_that_is_none_is_told(archive: Archive) -> None:
    with pytest.raises(NotFound, match=r"records/finns/inte\.md"):
        archive.rename("records/finns/inte.md", "ny")
