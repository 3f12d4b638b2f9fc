"""What every store promises, told by the same tests for all of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tingsbok.errors import ExternallyChanged, NotFound, Refused, WrongUse
from tingsbok.record import etag_of
from tingsbok.store import Author, Dirty, Store, Write
from tingsbok.store.base import MAX_FILE_SIZE
from tingsbok.store.files import FilesStore
from tingsbok.store.git import GitStore, init_repository
from tingsbok.store.memory import MemoryStore

ANNA = Author("Anna Exempel", "anna@example.invalid")
PATH = "records/lsg/2024/lsg-2024-09-20.md"


@dataclass
class Archive:
    """A store, and what another program does to its files."""

    store: Store
    outside: Callable[[str, bytes | None], None]
    has_history: bool = True

    def save(self, path: str, content: bytes | None, message: str = "Ändrat") -> str:
        return self.store.write([Write(path, content, self.etag(path))], message)

    def etag(self, path: str) -> str | None:
        try:
            return etag_of(self.store.read(path))
        except NotFound:
            return None


def in_memory() -> Archive:
    store = MemoryStore()

    def outside(path: str, content: bytes | None) -> None:
        if content is None:
            del store.files[path]
        else:
            store.files[path] = content

    return Archive(store, outside)


def on_disk(root: Path, *, git: bool) -> Archive:
    (root / "records").mkdir(parents=True)
    if git:
        init_repository(root)

    def outside(path: str, content: bytes | None) -> None:
        file = root / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    return Archive(GitStore(root) if git else FilesStore(root), outside, has_history=git)


@pytest.fixture(params=["memory", "files", "git"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    kind = request.param
    made = in_memory() if kind == "memory" else on_disk(tmp_path / "ark", git=kind == "git")
    yield made
    made.store.close()


@pytest.fixture(params=["memory", "git"])
def versioned(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    made = in_memory() if request.param == "memory" else on_disk(tmp_path / "ark", git=True)
    yield made
    made.store.close()


def test_an_empty_archive_is_empty(archive: Archive) -> None:
    assert archive.store.entries() == []
    assert archive.store.head() is None
    assert archive.store.status() == []
    assert archive.store.log() == []
    assert archive.store.recover() == []
    with pytest.raises(NotFound):
        archive.store.read(PATH)
    with pytest.raises(NotFound):
        archive.store.resolve("HEAD")


def test_what_is_saved_is_read_and_listed(archive: Archive) -> None:
    archive.save(PATH, b"ett\n")
    archive.save("records/a.md", b"")
    archive.save("archive.toml", b"title = 'x'\n")
    assert archive.store.read(PATH) == b"ett\n"
    assert archive.store.read("records/a.md") == b""
    assert [(e.path, e.size) for e in archive.store.entries()] == [("records/a.md", 0), (PATH, 4)]
    assert archive.store.status() == []


def test_an_entry_changes_when_its_file_does(archive: Archive) -> None:
    archive.save(PATH, b"ett\n")
    before = archive.store.entries()
    assert archive.store.entries() == before
    archive.save(PATH, b"tv\xc3\xa5\n")
    assert archive.store.entries() != before


@pytest.mark.parametrize(
    "name",
    [
        "records/Hälso- och sjukvård/år 2024.md",
        "records/-n.md",
        "records/--output=x.md",
        "records/[a-z]*?.md",
        "records/:(top)x.md",
        'records/"citat" \\n \'.md',
        "records/rad\nbryt\tning.md",
        "records/{x} %s $HOME `id`.md",
        "records/a\N{COMBINING RING ABOVE}.md",
        "records/latin-\udce5.md",
        "records/" + "d/" * 40 + "djup.md",
        "records/" + "n" * 252 + ".md",
        "records/#x.md",
        "records/blank .md",
    ],
)
def test_every_name_that_a_disk_takes_works(archive: Archive, name: str) -> None:
    first = archive.save(name, b"1")
    archive.save(name, b"2")
    assert archive.store.read(name) == b"2"
    assert [entry.path for entry in archive.store.entries()] == [name]
    assert archive.store.status() == []
    if archive.has_history:
        assert archive.store.read_at(first, name) == b"1"
        assert archive.store.changed(first, "HEAD") == [name]
        assert [commit.paths for commit in archive.store.log(name)] == [(name,), (name,)]
    archive.save(name, None)
    assert archive.store.entries() == []
    assert archive.store.status() == []


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x.md", "records/../../x.md", "records//x.md", "records/./x.md", ".git/config",
     "records/.GIT/hooks/x.md", "records/a\0b.md", "records/" + "å" * 128 + ".md", "records/x.md/", "records/\ud800.md"],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(archive: Archive, path: str) -> None:
    with pytest.raises(Refused):
        archive.store.read(path)
    with pytest.raises(Refused):
        archive.store.write([Write(path, b"x", None)], "Nytt")
    assert archive.store.entries() == []


@pytest.mark.parametrize(
    ("present", "expect"),
    [
        (None, etag_of(b"ett")),
        (b"ett", None),
        (b"ett", etag_of(b"annat")),
        (b"ett", ""),
    ],
)
def test_a_save_that_expects_something_else_is_refused(
    archive: Archive, present: bytes | None, expect: str | None
) -> None:
    if present is not None:
        archive.save(PATH, present)
    head = archive.store.head()
    for content in (b"nytt", None):
        writes = [Write("records/other.md", b"x", None), Write(PATH, content, expect)]
        with pytest.raises(ExternallyChanged) as refusal:
            archive.store.write(writes, "Nytt")
        assert (refusal.value.path, refusal.value.found) == (PATH, present)
        assert refusal.value.remedy
    assert archive.store.head() == head
    assert [entry.path for entry in archive.store.entries()] == ([PATH] if present else [])
    if present is not None:
        assert archive.store.read(PATH) == present


def test_many_files_are_one_change(versioned: Archive) -> None:
    versioned.save("records/old.md", b"gammal")
    versioned.save("records/x/gone.md", b"bort")
    etag = etag_of
    commit = versioned.store.write(
        [
            Write("records/new.md", b"gammal", None),
            Write("records/old.md", None, etag(b"gammal")),
            Write("records/x/gone.md", None, etag(b"bort")),
            *(Write(f"records/y/{number:03}.md", b"%d" % number, None) for number in range(60)),
        ],
        "Bytt namn",
    )
    assert versioned.store.head() == commit
    paths = [
        "records/new.md",
        "records/old.md",
        "records/x/gone.md",
        *(f"records/y/{n:03}.md" for n in range(60)),
    ]
    assert versioned.store.commit(commit).paths == tuple(paths)
    assert versioned.store.changed("HEAD~1", "HEAD") == paths
    assert versioned.store.read_at("HEAD", "records/old.md") is None
    assert versioned.store.status() == []
    assert len(versioned.store.entries()) == 61


@pytest.mark.parametrize("writes", [[], [Write(PATH, b"1", None), Write(PATH, b"2", None)]])
def test_nothing_and_twice_the_same_are_no_change(archive: Archive, writes: list[Write]) -> None:
    with pytest.raises(Refused):
        archive.store.write(writes, "Nytt")
    assert archive.store.entries() == []


def test_a_folder_is_made_and_goes_with_its_last_file(tmp_path: Path) -> None:
    for number, git in enumerate([True, False]):
        archive = on_disk(tmp_path / str(number), git=git)
        archive.save(PATH, b"x")
        archive.save(PATH, None)
        assert [entry.name for entry in (tmp_path / str(number) / "records").iterdir()] == []
        archive.store.close()


def test_status_names_what_happened_outside(versioned: Archive) -> None:
    for name in ("changed", "deleted", "same"):
        versioned.save(f"records/{name} å.md", b"1")
    versioned.outside("records/changed å.md", b"2")
    versioned.outside("records/deleted å.md", None)
    versioned.outside("records/new/added å.md", b"3")
    versioned.outside("notes.md", b"not a record")
    assert versioned.store.status() == [
        Dirty("records/changed å.md", "changed"),
        Dirty("records/deleted å.md", "deleted"),
        Dirty("records/new/added å.md", "added"),
    ]
    versioned.store.write(
        [
            Write("records/changed å.md", b"2", etag_of(b"2")),
            Write("records/deleted å.md", None, None),
            Write("records/new/added å.md", b"3", etag_of(b"3")),
        ],
        "Ändrat utanför",
    )
    assert versioned.store.status() == []
    assert versioned.store.read_at("HEAD", "records/new/added å.md") == b"3"
    assert versioned.store.read_at("HEAD", "records/deleted å.md") is None


def test_saving_what_is_saved_makes_no_commit(versioned: Archive) -> None:
    versioned.save(PATH, b"1")
    assert versioned.save(PATH, b"1") == ""
    versioned.outside(PATH, b"2")
    assert versioned.save(PATH, b"1") == ""
    assert versioned.store.read(PATH) == b"1"
    assert versioned.store.status() == []
    assert len(versioned.store.log()) == 1


MESSAGE = """Beslut x: utfall bordlagt → antaget

