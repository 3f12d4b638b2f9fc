"""Every state a repository can be in: it works, or is refused in words with the remedy, and nothing is written."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.small import ANNA, BERT, FILES, colleague, found, git, leftovers, unsound
from tingsbok.cli import main

Arrange = Callable[[Path], object]
"""Brings the archive into a state; answers where it lies if not where it was."""

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``tingsbok`` in an archive; returns its exit code and all it said."""
    monkeypatch.setenv("TINGSBOK_LANG", "en")
    monkeypatch.setattr("tingsbok.store.git_save._PATIENCE", 0.0)

    def run(root: Path, *words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["-C", str(root), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def arranged(arrange: Arrange, root: Path) -> Path:
    """Where the archive lies once it is in the state."""
    place = arrange(root)
    return place if isinstance(place, Path) else root


def standing(root: Path) -> str:
    """What differs from the last commit, as it really is."""
    return git(root, "--no-replace-objects", "status", "-s")


def snapshot(root: Path) -> dict[str, object]:
    """All that a refused save must leave as it is; our own folder in the repository may come into being."""
    files = [file for file in root.rglob("*") if file.is_file() and "tingsbok" not in file.parts[-2:]]
    seen: dict[str, object] = {
        str(file): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in files
        if "objects" not in file.parts
    }
    return seen | {
        "refs": git(root, "for-each-ref", check=False),
        "status": git(root, "--no-optional-locks", "status", "-s", check=False),
    }


# -- states in which everything works


def shallow(root: Path) -> Path:
    colleague(root, ANNA, "ordförande", "ledamot")
    git(root.parent, "clone", "-q", "--depth=1", root.as_uri(), "clone")
    return root.parent / "clone"


def partial(root: Path, what: str = "blob:none") -> Path:
    colleague(root, ANNA, "ordförande", "ledamot")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root.parent, "clone", "-q", f"--filter={what}", root.as_uri(), "clone")
    return root.parent / "clone"


def worktree(root: Path) -> Path:
    git(root, "worktree", "add", "-q", "-b", "sida", str(root.parent / "träd"))
    return root.parent / "träd"


def submodule_inside(root: Path) -> None:
    other = found(root.parent / "annat")
    git(root, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(other), "records/modul")
    git(root, "commit", "-q", "-m", "Modul")


def as_submodule(root: Path) -> Path:
    top = root.parent / "över"
    top.mkdir()
    git(top, "init", "-q")
    git(top, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(root), "ark")
    git(top, "commit", "-q", "-m", "Arkiv")
    return top / "ark"


def elsewhere(root: Path) -> None:
    git(root, "init", "-q", f"--separate-git-dir={root.parent / 'git'}")


def linked(root: Path) -> None:
    (root / ".git").rename(root.parent / "git")
    (root / ".git").symlink_to(root.parent / "git")


def sha256(root: Path) -> None:
    shutil.rmtree(root)
    found(root, "--object-format=sha256")


def crlf(root: Path, path: str = ANNA) -> None:
    (root / path).write_bytes(FILES[path].replace("\n", "\r\n").encode())


def autocrlf(root: Path) -> None:
    git(root, "config", "core.autocrlf", "true")
    (root / ANNA).unlink()
    git(root, "checkout", "-q", "--", ANNA)


def text_auto(root: Path) -> None:
    crlf(root)
    git(root, "commit", "-q", "-a", "-m", "CRLF")
    (root / ".gitattributes").write_text("* text=auto\n")


def text_eol(root: Path) -> None:
    (root / ".gitattributes").write_text("*.md text eol=crlf\n")
    git(root, "add", ".gitattributes")
    git(root, "commit", "-q", "-m", "Radslut")
    (root / ANNA).unlink()
    git(root, "checkout", "-q", "--", ANNA)


def text_against_the_commit(root: Path) -> None:
    crlf(root)
    git(root, "commit", "-q", "-a", "-m", "CRLF")
    (root / ".git/info").mkdir()
    (root / ".git/info/attributes").write_text("*.md text\n")


def without_object(name: str) -> Arrange:
    def arrange(root: Path) -> None:
        colleague(root, ANNA, "ordförande", "ledamot")
        identity = git(root, "rev-parse", name)
        (root / ".git/objects" / identity[:2] / identity[2:]).unlink()

    return arrange


def with_index(*words: str) -> Arrange:
    return lambda root: git(root, "update-index", *words)


def packed(root: Path) -> None:
    git(root, "pack-refs", "--all")
    git(root, "gc", "-q")


WORKS: dict[str, Arrange] = {
    "plain": str,
    "shallow": shallow,
    "partial": partial,
    "treeless": lambda root: partial(root, "tree:0"),
    "worktree": worktree,
    "submodule inside": submodule_inside,
    "as submodule": as_submodule,
    "separate git dir": elsewhere,
    "linked git dir": linked,
    "sha256": sha256,
    "sparse": lambda root: git(root, "sparse-checkout", "set", "records/people"),
    "sparse index": lambda root: git(root, "sparse-checkout", "set", "--sparse-index", "records/people"),
    "split index": with_index("--split-index"),
    "untracked cache": with_index("--untracked-cache"),
    "skip-worktree": with_index("--skip-worktree", ANNA),
    "assume-unchanged": with_index("--assume-unchanged", ANNA),
    "intent to add": lambda root: [(root / "ny").write_text(""), git(root, "add", "-N", "ny")],
    "packed": packed,
    "autocrlf": autocrlf,
    "text=auto with CRLF": text_auto,
    "eol=crlf": text_eol,
    "text, but CRLF committed": text_against_the_commit,
    "no index": lambda root: (root / ".git/index").unlink(),
    "a missing older commit": without_object("HEAD~1"),
    "a missing blob": without_object(f"HEAD:{ANNA}"),
    "a replaced commit": lambda root: [
        colleague(root, ANNA, "ordförande", "ledamot"), git(root, "replace", "HEAD", "HEAD~1")
    ],
}  # fmt: skip
PARTIAL = {"partial", "treeless"}
DAMAGED = {"a missing older commit", "a missing blob", *PARTIAL}
"""Where history cannot be read in full, but records can be, and be saved."""


@pytest.mark.parametrize("state", WORKS)
def test_an_archive_in_this_state_works(state: str, tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    root = arranged(WORKS[state], root)
    ends = (root / ANNA).read_bytes().count(b"\r\n")
    title = next(word for word in ("ordförande", "ledamot") if word in (root / ANNA).read_text())
    status, sound = standing(root), unsound(root)
    listed = tb(root, "list", "person", "--plain")
    assert listed[0] == 0
    assert listed[1].count("Anna Exempel") == 1
    assert title in tb(root, "show", "anna")[1]
    code, said = tb(root, "log", "anna")
    assert code == (7 if state in DAMAGED else 0), said
    if state in DAMAGED:
        assert "git fetch --refetch" in said if state in PARTIAL else "git fsck" in said
    before = git(root, "rev-parse", "HEAD") if state != "no index" else ""
    code, said = tb(root, "set", "anna", "title=sekreterare")
    assert code == 0, said
    assert (root / ANNA).read_bytes().count(b"\r\n") == ends
    assert (
        git(root, "show", f"HEAD:{ANNA}").replace("\r", "")
        == FILES[ANNA].replace("ordförande", "sekreterare").rstrip()
    )
    assert git(root, "diff", "--name-only", "HEAD~1", "HEAD") == ANNA
    assert before in {"", git(root, "rev-parse", "HEAD~1")}
    settled = "" if state in {"text, but CRLF committed", "no index"} else status
    assert standing(root) == settled
    code, said = tb(root, "undo", "--yes")
    if state == "a missing blob":
        assert (code, "git fsck" in said) == (7, True), said
        return
    assert code == 0, said
    assert f"title: {title}".encode() in (root / ANNA).read_bytes()
    assert standing(root) == settled
    assert (leftovers(root), unsound(root)) == ([], sound)


def test_the_first_change_of_an_empty_repository(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark", commit=False)
    assert tb(root, "list", "person")[0] == 0
    assert tb(root, "log") == (1, "No changes yet.\n")
    assert tb(root, "undo", "--yes")[0] == 6
    assert tb(root, "set", "anna", "title=sekreterare")[0] == 0
    assert git(root, "show", "--format=", "--name-only", "HEAD") == ANNA
    assert git(root, "ls-tree", "-r", "--name-only", "HEAD~") == "archive.toml"
    assert (leftovers(root), unsound(root)) == ([], "")


def test_a_record_that_git_checked_out_with_crlf_can_be_undone_into_nothing(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    git(root, "config", "core.autocrlf", "true")
    assert tb(root, "new", "person", "name=Cia Exempel", "--id=cia")[0] == 0
    file = next((root / "records/people").rglob("cia.md"))
    file.unlink()
    git(root, "checkout", "-q", "--", str(file))
    assert b"\r\n" in file.read_bytes()
    code, said = tb(root, "undo", "--yes")
    assert (code, file.exists()) == (0, False), said


def test_a_reference_table_is_as_good(tmp_path: Path, tb: Run) -> None:
    if "unknown option" in git(tmp_path, "init", "-q", "--ref-format=reftable", "x", check=False):
        pytest.skip("this git knows no reftable")
    root = found(tmp_path / "ark", "--ref-format=reftable")
    assert tb(root, "set", "anna", "title=sekreterare")[0] == 0
    assert tb(root, "undo", "--yes")[0] == 0
    assert (leftovers(root), unsound(root), git(root, "status", "-s")) == ([], "", "")


def test_a_record_that_is_not_checked_out_is_not_made_again(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    git(root, "sparse-checkout", "set", "records/people")
    before = snapshot(root)
    code, said = tb(root, "new", "body", "name=Rad", "--id=rad")
    assert (code, "git sparse-checkout" in said) == (6, True), said
    assert snapshot(root) == before


def test_nothing_is_saved_into_a_repository_inside(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    found(root / "records/bodies/inre")
    found(root / "records/möten", commit=False)
    code, said = tb(root, "check")
    assert (code, said.count("a git repository of its own")) == (1, 2)
    found(root / "records/bodies", commit=False)
    assert tb(root, "set", "rad", "name=Nytt")[0] == 4
    code, said = tb(root, "new", "body", "name=Andra", "--id=andra")
    assert (code, "repository of its own" in said) == (6, True), said
    assert leftovers(root) == []


def test_a_folder_named_git_hides_nothing(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    (root / "records/people/.git").mkdir()
    assert tb(root, "list", "person", "--plain")[1].count("Exempel") == 2
    assert tb(root, "set", "anna", "title=sekreterare")[0] == 0


# -- states that are refused


def conflict(root: Path) -> None:
    git(root, "switch", "-q", "-c", "sida")
    colleague(root, BERT, "Bert skriver", "Bert läser")
    git(root, "switch", "-q", "main")
    colleague(root, BERT, "Bert skriver", "Bert räknar")


def in_conflict(*words: str) -> Arrange:
    def arrange(root: Path) -> None:
        conflict(root)
        git(root, *words, check=False)

    return arrange


def patches(root: Path) -> None:
    conflict(root)
    git(root, "am", feed=git(root, "format-patch", "-1", "--stdout", "sida").encode() + b"\n", check=False)


def several_picked(root: Path) -> None:
    in_conflict("cherry-pick", "sida", "main~1")(root)
    (root / BERT).write_text(FILES[BERT] + "Löst.\n")
    git(root, "commit", "-q", "-a", "-m", "Löst")


def bisecting(root: Path) -> None:
    for before, after in (("skriver", "läser"), ("läser", "räknar")):
        colleague(root, BERT, before, after)
    git(root, "bisect", "start", "HEAD", "HEAD~2")


def write(path: str, content: bytes) -> Arrange:
    return lambda root: (root / path).write_bytes(content)


def old_lock(root: Path) -> None:
    write(".git/index.lock", b"foreign")(root)
    os.utime(root / ".git/index.lock", (0, 0))


def required_filter(root: Path) -> None:
    (root / ".git/info").mkdir()
    (root / ".git/info/attributes").write_text("*.md filter=Crypt\n")
    git(root, "config", "filter.Crypt.required", "true")
    git(root, "config", "filter.Crypt.clean", "cat")


def nobody(root: Path) -> None:
    Path(os.environ["HOME"], ".gitconfig").write_text("")


SAVES_ARE_REFUSED: dict[str, tuple[Arrange, int, str]] = {
    "detached": (lambda root: git(root, "checkout", "-q", "--detach"), 6, "git switch main"),
    "merge": (in_conflict("merge", "sida"), 6, "git merge --abort"),
    "rebase": (in_conflict("rebase", "sida"), 6, "git rebase --abort"),
    "cherry-pick": (in_conflict("cherry-pick", "sida"), 6, "git cherry-pick --abort"),
    "several picked": (several_picked, 6, "git cherry-pick --quit"),
    "revert": (in_conflict("revert", "--no-edit", "sida"), 6, "git revert --abort"),
    "patches": (patches, 6, "git am --abort"),
    "bisection": (bisecting, 6, "git bisect reset"),
    "nobody": (nobody, 6, 'git config --global user.name "Your Name"'),
    "a foreign lock": (write(".git/index.lock", b"foreign"), 6, "0 seconds ago"),
    "an old foreign lock": (old_lock, 6, "days ago"),
    "a lock on the branch": (write(".git/refs/heads/main.lock", b""), 7, "tingsbok doctor"),
    "no branch": (lambda root: git(root, "symbolic-ref", "HEAD", "refs/notes/x"), 6, "git switch main"),
    "a branch in a branch": (lambda root: git(root, "symbolic-ref", "HEAD", "refs/heads/main/x"), 7, "main/x"),
    "a required filter": (required_filter, 6, '"Crypt"'),
    "a missing tree": (without_object("HEAD:records/people"), 7, "git fsck"),
}  # fmt: skip


@pytest.mark.parametrize("state", SAVES_ARE_REFUSED)
def test_in_this_state_records_are_read_and_nothing_is_saved(state: str, tmp_path: Path, tb: Run) -> None:
    arrange, expected, remedy = SAVES_ARE_REFUSED[state]
    root = found(tmp_path / "ark")
    root = arranged(arrange, root)
    before = snapshot(root)
    assert "Anna Exempel" in tb(root, "list", "person")[1]
    assert tb(root, "show", "anna")[0] == 0
    code, said = tb(root, "set", "anna", "title=sekreterare")
    assert (code, remedy in said) == (expected, True), said
    assert "Traceback" not in said
    assert snapshot(root) == before
    assert [left for left in leftovers(root) if left != ".git/index.lock"] == []


@pytest.mark.parametrize("state", ["merge", "rebase", "cherry-pick"])
def test_status_names_what_is_under_way_and_how_it_ends(state: str, tmp_path: Path, tb: Run) -> None:
    arrange, _, remedy = SAVES_ARE_REFUSED[state]
    code, said = tb(arranged(arrange, found(tmp_path / "ark")), "status")
    assert (code, remedy in said, "tingsbok commit" in said) == (0, True, False), said


def bare(root: Path) -> Path:
    git(root.parent, "clone", "-q", "--bare", "ark", "b.git")
    return root.parent / "b.git"


ALL_IS_REFUSED: dict[str, tuple[Arrange, int, str]] = {
    "core.bare": (lambda root: git(root, "config", "core.bare", "true"), 6, "open the clone"),
    "bare": (bare, 4, "tingsbok init"),
    "a garbled index": (write(".git/index", b"garbage"), 7, "git reset"),
    "a missing commit": (without_object("HEAD"), 7, "git fsck"),
    "an empty branch": (write(".git/refs/heads/main", b""), 7, "git fsck"),
    "an empty HEAD": (write(".git/HEAD", b""), 6, "backup"),
    "a pointer to nowhere": (lambda root: [shutil.rmtree(root / ".git"), (root / ".git").write_text("gitdir: /nowhere\n")], 6, "/nowhere"),
    "of another format": (lambda root: git(root, "config", "core.repositoryFormatVersion", "9"), 7, "version"),
    "broken settings": (write(".git/config", b"[core\n\x1b]0;title\x07"), 7, "config"),
}  # fmt: skip


@pytest.mark.parametrize("state", ALL_IS_REFUSED)
def test_in_this_state_nothing_can_be_done_but_is_said(state: str, tmp_path: Path, tb: Run) -> None:
    arrange, expected, remedy = ALL_IS_REFUSED[state]
    root = found(tmp_path / "ark")
    root = arranged(arrange, root)
    before = snapshot(root)
    for words in (["list", "person"], ["log"], ["set", "anna", "title=sekreterare"], ["undo", "--yes"]):
        code, said = tb(root, *words)
        assert (code, remedy in said) == (expected, True), said
        assert "\x1b" not in said
    assert tb(root, "doctor")[0] == 7
    assert snapshot(root) == before


# -- as another user, and where nothing can be written


def without_roots_rights() -> None:
    """Let permissions count for this process's program also if it runs as root."""
    drop, override, search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    for right in (override, search):
        ctypes.CDLL(None).prctl(drop, right, 0, 0, 0)


def as_anybody(root: Path, *words: str) -> tuple[int, str]:
    """Run the program as a user for whom permissions count."""
    environ = {**os.environ, "TINGSBOK_LANG": "en", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "tingsbok", "-C", str(root), *words]
    done = subprocess.run(
        command,
        env=environ,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=without_roots_rights,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("locked", [".git", "records/people", ".git/objects", ".git/refs/heads"])
def test_where_nothing_can_be_written_all_can_be_read(locked: str, tmp_path: Path) -> None:
    root = found(tmp_path / "ark")
    (root / locked).chmod(0o555)
    before = snapshot(root)
    assert "Anna Exempel" in as_anybody(root, "list", "person")[1]
    code, said = as_anybody(root, "set", "anna", "title=sekreterare")
    assert code in {6, 7}, said
    # why, and what to look at: the whole archive is only read if nothing can be written in git's own folder
    assert "only read" in said if locked == ".git" else said.count("ermission") == 2, said
    (root / locked).chmod(0o755)
    assert snapshot(root) == before
    assert leftovers(root) == []
    assert as_anybody(root, "set", "anna", "title=sekreterare")[0] == 0


def test_an_interrupted_save_keeps_nobody_from_reading(tmp_path: Path) -> None:
    root = found(tmp_path / "ark")
    (root / ".git/tingsbok/journal").mkdir(parents=True)
    (root / ".git/tingsbok/journal/x.json").write_text("{}")
    (root / ".git/tingsbok").chmod(0o555)
    code, said = as_anybody(root, "list", "person")
    assert (code, "cannot be settled now" in said) == (0, True), said
    (root / ".git/tingsbok").chmod(0o755)
    assert as_anybody(root, "list", "person")[0] == 0
    assert leftovers(root) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to somebody else")
def test_a_folder_of_somebody_else_is_not_trusted(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "med blank")
    for file in (root, *root.rglob("*")):
        os.chown(file, 65534, 65534)
    code, said = tb(root, "list", "person")
    assert (code, f"--add safe.directory '{root}'" in said) == (6, True), said
    git(root, "config", "--global", "--add", "safe.directory", str(root))
    assert tb(root, "list", "person")[0] == 0


# -- doctor


def test_doctor_names_a_lock_that_is_left_over_and_never_removes_it(tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    old_lock(root)
    code, said = tb(root, "doctor", "--plain")
    assert (code, f"left over: rm {root}/.git/index.lock" in said) == (7, True), said
    assert (root / ".git/index.lock").read_bytes() == b"foreign"
    with subprocess.Popen(
        ["git", "hash-object", "--stdin"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ):
        assert "a git may still be running" in tb(root, "doctor", "--plain")[1]
    os.utime(root / ".git/index.lock")
    assert "wait until git is done" in tb(root, "doctor", "--plain")[1]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("a garbled index", "git's index"),
        ("a missing commit", "last change"),
        ("an empty branch", "last change"),
        ("an empty HEAD", "repository"),
    ],
)
def test_doctor_names_what_is_damaged(state: str, expected: str, tmp_path: Path, tb: Run) -> None:
    root = found(tmp_path / "ark")
    ALL_IS_REFUSED[state][0](root)
    code, said = tb(root, "doctor", "--plain")
    assert (code, f"MEND\t{expected}\t" in said, ALL_IS_REFUSED[state][2] in said) == (7, True, True), said


@pytest.mark.parametrize("words", [("log",), ("log", "anna"), ("log", "anna", "--last")])
def test_the_log_of_a_shallow_clone_takes_its_first_commit_for_no_beginning(
    tmp_path: Path, tb: Run, words: tuple[str, ...]
) -> None:
    root = found(tmp_path / "ark")
    assert "--unshallow" not in tb(root, *words)[1]
    clone = shallow(root)
    assert "git fetch --unshallow" in tb(clone, *words)[1]
    git(clone, "fetch", "-q", "--unshallow")
    assert "--unshallow" not in tb(clone, *words)[1]


def test_doctor_says_what_a_clone_has_left_out(tmp_path: Path, tb: Run) -> None:
    root = shallow(found(tmp_path / "ark"))
    assert "git fetch --unshallow" in tb(root, "doctor")[1]
    shutil.rmtree(tmp_path)
    assert "git fetch --refetch" in tb(partial(found(tmp_path / "ark")), "doctor")[1]
