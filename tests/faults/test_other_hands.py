"""Somebody else's hands in an open archive: their work is shown, never overwritten, and never put into our commits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.small import ANNA, BERT, BODY, FILES, colleague, fill, found, git, leftovers, unsound
from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import ExternallyChanged, NotFound, Refused
from tingsbok.record import etag_of
from tingsbok.store import Write

Hand = Callable[[Path], object]
THEIRS = FILES[ANNA].replace("Anna Exempel", "Anna Ny Exempel")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = found(tmp_path / "ark")
    git(root, "branch", "förr")
    colleague(root, ANNA, "ordförande", "ledamot")
    git(root, "switch", "-q", "-c", "deras", "förr")
    colleague(root, ANNA, "Anna Exempel", "Anna Ny Exempel")
    git(root, "switch", "-q", "main")
    return root


@pytest.fixture
def archive(root: Path, tmp_path: Path) -> Iterator[Archive]:
    i18n.use("en")
    with Archive.open(root, cache_dir=tmp_path / "cache") as archive:
        archive.refresh()
        yield archive


def replaced(root: Path) -> None:
    (root / "new").write_text(THEIRS)
    (root / "new").replace(root / ANNA)


def rewritten(root: Path) -> None:
    with (root / ANNA).open("r+") as file:
        file.write(THEIRS)
        file.truncate()


def stashed(root: Path) -> None:
    (root / ANNA).write_text(THEIRS)
    git(root, "stash", "-q")
    git(root, "stash", "apply", "-q")


def committed(root: Path) -> None:
    colleague(root, ANNA, "Anna Exempel", "Anna Ny Exempel")


HANDS: dict[str, Hand] = {
    "replaced": replaced,
    "rewritten in place": rewritten,
    "stashed and taken out again": stashed,
    "committed": committed,
    "another branch": lambda root: git(root, "switch", "-q", "deras"),
    "rebased": lambda root: git(root, "rebase", "-q", "-X", "ours", "deras"),
    "merged": lambda root: git(root, "merge", "-q", "-m", "Ihop", "deras", check=False),
    "reset": lambda root: git(root, "reset", "-q", "--hard", "förr"),
}  # fmt: skip


@pytest.mark.parametrize("hand", HANDS)
def test_what_somebody_else_did_to_the_record_is_never_overwritten(
    hand: str, root: Path, archive: Archive
) -> None:
    base = archive.get("anna")
    edit = Edit("anna", {**base.fields, "email": "anna@example.invalid"}, base.etag)
    HANDS[hand](root)
    now, head, status = (root / ANNA).read_bytes(), git(root, "rev-parse", "HEAD"), git(root, "status", "-s")
    with pytest.raises(ExternallyChanged) as refusal:
        archive.save(edit)
    assert (refusal.value.path, refusal.value.found) == (ANNA, now)
    assert (root / ANNA).read_bytes() == now
    assert (git(root, "rev-parse", "HEAD"), git(root, "status", "-s")) == (head, status)
    assert "anna" in archive.refresh().changed
    if hand == "merged":  # in conflict: the file cannot be read as a record, and nothing may be saved
        assert not archive.get("anna").type
        return
    rebase = archive.rebase(edit, base)
    assert rebase.merge.conflicts == ()
    saved = archive.save(rebase.edit())
    text = (root / ANNA).read_text()
    assert "email: anna@example.invalid" in text
    assert [line for line in text.splitlines() if "email" not in line] == now.decode().splitlines()
    assert git(root, "show", f"HEAD:{ANNA}") == text.rstrip("\n")
    assert git(root, "show", "--format=", "--name-only", saved.commit) == ANNA
    assert (leftovers(root), unsound(root)) == ([], "")


def test_the_same_field_changed_by_both_is_for_a_person_to_choose(root: Path, archive: Archive) -> None:
    base = archive.get("anna")
    edit = Edit("anna", {**base.fields, "name": "Anna Min"}, base.etag)
    committed(root)
    with pytest.raises(ExternallyChanged):
        archive.save(edit)
    merged = archive.rebase(edit, base).merge
    (conflict,) = merged.conflicts
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == (
        "name", "Anna Exempel", "Anna Min", "Anna Ny Exempel",
    )  # fmt: skip
    assert merged.fields["name"] == "Anna Ny Exempel"


@pytest.mark.parametrize("by", ["hand", "git"])
def test_a_record_that_was_taken_away_does_not_come_back(by: str, root: Path, archive: Archive) -> None:
    base = archive.get("anna")
    if by == "git":
        git(root, "rm", "-q", ANNA)
    else:
        (root / ANNA).unlink()
    status = git(root, "status", "-s")
    with pytest.raises((ExternallyChanged, NotFound)):
        archive.save(Edit("anna", {**base.fields, "title": "x"}, base.etag))
    assert archive.refresh().removed == ("anna",)
    with pytest.raises(NotFound):
        archive.get("anna")
    assert not (root / ANNA).exists()
    assert git(root, "status", "-s") == status


def test_a_record_that_was_moved_is_saved_where_it_is(root: Path, archive: Archive) -> None:
    base = archive.get("anna")
    edit = Edit("anna", {**base.fields, "title": "sekreterare"}, base.etag)
    (root / "records/people/nya").mkdir()
    git(root, "mv", ANNA, "records/people/nya/anna.md")
    with pytest.raises((ExternallyChanged, NotFound)):
        archive.save(edit)
    archive.refresh()
    assert archive.save(edit).path == "records/people/nya/anna.md"
    assert not (root / ANNA).exists()


def test_what_others_did_elsewhere_stays_theirs(root: Path, archive: Archive) -> None:
    base = archive.get("anna")
    colleague(root, BODY, "Rådet", "Nämnden")
    (root / BERT).write_text(FILES[BERT] + "Löst ändrat.\n")
    (root / "staged.txt").write_text("x")
    git(root, "add", "staged.txt")
    (root / "untracked.txt").write_text("x")
    status = git(root, "status", "-s")
    saved = archive.save(Edit("anna", {**base.fields, "title": "sekreterare"}, base.etag))
    assert git(root, "show", "--format=", "--name-only", saved.commit) == ANNA
    assert git(root, "show", "--format=%s", "-s", "HEAD~1") == "Kollegan: Nämnden"
    assert git(root, "status", "-s") == status
    archive.undo(saved.commit)
    assert git(root, "status", "-s") == status
    assert [found.path for found in archive.outside()] == [BERT]
    archive.refresh()
    assert archive.get("rad").fields["name"] == "Nämnden"


def test_nothing_is_saved_in_the_middle_of_a_rebase(root: Path, archive: Archive) -> None:
    base = archive.get("bert")
    git(root, "-c", "sequence.editor=sed -i s/^pick/edit/", "rebase", "-q", "-i", "förr", check=False)
    with pytest.raises(Refused, match="rebase"):
        archive.save(Edit("bert", {**base.fields, "title": "x"}, base.etag))
    git(root, "rebase", "--continue")
    archive.refresh()
    archive.save(Edit("bert", {**base.fields, "title": "x"}, base.etag))
    assert git(root, "log", "-1", "--format=%s", "main").startswith("Person bert")


def act_edit(archive: Archive) -> object:
    base = archive.get("anna")
    return archive.save(Edit("anna", {**base.fields, "title": "x"}, base.etag))


def act_outside(archive: Archive) -> object:
    file = archive.root / ANNA
    file.write_text(file.read_text().replace("ledamot", "lös"))
    return archive.commit_outside([ANNA])


ACTIONS: dict[str, Callable[[Archive], object]] = {
    "save": act_edit,
    "link": lambda archive: archive.link("anna", "bert"),
    "rename": lambda archive: archive.rename("anna", "anna-ny"),
    "delete": lambda archive: archive.delete("anna"),
    "undo": lambda archive: archive.undo(),
    "restore": lambda archive: archive.restore("anna", "HEAD~1"),
    "outside": act_outside,
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_edit_between_the_look_and_the_save_stops_every_action(
    action: str, root: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, write = git(root, "rev-parse", "HEAD"), archive.store.write

    def late(*arguments: object, **more: object) -> str:
        replaced(root)
        return write(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(archive.store, "write", late)
    with pytest.raises(ExternallyChanged):
        ACTIONS[action](archive)
    assert (root / ANNA).read_text() == THEIRS
    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "status", "-s") == f" M {ANNA}"
    assert leftovers(root) == []


# -- somebody pushes into the branch that is checked out: the branch moves, the files stay


def pushed(root: Path, path: str, text: str | None) -> None:
    """A colleague's clone pushes a new version of one file (``None``: takes it away)."""
    clone = root.parent / "kollegans"
    git(root.parent, "clone", "-q", str(root), str(clone))
    if text is None:
        (clone / path).unlink()
    else:
        fill(clone, {path: text})
    git(clone, "add", "-A", path)
    git(clone, "commit", "-q", "-m", "Kollegan i sin klon")
    git(root, "config", "receive.denyCurrentBranch", "ignore")
    git(clone, "push", "-q", "origin", "HEAD:main")