utfall: bordlagt → antaget
Obs: inte en trailer
giltigt från: – → 2024

Record: x
Record: y
Record-Type: decision
Change: edit
"""


def test_the_log_tells_who_when_and_what(versioned: Archive) -> None:
    when = datetime(2024, 9, 20, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    first = versioned.store.write([Write(PATH, b"1", None)], MESSAGE, author=ANNA, when=when)
    second = versioned.save("records/b.md", b"2", "Utan mer")
    newest, oldest = versioned.store.log()
    assert (newest.id, oldest.id) == (second, first)
    assert (newest.parents, oldest.parents) == ((first,), ())
    assert (newest.subject, newest.body, newest.trailers) == ("Utan mer", "", {})
    assert (oldest.author, oldest.email) == (ANNA.name, ANNA.email)
    assert oldest.when == when
    assert oldest.when.utcoffset() == timedelta(hours=2)
    assert oldest.subject == "Beslut x: utfall bordlagt → antaget"
    assert oldest.body == "utfall: bordlagt → antaget\nObs: inte en trailer\ngiltigt från: – → 2024"
    assert oldest.trailers == {"Record": ["x", "y"], "Record-Type": ["decision"], "Change": ["edit"]}
    assert oldest.paths == (PATH,)
    assert versioned.store.commit("HEAD~1") == oldest


def test_the_log_is_paged_and_chosen_from(versioned: Archive) -> None:
    start = datetime(2024, 1, 1, 12, tzinfo=UTC)
    ids = [
        versioned.store.write(
            [Write(f"records/{number % 3}/{number}.md", b"x", None)],
            f"Nummer {number}",
            author=ANNA if number % 2 else Author("Åke (Ö.) Exempel", "ake@example.invalid"),
            when=start + timedelta(days=number),
        )
        for number in range(7)
    ]
    newest_first = ids[::-1]
    assert [c.id for c in versioned.store.log(limit=3)] == newest_first[:3]
    assert [c.id for c in versioned.store.log(limit=3, before=newest_first[2])] == newest_first[3:6]
    assert versioned.store.log(before=ids[0]) == []
    assert [c.id for c in versioned.store.log("records/1/4.md")] == [ids[4]]
    assert [c.id for c in versioned.store.log(author="anna")] == [ids[5], ids[3], ids[1]]
    assert [c.id for c in versioned.store.log(author="anna", before=ids[5], limit=1)] == [ids[3]]
    assert [c.id for c in versioned.store.log(author="(Ö.)", limit=1)] == [ids[6]]
    assert [c.id for c in versioned.store.log(since="2024-01-06")] == newest_first[:2]
    assert [c.id for c in versioned.store.log(until="2024-01-02T13:00:00+00:00")] == [ids[1], ids[0]]
    assert [c.id for c in versioned.store.log(since="2024-01-02", until="2024-01-03")] == [ids[2], ids[1]]
    with pytest.raises(NotFound):
        versioned.store.log(before="feed")
    for odd in ("i går", "2024-13-01", "9999-12-31T23:59:60"):
        with pytest.raises(WrongUse):
            versioned.store.log(since=odd)


def test_a_day_of_the_log_is_the_day_where_the_commit_was_made(
    versioned: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tingsbok.store.git._PAGE", 2)  # those that only git counts in fill pages
    moments = ["2024-04-30T23:30+02:00", "2024-05-01T00:30+02:00", "2024-05-01T23:00-10:00"]
    moments += ["2024-05-02T23:30+14:00", "2024-05-02T12:00+02:00", "2024-05-02T13:00+02:00"]
    first, *_, last = ids = [
        versioned.store.write(
            [Write(PATH, b"%d" % n, versioned.etag(PATH))], "Nytt", when=datetime.fromisoformat(moment)
        )
        for n, moment in enumerate(moments)
    ]

    def found(**limits: Any) -> list[str]:
        answers = [[one.id for one in versioned.store.log(path, **limits)] for path in (None, PATH)]
        assert answers[0] == answers[1]
        return answers[0]

    assert found(since="2024-05-01", until="2024-05-01") == [ids[2], ids[1]]
    assert found(until="2024-05-01", limit=1) == [ids[2]]
    assert found(until="2024-05-01", limit=1, before=ids[2]) == [ids[1]]
    assert found(until="2024-04-30") == found(until="2024-04") == [first]
    assert found(since="2024-05", until="2024") == ids[:0:-1]
    assert found(since="2024-05-02") == ids[:2:-1]
    assert found(since="2024-05-02T12:30") == [last, ids[3]]
    assert found(since="2024-05-02T12:30+02:00") == [last]


def test_the_log_is_chosen_from_by_the_kind_of_change(versioned: Archive) -> None:
    approved = versioned.save(PATH, b"1", "Möte m: godkänt\n\nRecord: m\nChange: approve")
    versioned.save(PATH, b"2", "Om Change: approve\n\nChange: approve sa hon\n\nChange: edit")
    versioned.save(PATH, b"3", "Utan")
    assert [commit.id for commit in versioned.store.log(change="approve")] == [approved]
    assert [commit.id for commit in versioned.store.log(PATH, change="approve", author="e")] == [approved]
    assert versioned.store.log(change="correct") == []


def test_revisions_are_found_by_name(versioned: Archive) -> None:
    first = versioned.save(PATH, b"1")
    second = versioned.save(PATH, b"2")
    assert versioned.store.resolve("HEAD") == versioned.store.resolve(second[:12]) == second
    assert versioned.store.resolve("HEAD~1") == first
    assert versioned.store.read_at("HEAD~1", PATH) == b"1"
    assert versioned.store.holds("HEAD~1", PATH, b"1")
    assert not versioned.store.holds("HEAD~1", PATH, b"2")
    assert not versioned.store.holds(first, "records/lsg", b"")
    assert versioned.store.read_at(first, "records/lsg") is None
    assert versioned.store.read_at(first, f"{PATH}/x") is None
    assert versioned.store.changed(first, first) == []
    for odd in ("", "feed" * 10, "HEAD~9", "--all", "HEAD\nHEAD", "a b", "HEAD:x", "\ud800"):
        for ask in (
            versioned.store.resolve,
            versioned.store.commit,
            lambda rev: versioned.store.read_at(rev, PATH),
            lambda rev: versioned.store.holds(rev, PATH, b"1"),
        ):
            with pytest.raises(NotFound):
                ask(odd)


def test_a_file_too_large_is_not_read(archive: Archive) -> None:
    archive.outside("records/large.md", b"x" * (MAX_FILE_SIZE + 1))
    archive.outside("records/just.md", b"x" * MAX_FILE_SIZE)
    with pytest.raises(Refused):
        archive.store.read("records/large.md")
    assert len(archive.store.read("records/just.md")) == MAX_FILE_SIZE


@pytest.mark.parametrize("message", ["", "\n\n", " \n "])
def test_a_change_has_a_message(versioned: Archive, message: str) -> None:
    with pytest.raises(Refused):
        versioned.save(PATH, b"1", message)
    assert versioned.store.entries() == []


def test_a_message_cannot_act_on_a_terminal(versioned: Archive) -> None:
    versioned.save(PATH, b"1", "Namn \x1b]52;c;eA==\x07\0 \u202e x\r\n\r\nrad 2\n")
    (commit,) = versioned.store.log()
    assert commit.subject.isprintable()
    assert commit.subject.startswith("Namn ␛]52")
    assert commit.body == "rad 2"


def test_private_things_are_no_part_of_the_archive(archive: Archive) -> None:
    archive.store.private_dir.mkdir(parents=True, exist_ok=True)
    (archive.store.private_dir / "x.md").write_text("x")
    assert archive.store.entries() == []
    assert archive.store.status() == []


@pytest.mark.parametrize("git", [True, False])
def test_odd_things_on_disk_are_passed_over(tmp_path: Path, *, git: bool) -> None:
    archive = on_disk(tmp_path / "ark", git=git)
    root = tmp_path / "ark" / "records"
    archive.save("records/a/real.md", b"x")
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "y.md").write_text("y")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "inner.md").symlink_to("a/real.md")
    (root / "loop.md").symlink_to("loop.md")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "dir.md").mkdir()
    os.mkfifo(root / "pipe.md")
    assert [entry.path for entry in archive.store.entries()] == ["records/a/real.md"]
    again = archive.store.elsewhere()
    assert again is not None
    row = again()
    for name in ("link.md", "inner.md", "loop.md", "folder/y.md", "dir.md", "pipe.md"):
        with pytest.raises((Refused, NotFound)):
            archive.store.read(f"records/{name}")
        assert row.read("records/a/real.md") == b"x"
        with pytest.raises((Refused, NotFound)):
            row.read(f"records/{name}")
    for path in ("records/a/gone.md", "records/no/real.md", "records/a/..", "records/a/real.md/x", "x.md"):
        with pytest.raises((Refused, NotFound)) as told:
            archive.store.read(path)
        with pytest.raises(type(told.value), match=re.escape(told.value.message)):
            row.read(path)
    row.close()
    for name in ("link.md", "inner.md", "loop.md", "folder/y.md", "dir.md", "pipe.md"):
        with pytest.raises((Refused, ExternallyChanged)):
            archive.store.write([Write(f"records/{name}", b"z", None)], "Nytt")
        with pytest.raises((Refused, ExternallyChanged)):
            archive.store.write([Write(f"records/{name}", None, etag_of(b"secret"))], "Bort")
    assert (tmp_path / "secret.md").read_text() == "secret"
    assert (tmp_path / "elsewhere" / "y.md").read_text() == "y"
    archive.store.close()


def test_state_is_the_last_commit_and_what_differs_from_it(versioned: Archive) -> None:
    assert versioned.store.state() == (None, [])
    versioned.save(PATH, b"1")
    versioned.outside(PATH, b"2")
    assert versioned.store.state() == (versioned.store.head(), [Dirty(PATH, "changed")])
