"""The log as a stream of bytes: commits with the files they touched, one after the other."""

from __future__ import annotations

import os
import select
from binascii import unhexlify
from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from subprocess import Popen

from msgspec import Struct

from tingsbok.errors import ExternalProgramFailed
from tingsbok.i18n import t
from tingsbok.store.git_log import LOOK
from tingsbok.store.git_run import PATIENCE, Runner, stop

_FIELDS = ("%H", "%P", "%ct", "%an", "%ae", "%aI", "%s", "%b", "%(trailers:only,unfold)")
_RAW = ("--raw", "--no-abbrev", "--diff-merges=first-parent")
_CHUNK = 1 << 16
_LARGEST = 1 << 62


class Touch(Struct, frozen=True):
    """A file that a commit touched, compared with its first parent.

    Attributes:
        path: The file, as git has it.
        mode: Its mode afterwards in octal digits, such as ``100644``; ``000000`` if it is gone.
        blob: The binary id of its content afterwards; empty if it is gone.
    """

    path: bytes
    mode: bytes
    blob: bytes


class RawCommit(Struct, frozen=True):
    """A commit as git tells it; ids are binary, texts are bytes that are UTF-8 unless git knows better.

    Attributes:
        id: Its id.
        parents: The ids of the commits before it.
        seconds: The committer's time, which git sorts by.
        author: Name of the author.
        email: Address of the author.
        when: The author's time in ISO form; anything if it is damaged.
        subject: First line of the message.
        body: The rest of the message, trailers included.
        trailers: The trailers, one a line.
        touches: The files, in git's order.
    """

    id: bytes
    parents: tuple[bytes, ...]
    seconds: int
    author: bytes
    email: bytes
    when: bytes
    subject: bytes
    body: bytes
    trailers: bytes
    touches: tuple[Touch, ...]


def raw_log(
    runner: Runner, tips: Sequence[str], without: Sequence[str] = ()
) -> Generator[RawCommit, None, None]:
    """Commits that can be reached from *tips* and not from *without*, newest first; close it to stop git.

    Args:
        runner: Starts git in the repository.
        tips: Full ids; among commits of the same second the order of the tips counts.
        without: Full ids.

    Raises:
        ExternalProgramFailed: git fails or keeps silent too long.
    """
    # The empty field in front ends the list of files before it, for no field of a file is empty.
    form = "--format=tformat:%x00" + "%x00".join(_FIELDS)
    process = runner.talk("log", *LOOK, form, "-z", *_RAW, "--stdin")
    try:
        _ask(process, [*tips, *(f"^{one}" for one in without)])
        yield from _parsed(_fields(process))
        if process.wait(PATIENCE) != 0:
            raise ExternalProgramFailed(
                t("git {command} failed: {said}", command="log", said=_complaint(process))
            )
    finally:
        stop(process)


def _ask(process: Popen[bytes], lines: Sequence[str]) -> None:
    if process.stdin is not None:
        try:
            process.stdin.write("".join(f"{line}\n" for line in lines).encode("ascii"))
            process.stdin.close()
        except OSError:  # git has ended; what it said is told below
            pass


def _complaint(process: Popen[bytes]) -> str:
    said = process.stderr.read(_CHUNK) if process.stderr is not None else b""
    return said.decode("utf-8", "replace").strip() or t("no answer")


def _fields(process: Popen[bytes]) -> Iterator[bytes]:
    if process.stdout is None:
        return
    output, rest = process.stdout.fileno(), b""
    ready = select.poll()
    ready.register(output, select.POLLIN)
    while True:
        if not ready.poll(PATIENCE * 1000):
            raise ExternalProgramFailed(t("git {command} failed: {said}", command="log", said=t("no answer")))
        chunk = os.read(output, _CHUNK)
        if not chunk:
            return
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _parsed(fields: Iterator[bytes]) -> Iterator[RawCommit]:
    count = len(_FIELDS)
    opened = next(fields, None) is not None
    while opened:
        head = list(islice(fields, count))
        if len(head) < count:
            return
        touches, opened = [], False
        for field in fields:
            if not field:
                opened = True
                break
            touches.append(_touch(field, next(fields, b"")))
        yield _commit(head, tuple(touches))


def _touch(about: bytes, path: bytes) -> Touch:
    """Mode and id before and after, and a letter; a line break goes before the first of a commit."""
    _, mode, _, blob, kind = about.split(b" ")
    return Touch(path, mode, b"" if kind == b"D" else unhexlify(blob))


def _commit(head: Sequence[bytes], touches: tuple[Touch, ...]) -> RawCommit:
    identity, parents, seconds, author, email, when, subject, body, trailers = head
    return RawCommit(
        unhexlify(identity),
        tuple(unhexlify(parent) for parent in parents.split()),
        min(int(seconds), _LARGEST) if seconds.isdigit() else 0,
        author,
        email,
        when,
        subject,
        body,
        trailers,
        touches,
    )
