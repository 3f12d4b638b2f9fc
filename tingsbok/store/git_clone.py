"""Fetching an archive from a git server into a new folder: whole or not at all.

The address comes from a person, so nothing in it may start a program, and a server that asks for a password
gets no answer: git would ask on the terminal, under the app.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from msgspec import Struct

from tingsbok.display import clean
from tingsbok.errors import ExternalProgramFailed, NotAnArchive, Refused, WrongUse, reason_of
from tingsbok.i18n import N_, t
from tingsbok.store.disk import is_archive_root
from tingsbok.store.git_run import WRITE, Profile, Runner, stop

PROTOCOLS = ("https", "http", "ssh", "git", "file")
"""Ways of fetching that start no program of the address's choosing."""

FETCH = Profile(
    {**WRITE.variables, "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS)},
    {key: value for key, value in WRITE.settings.items() if key not in {"core.fsync", "core.fsyncMethod"}},
)
"""Reaches the network, asks nobody, runs no hook; what it writes can be fetched again if the power goes."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PERCENT = re.compile(r"^(?P<phase>Receiving objects|Resolving deltas|Updating files):\s+(?P<percent>\d+)%")
_PHASES = {
    "Receiving objects": N_("fetching"),
    "Resolving deltas": N_("putting together"),
    "Updating files": N_("writing files"),
}
_ASKS = (
    "could not read Username",
    "could not read Password",
    "Authentication failed",
    "prompts disabled",
)
_UNKNOWN_KEY = ("Host key verification failed", "Permission denied (publickey")
_UNREACHABLE = ("Could not resolve host", "Failed to connect", "Connection refused", "Connection timed out")
_ABSENT = (
    "does not exist",
    "not found",
    "does not appear to be a git",
    "Could not read from remote",
)


class Cancelled(Refused):
    """The user has stopped it; nothing is left behind."""


class Progress(Struct, frozen=True):
    """How far the fetching has come.

    Attributes:
        phase: What is going on, in words.
        percent: How much of it is done.
    """

    phase: str
    percent: int


def refuse_address(address: str) -> None:
    """Refuse an address that is none, or that would start a program.

    Raises:
        WrongUse: It is empty, begins like a flag, or holds control characters.
        Refused: It names a way of fetching that runs a command.
    """
    if not address or address.startswith("-") or clean(address) != address:
        raise WrongUse(t("That is no address."), remedy=t("For example: https://git.example.org/archive.git"))
    scheme = _SCHEME.match(address)
    helper = "::" in address.partition("/")[0]
    if helper or (scheme and scheme[1].lower() not in PROTOCOLS):
        raise Refused(
            t("An address of that kind can start programs, so it is not fetched from."),
            remedy=t("Use an address with https:// or ssh://, or a folder."),
        )


def folder_name(address: str) -> str:
    """What a clone of the address is usually called: its last part without ``.git``."""
    last = re.split(r"[/:\\]", address.rstrip("/\\").removesuffix(".git").rstrip("/\\"))[-1]
    return last.strip(". ") or "tingsbok"


def clone(
    address: str,
    folder: Path,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Fetch an archive into a new folder.

    It is fetched beside the folder and moved there when it is whole, so a power cut leaves no half archive
    under the name the user chose.

    Args:
        address: Where it is fetched from.
        folder: The new folder; it must not exist or must be empty.
        progress: Told now and then how far it has come; called in this thread.
        cancelled: Asked often whether to stop.

    Returns:
        The folder.

    Raises:
        Cancelled: It was stopped.
        NotAnArchive: What was fetched holds no records.
        ExternalProgramFailed: git failed; the remedy says what to do.
        Refused: The folder is taken, or the address is one that is not fetched from.
    """
    refuse_address(address)
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(t("{path} is not empty.", path=folder), remedy=t("Choose a new folder."))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".tingsbok-", dir=folder.parent))
    except OSError as error:
        raise Refused(
            t("{path} cannot be made: {reason}.", path=folder, reason=reason_of(error)),
            remedy=t("Choose another folder."),
        ) from error
    try:
        half = beside / "clone"
        _fetch(_full(address), half, progress, cancelled or (lambda: False))
        if not is_archive_root(half):
            raise NotAnArchive(
                t("What is there is no archive: it has no folder records/."),
                remedy=t("Check the address. A new archive is made with the choice of its own."),
            )
        half.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _full(address: str) -> str:
    """A folder of this computer by its whole path: git starts elsewhere."""
    folder = Path(address).expanduser()
    return os.fspath(folder.absolute()) if folder.is_dir() else address


def _fetch(
    address: str, half: Path, progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]
) -> None:
    words = ("clone", "--progress", "--no-recurse-submodules", "--", address, str(half))
    process = Runner(half.parent).talk(*words, profile=FETCH)
    said: list[str] = []
    reader = threading.Thread(target=_listen, args=(process, said, progress), daemon=True)
    reader.start()
    try:
        while reader.is_alive():
            if cancelled():
                raise Cancelled(t("Stopped. Nothing was fetched."))
            reader.join(0.05)
        code = process.wait()
    finally:
        stop(process)
        reader.join()
    if code:
        raise _explained("\n".join(said))


def _listen(
    process: subprocess.Popen[bytes], said: list[str], progress: Callable[[Progress], None] | None
) -> None:
    """Read what git tells, line by line; a progress line ends with a carriage return."""
    pending = b""
    stream = process.stderr
    while stream is not None and (chunk := _some(stream)):
        *lines, pending = re.split(rb"[\r\n]", pending + chunk)
        for line in (each.decode("utf-8", "replace") for each in lines if each):
            found = _PERCENT.match(line)
            if found is None:
                said[:] = [*said[-20:], clean(line)]
            elif progress is not None:
                progress(Progress(t(_PHASES[found["phase"]]), int(found["percent"])))
    said.append(clean(pending.decode("utf-8", "replace")))


def _some(stream: IO[bytes]) -> bytes:
    try:
        return os.read(stream.fileno(), 4096)
    except (OSError, ValueError):  # closed by whoever has stopped it, during the reading or before it
        return b""


def _explained(complaint: str) -> ExternalProgramFailed:
    """What git complained about, as a sentence with what to do."""
    if any(words in complaint for words in _ASKS):
        return ExternalProgramFailed(
            t("The server wants a name and a password, which cannot be asked for here."),
            remedy=t("Fetch it once in a terminal, where git can ask: git clone ADDRESS"),
        )
    if any(words in complaint for words in _UNKNOWN_KEY):
        return ExternalProgramFailed(
            t("The server does not let you in, or is not known to this computer yet."),
            remedy=t("Try in a terminal: ssh SERVER. Ask who runs the server for access."),
        )
    if any(words in complaint for words in _UNREACHABLE):
        return ExternalProgramFailed(
            t("The server cannot be reached."), remedy=t("Check the address and the network.")
        )
    if any(words in complaint for words in _ABSENT):
        return ExternalProgramFailed(
            t("There is no archive at that address, or it may not be read."), remedy=t("Check the address.")
        )
    last = next((line for line in reversed(complaint.splitlines()) if line.strip()), "")
    return ExternalProgramFailed(
        t("git {command} failed: {said}", command="clone", said=last or t("no answer")),
        remedy=t("Check the address and the network."),
    )
