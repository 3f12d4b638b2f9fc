"""Which programs an archive brings along, and whether the user lets them run.

A save starts two kinds: the hooks around a commit, and the programs that sign one. Nothing else of an
archive's ever runs: no filter, no driver, no monitor, no editor or pager, and nothing that fetches.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.store.git_place import SIGNERS, Place, Settings, find_place, read_settings
from tingsbok.trust import TrustBook

EVERYWHERE = "tingsbok.trustHooks"
"""Setting that lets every archive's programs run; it counts only where no repository can set it."""

PYTHON = "tingsbok.python"
"""Setting of a clone: the Python that runs this program where it is not found by its name."""

CHECK_HOOK = f"""\
#!/bin/sh
# Checks the records that are staged. Skip it once with: git commit --no-verify
if command -v tingsbok >/dev/null 2>&1; then exec tingsbok check --staged; fi
python=$(git config {PYTHON})
if [ -x "$python" ]; then exec "$python" -P -m tingsbok check --staged; fi
echo "tingsbok hittas inte: posterna granskades inte (not found: records were not checked)" >&2
"""
"""The hook that `tingsbok init --wire` makes. It is for plain git: a save of ours checks records itself."""

_EARLIER_HOOK = """\
#!/bin/sh
# Checks the records that are staged. Skip it once with: git commit --no-verify
command -v tingsbok >/dev/null 2>&1 || exit 0
exec tingsbok check --staged
"""

DIFF_DRIVER = (
    f"f() {{ python=$(git config {PYTHON}); "
    'if command -v tingsbok >/dev/null 2>&1; then tingsbok git-diff "$@"; '
    'elif [ -x "$python" ]; then "$python" -P -m tingsbok git-diff "$@"; '
    'else git --no-pager diff --no-index --no-ext-diff -- "$2" "$5" || :; fi; }; f'
)
"""The diff driver that goes with the hook; where the program is gone, git tells the lines that differ."""

_CREDENTIALS = re.compile(r"//[^/@]*@")
_HOOKS = ("pre-commit", "commit-msg")
_READ_AT_MOST = 1024 * 1024
# They change with every new branch and every push, and name nothing that a save starts.
_HARMLESS = ("branch.", "remote.")


class Program(Struct, frozen=True):
    """A program that a save would start.

    Attributes:
        name: The hook's name, or the setting's.
        command: The hook's file, or the setting's value.
    """

    name: str
    command: str


class Standing(Struct, frozen=True):
    """What an archive brings along, and what the user has said to it.

    Attributes:
        programs: What a save would start.
        answer: What the user has said; ``None`` if the question was not answered as it stands now.
        place: The archive.
        mark: Tells these programs and settings from any others.
        origin: Where the archive was fetched from, as its settings say; without names and passwords.
    """

    programs: tuple[Program, ...]
    answer: bool | None
    place: Path
    mark: str
    origin: str = ""

    @property
    def question(self) -> str:
        """The question to put to the user; empty if there is nothing to ask, or it has been answered."""
        if not self.programs or self.answer is not None:
            return ""
        listed = "\n".join(f"  {program.name}: {program.command}" for program in self.programs)
        asked = t("May it? Only say yes if you know who made the archive.")
        return "\n".join((t("At each save this archive would start programs of its own:"), listed, asked))


def standing(place: Place, settings: Settings) -> Standing:
    """Look at what an archive brings along."""
    programs = (*_hooks(place, settings), *_signers(settings))
    if not programs:
        return Standing((), None, place.root, "")
    mark = _mark(place, settings)
    everywhere = settings.is_true(EVERYWHERE, own=True)
    answer = True if everywhere else TrustBook().answer(place.root, mark)
    origin = _CREDENTIALS.sub("//", settings.all.get("remote.origin.url", ""))
    return Standing(programs, answer, place.root, mark, origin)


def standing_of(root: Path) -> Standing:
    """The same for the archive in *root*."""
    place = find_place(root)
    return standing(place, read_settings(place.runner))


def hooks_folder(place: Place, settings: Settings) -> Path:
    """Where git looks for this repository's hooks."""
    named = settings.all.get("core.hookspath", "")
    return place.root / Path(named).expanduser() if named else place.common_dir / "hooks"


def _hooks(place: Place, settings: Settings) -> Iterator[Program]:
    for name in _HOOKS:
        file = hooks_folder(place, settings) / name
        if os.access(file, os.X_OK) and file.is_file() and not is_our_own(file):
            yield Program(name, os.fspath(file))


def is_our_own(file: Path) -> bool:
    """Whether a hook is the one that this program makes, or made earlier."""
    known = {CHECK_HOOK, _EARLIER_HOOK}
    try:
        return file.stat().st_size in map(len, known) and file.read_text(encoding="utf-8") in known
    except (OSError, UnicodeDecodeError):
        return False


def _signers(settings: Settings) -> Iterator[Program]:
    if not settings.is_true("commit.gpgSign"):
        return
    for key in SIGNERS:
        value = settings.all.get(key.lower(), "")
        if value and value != settings.own.get(key.lower()):
            yield Program(key, value)


def _mark(place: Place, settings: Settings) -> str:
    """A digest of all that decides what would run: the repository's settings, every file beside the hooks."""
    digest = hashlib.sha256()
    entries = (entry for entry in settings.local if not entry.startswith(_HARMLESS))
    for part in (os.fspath(place.common_dir), *entries, *_files(hooks_folder(place, settings))):
        digest.update(hashlib.sha256(os.fsencode(part)).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        try:
            about = file.stat()
            if not stat.S_ISREG(about.st_mode) or file.suffix == ".sample":
                continue
            small = about.st_size <= _READ_AT_MOST
            holds = hashlib.sha256(file.read_bytes()).hexdigest() if small else str(about.st_mtime_ns)
        except OSError:
            continue
        yield f"{file.name}\0{about.st_mode & 0o111}\0{about.st_size}\0{holds}"
