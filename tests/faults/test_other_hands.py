"""Somebody else's hands in an open archive: their work is shown, never overwritten, and never put into our commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.small import ANNA, BERT, BODY, FILES, colleague, found, git, leftovers, unsound
from tingsbok import i18n
from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import ExternallyChanged, NotFound, Refused

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
    merged, etag = archive.rebase(edit, base)
    assert merged.conflicts == ()
    saved = archive.save(Edit("anna", merged.fields, etag))
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
    merged, _ = archive.rebase(edit, base)
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