def moved(root: Path, path: str, text: str | None) -> None:
    """The same, by a program that moves the branch itself."""
    branch = git(root, "rev-parse", "main")
    pushed(root, path, text)
    new = git(root, "rev-parse", "main")
    for commit in (branch, new):
        git(root, "update-ref", "refs/heads/main", commit)


def anna_as(root: Path, before: str, after: str) -> str:
    """The committed record of Anna with one word changed."""
    return git(root, "show", f"HEAD:{ANNA}").replace(before, after) + "\n"


@pytest.mark.parametrize(("by", "later"), [(pushed, False), (moved, True)])
def test_a_file_older_than_its_branch_never_puts_the_old_text_back(
    by: Callable[..., None], later: bool, root: Path, archive: Archive
) -> None:
    base = archive.get("anna")
    edit = Edit("anna", {**base.fields, "email": "anna@example.invalid"}, base.etag)
    old = (root / ANNA).read_bytes()
    by(root, ANNA, anna_as(root, "name: Anna Exempel", "# ny\nname: Anna Ny"))
    if later:  # what lies elsewhere is saved as ever
        bert = archive.get("bert")
        archive.save(Edit("bert", {**bert.fields, "title": "kassör"}, bert.etag))
    head = git(root, "rev-parse", "HEAD")
    with pytest.raises(ExternallyChanged, match=ANNA) as refusal:
        archive.save(edit)
    assert f"git restore --staged --worktree -- {ANNA}" in refusal.value.remedy
    for action in ("link", "delete", "rename", "outside"):
        with pytest.raises(ExternallyChanged):
            ACTIONS[action](archive)
        (root / ANNA).write_bytes(old)
    assert git(root, "rev-parse", "HEAD") == head
    rebase = archive.rebase(edit, base, refusal.value)
    assert rebase.merge.conflicts == ()
    saved = archive.save(rebase.edit())
    text = (root / ANNA).read_text()
    assert "# ny\nname: Anna Ny\n" in text
    assert "email: anna@example.invalid\n" in text
    assert git(root, "show", f"HEAD:{ANNA}") == text.rstrip("\n")
    assert [
        line[0] for line in git(root, "diff", "-U0", f"{saved.commit}~", saved.commit).splitlines()[5:]
    ] == ["+"]
    assert (git(root, "status", "-s"), leftovers(root), unsound(root)) == ("", [], "")


