"""git's objects: read through one long-lived process, and new trees built of the folders on a path only."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from typing import IO, Self, TypeVar

from msgspec import Struct

from tingsbok.errors import ExternalProgramFailed, NotFound
from tingsbok.i18n import t
from tingsbok.store.base import MAX_FILE_SIZE
from tingsbok.store.disk import too_large
from tingsbok.store.git_damage import fetch_the_rest, look_for_a_copy
from tingsbok.store.git_run import WRITE, Runner, next_line, stop

T = TypeVar("T")

FOLDER = "40000"
_REGULAR = {"100644", "100755", "100664"}
_LARGEST_TREE = 64 * 1024 * 1024
_MOST_REMEMBERED = 512
"""Folders of revisions that are kept at hand: who compares many files with history asks for the same ones."""
_DIGITS_OF_SHA1 = 40
_WHOLE_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


class Object(Struct, frozen=True):
    """A git object: its full name, its kind (``blob``, ``tree``, ``commit``) and its bytes."""

    id: str
    kind: str
    data: bytes


class TreeEntry(Struct, frozen=True):
    """What stands at a name in a tree: git's file mode, and the object's id."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """True for a regular file: no link, no folder, no other repository."""
        return self.mode in _REGULAR


class Objects:
    """Reads objects. Safe to use from several threads.

    Args:
        runner: Starts git in the repository.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()
        self._commits: dict[str, Object] = {}
        self._trees: dict[str, dict[bytes, TreeEntry]] = {}

    def find(self, name: str, *, limit: int = _LARGEST_TREE) -> Object | None:
        """Return the object that *name* names, ``None`` if there is none.

        Args:
            name: An id, a branch, or anything else that git understands, such as ``HEAD~2^{commit}``.
            limit: Largest size in bytes that is read.

        Raises:
            Refused: It is larger.
            ExternalProgramFailed: git cannot read it.
        """
        try:
            question = os.fsencode(name)
        except UnicodeEncodeError:  # half of a surrogate pair, which names nothing
            return None
        if not question or b"\n" in question or b"\0" in question:
            return None
        with self._asking, ExitStack() as failed:
            # An answer that was not read to its end would be taken for the next one.
            failed.callback(self._stop)
            found = self._ask(question, limit)
            failed.pop_all()
            return found

    def _ask(self, name: bytes, limit: int) -> Object | None:
        # No answer means that git has died since the last question; a new one is asked once more.
        words = (self._answer(name) or self._answer(name)).rstrip(b"\n").rsplit(b" ", 2)
        if words[-1] in {b"missing", b"ambiguous"}:
            return None
        if len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - id, kind, size
            raise self._unreadable(os.fsdecode(name))
        if int(words[2]) > limit:
            raise too_large(os.fsdecode(name))
        data = self._pipes()[1].read(int(words[2]) + 1)
        if len(data) != int(words[2]) + 1:
            raise self._unreadable(os.fsdecode(name))
        return Object(words[0].decode("ascii"), words[1].decode("ascii"), data[:-1])

    def _answer(self, name: bytes) -> bytes:
        questions, _ = self._pipes()
        try:
            questions.write(name + b"\n")
            questions.flush()
            answer = next_line(self._started(), "cat-file")
        except OSError:
            answer = b""
        if not answer:
            self._stop()
        return answer

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        return pipes(self._started())

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = self._runner.talk("cat-file", "--batch")
        return self._process

    def commit(self, rev: str) -> Object:
        """Return the commit that *rev* names.

        Raises:
            NotFound: No such revision.
        """
        known = self._commits.get(rev)
        if known is not None:
            return known
        found = self.find(f"{rev}^{{commit}}") if rev and not rev.startswith("-") else None
        if found is None:
            raise NotFound(
                t('There is no revision "{rev}".', rev=rev), remedy=t("Look it up in the history.")
            )
        if found.id == rev and _WHOLE_ID.match(rev):
            _remember(self._commits, rev, found)
        return found

    def tree(self, tree_id: str) -> dict[bytes, TreeEntry]:
        """Names and what they stand for in one folder of a revision; not to be changed."""
        known = self._trees.get(tree_id)
        if known is not None:
            return known
        found = self.find(tree_id)
        if found is None or found.kind != "tree":
            raise self._unreadable(tree_id)
        entries = parse_tree(found.data, len(found.id) // 2)
        if found.id == tree_id:
            _remember(self._trees, tree_id, entries)
        return entries

    def at(self, tree_id: str, path: str) -> TreeEntry | None:
        """What stands at a path below a tree; ``None`` if nothing does."""
        folder, _, last = path.rpartition("/")
        entries = self._folder(tree_id, folder)
        if entries is not None:
            return entries.get(os.fsencode(last))
        place = TreeEntry(FOLDER, tree_id)
        for name in os.fsencode(path).split(b"/"):
            if place.mode != FOLDER:
                return None
            found = self.tree(place.id).get(name)
            if found is None:
                return None
            place = found
        return place

    def _folder(self, tree_id: str, path: str) -> dict[bytes, TreeEntry] | None:
        """A folder of a tree, or a commit, in one question; ``None`` if it must be looked for one by one."""
        name = f"{tree_id}:{path}"
        known = self._trees.get(name)
        if known is not None or not path or path.startswith(".") or not _WHOLE_ID.match(tree_id):
            return known
        found = self.find(name)
        if found is None or found.kind != "tree":
            return None
        entries = parse_tree(found.data, len(found.id) // 2)
        _remember(self._trees, name, entries)
        return entries

    def file(self, tree_id: str, path: str) -> bytes | None:
        """Bytes of a regular file below a tree; ``None`` if there is none.

        Raises:
            Refused: The file is too large.
        """
        place = self.at(tree_id, path)
        if place is None or not place.is_file:
            return None
        return self.content(place.id, path)

    def holds(self, rev: str, path: str, content: bytes) -> bool:
        """Whether a regular file of a revision has these bytes; its content is not asked for."""
        folder, _, name = path.rpartition("/")
        entries = self._folder(rev, folder)
        place = entries.get(os.fsencode(name)) if entries else self.at(tree_of(self.commit(rev)), path)
        return place is not None and place.is_file and place.id == blob_id(content, len(place.id))

    def content(self, blob: str, name: str = "") -> bytes:
        """Bytes of a file by the id of its content.

        Args:
            blob: The id.
            name: What it is called if it cannot be read.

        Raises:
            Refused: The file is too large.
        """
        found = self.find(blob, limit=MAX_FILE_SIZE)
        if found is None:
            raise self._unreadable(name or blob)
        return found.data

    def _unreadable(self, name: str) -> ExternalProgramFailed:
        promised = ("config", "--get-regexp", r"^remote\..*\.promisor$")
        partial = self._runner.run(*promised, accept=(0, 1)).code == 0
        remedy = fetch_the_rest() if partial else look_for_a_copy()
        return ExternalProgramFailed(t("git cannot read {name}.", name=name), remedy=remedy)

    def close(self) -> None:
        """End the process."""
        with self._asking:
            self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            stop(process)


def _remember(known: dict[str, T], name: str, found: T) -> None:
    """Keep what never changes; when it is much, begin anew."""
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[name] = found


def blob_id(content: bytes, length: int) -> str:
    """The id that git gives to a file's bytes, in a repository whose ids have so many digits."""
    kind = hashlib.sha1 if length == _DIGITS_OF_SHA1 else hashlib.sha256
    return kind(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def tree_of(commit: Object) -> str:
    """Id of a commit's tree."""
    return commit.data.split(b"\n", 1)[0].removeprefix(b"tree ").decode("ascii")


def parse_tree(data: bytes, id_length: int) -> dict[bytes, TreeEntry]:
    """Take a tree object apart: ``mode SP name NUL id``, the id as *id_length* raw bytes."""
    entries: dict[bytes, TreeEntry] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + id_length
        entries[name] = TreeEntry(mode.decode("ascii"), data[end + 1 : at].hex())
    return entries


class TreeBuilder:
    """Writes trees that differ from existing ones at a few paths; use as a context manager.

    Only the folders on those paths are read and written, so the cost does not grow with the archive.

    Args:
        runner: Starts git in the repository.
        objects: Reads the existing trees.
    """

    def __init__(self, runner: Runner, objects: Objects) -> None:
        self._objects = objects
        self._process = runner.talk("mktree", "--batch", "-z", "--missing", profile=WRITE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        stop(self._process)

    def build(self, tree_id: str, changes: Mapping[str, TreeEntry | None]) -> str:
        """Return the id of a new tree.

        Args:
            tree_id: The tree to start from; empty for none.
            changes: What shall stand at each path; ``None`` takes it away.
        """
        encoded = {tuple(os.fsencode(path).split(b"/")): place for path, place in changes.items()}
        return self._write(self._merged(tree_id, encoded))

    def _merged(
        self, tree_id: str, changes: dict[tuple[bytes, ...], TreeEntry | None]
    ) -> dict[bytes, TreeEntry]:
        entries = dict(self._objects.tree(tree_id)) if tree_id else {}
        below: dict[bytes, dict[tuple[bytes, ...], TreeEntry | None]] = {}
        for (name, *rest), place in changes.items():
            if rest:
                below.setdefault(name, {})[tuple(rest)] = place
            elif place is None:
                entries.pop(name, None)
            else:
                entries[name] = place
        for name, inner in below.items():
            present = entries.get(name)
            folder = self._merged(present.id if present and present.mode == FOLDER else "", inner)
            if folder:
                entries[name] = TreeEntry(FOLDER, self._write(folder))
            elif present and present.mode == FOLDER:
                del entries[name]
        return entries

    def _write(self, entries: dict[bytes, TreeEntry]) -> str:
        questions, _ = pipes(self._process)
        lines = (_line(name, place) for name, place in entries.items())
        try:
            questions.write(b"".join(lines) + b"\0")
            questions.flush()
            tree_id = next_line(self._process, "mktree").decode("ascii").rstrip("\n")
        except OSError:
            tree_id = ""
        # mktree names a tree also if it could not write it, for example to a full disk.
        if not tree_id or self._objects.find(tree_id) is None:
            raise ExternalProgramFailed(
                t("git could not store the list of files."), remedy=t("Check the free space on the disk.")
            )
        return tree_id


def _line(name: bytes, place: TreeEntry) -> bytes:
    kind = {FOLDER: b"tree", "160000": b"commit"}.get(place.mode, b"blob")
    return b"%s %s %s\t%s\0" % (place.mode.encode(), kind, place.id.encode(), name)


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """The input and the output of a process started with :meth:`Runner.talk`."""
    if process.stdin is None or process.stdout is None:
        raise OSError
    return process.stdin, process.stdout
