"""A whole history at once, for a repository that has none: one git process instead of several a commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tingsbok.store.base import Author
from tingsbok.store.git_place import find_place
from tingsbok.store.git_run import WRITE
from tingsbok.store.messages import encode_message


class PastCommit(Struct, frozen=True):
    """A commit as it is to be.

    Attributes:
        files: The new bytes of the files it touches, by path relative to the archive with ``/``.
        message: The whole message.
        author: Author and committer.
        when: When, with time zone.
    """

    files: Mapping[str, bytes]
    message: str
    author: Author
    when: datetime


def write_past(root: Path, commits: Sequence[PastCommit], branch: str = "main") -> tuple[str, ...]:
    """Make the commits, oldest first, and put the last one's files into the work tree.

    No hook runs and nothing is signed: the authors are not the person at the keyboard.

    Args:
        root: A repository without commits and with nothing in its work tree.
        commits: The history.
        branch: The branch it is on, which is checked out.

    Returns:
        The commits' ids, oldest first.

    Raises:
        ExternalProgramFailed: git is missing or fails.
    """
    runner, ref = find_place(root).runner, f"refs/heads/{branch}"
    stream = b"".join(_told(commit, ref) for commit in commits)
    runner.run("fast-import", "--quiet", "--date-format=raw", profile=WRITE, feed=stream + b"done\n")
    runner.run("reset", "--hard", "--quiet", ref, profile=WRITE)
    return tuple(runner.run("rev-list", "--reverse", "--end-of-options", ref).text.split("\n"))


def _told(commit: PastCommit, ref: str) -> bytes:
    """The commit in the language of git-fast-import(1)."""
    seconds, zone = int(commit.when.timestamp()), commit.when.strftime("%z")
    who = f"{commit.author.name} <{commit.author.email}> {seconds} {zone}"
    head = f"commit {ref}\nauthor {who}\ncommitter {who}\n".encode()
    files = (b"M 100644 inline " + _quoted(path) + b"\n" + _data(raw) for path, raw in commit.files.items())
    return head + _data(encode_message(commit.message)) + b"".join(files)


def _data(raw: bytes) -> bytes:
    return f"data {len(raw)}\n".encode() + raw + b"\n"


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode()