def test_a_file_changed_here_and_older_than_its_branch_keeps_both(root: Path, archive: Archive) -> None:
    pushed(root, ANNA, anna_as(root, "Anna Exempel", "Anna Ny"))
    (root / ANNA).write_text((root / ANNA).read_text().replace("ledamot", "ordförande igen"))
    base = archive.get("anna")
    edit = Edit("anna", {**base.fields, "email": "anna@example.invalid"}, base.etag)
    with pytest.raises(ExternallyChanged) as refusal:
        archive.save(edit)
    archive.save(archive.rebase(edit, base, refusal.value).edit())
    found = archive.get("anna")
    assert [found.text(name) for name in ("name", "title", "email")] == [
        "Anna Ny", "ordförande igen", "anna@example.invalid",
    ]  # fmt: skip


def test_a_file_that_a_push_took_away_does_not_come_back(root: Path, archive: Archive) -> None:
    base = archive.get("anna")
    pushed(root, ANNA, None)
    with pytest.raises(ExternallyChanged) as refusal:
        archive.save(Edit("anna", {**base.fields, "title": "x"}, base.etag))
    assert refusal.value.found is None
    with pytest.raises(NotFound):
        archive.rebase(Edit("anna", base.fields, base.etag), base, refusal.value)
    assert git(root, "ls-tree", "-r", "--name-only", "HEAD", ANNA) == ""


def test_a_file_that_a_push_brought_is_not_written_over(root: Path, archive: Archive) -> None:
    new = "records/people/cia.md"
    pushed(root, new, "---\ntype: person\nname: Cia Deras\n---\n")
    draft = archive.draft("person", {"name": "Cia Min"})
    with pytest.raises(ExternallyChanged):
        archive.store.write([Write(new, b"---\ntype: person\nname: Cia Min\n---\n", None)], "Ny")
    assert draft.path != new or not (root / new).exists()
    assert "Cia Deras" in git(root, "show", f"HEAD:{new}")


@pytest.mark.parametrize("how", ["staged", "checked out", "soft reset", "removed"])
def test_an_older_text_that_the_user_wants_back_is_saved(how: str, root: Path, archive: Archive) -> None:
    if how == "soft reset":
        git(root, "reset", "-q", "--soft", "HEAD~1")
    elif how == "staged":
        (root / ANNA).write_text(FILES[ANNA])
        git(root, "add", ANNA)
    elif how == "removed":
        git(root, "rm", "-q", ANNA)
    else:
        git(root, "checkout", "-q", "HEAD~1", "--", ANNA)
    gone = how == "removed"
    text = None if gone else (root / ANNA).read_bytes()
    archive.store.write([Write(ANNA, text, None if text is None else etag_of(text))], "Tillbaka")
    assert (git(root, "status", "-s"), unsound(root)) == ("", "")


# -- what belongs to the program itself


def test_all_that_is_the_programs_own_may_be_deleted_under_its_feet(
    root: Path, archive: Archive, tmp_path: Path
) -> None:
    archive.keep_draft("edit:anna", {"fields": {}}, archive.get("anna"))
    shutil.rmtree(root / ".git/tingsbok")
    shutil.rmtree(tmp_path / "cache")
    assert archive.draft_for("edit:anna") is None
    archive.drop_draft("edit:anna")
    archive.keep_draft("edit:anna", {"fields": {"title": "x"}}, archive.get("anna"))
    assert archive.draft_for("edit:anna") == {"fields": {"title": "x"}}
    shutil.rmtree(root / ".git/tingsbok")
    base = archive.get("anna")
    archive.save(Edit("anna", {**base.fields, "title": "kassör"}, base.etag))
    archive.refresh()
    assert archive.get("anna").text("title") == "kassör"
    assert [row.id for row in archive.listing("type:person").page(0, 5)] == ["anna", "bert"]
    assert (git(root, "status", "-s"), leftovers(root), unsound(root)) == ("", [], "")


def test_a_clock_that_goes_wrong_changes_no_order(root: Path, archive: Archive) -> None:
    for title, year in (("kassör", 1999), ("sekreterare", 2038), ("ordförande", 1970)):
        base = archive.get("anna")
        raw = base.raw.replace(base.text("title").encode(), title.encode())
        when = datetime(year, 1, 1, 12, tzinfo=UTC)
        archive.store.write([Write(ANNA, raw, base.etag)], f"Person anna: {title}", when=when)
        archive.refresh()
    subjects = [revision.subject for revision in archive.history("anna")][:3]
    assert subjects == [f"Person anna: {title}" for title in ("ordförande", "sekreterare", "kassör")]
    assert archive.get("anna").text("title") == "ordförande"
    archive.undo()
    archive.refresh()
    assert archive.get("anna").text("title") == "sekreterare"
