"""Where things outside the archive live, and what the user and the archive have set.

The only module besides :mod:`tingsbok.cli` that looks at the environment.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from tingsbok import editors
from tingsbok.errors import InvalidRecord, WrongUse, reason_of, reason_of_toml
from tingsbok.i18n import LANGUAGES, t


class ArchiveSettings(Struct, frozen=True):
    """The archive's own ``archive.toml``.

    Attributes:
        title: What the archive is called.
        language: Language of commit messages and of what the program writes into records.
        ending_within: Months before a meeting's agenda tells that an agreement is about to end.
        format: Version of the record format that the archive is written in.
    """

    title: str
    language: str
    ending_within: int = 12
    format: int = 1


def archive_settings(root: Path) -> ArchiveSettings:
    """Read ``archive.toml``; what is absent or not text has its default.

    Raises:
        InvalidRecord: The file cannot be read or is not TOML; the message names the line.
    """
    import tomllib

    file = root / "archive.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        data = {}
    except OSError as error:
        raise InvalidRecord(
            t("archive.toml cannot be read: {error}", error=reason_of(error)),
            remedy=t("It must be a file that you may read, if it is there: everything in it has a default."),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRecord(
            t("archive.toml cannot be read: {error}", error=reason_of_toml(error)),
            remedy=t("Correct the line, or take the file away: everything in it has a default."),
        ) from error
    title, language, months = data.get("title"), data.get("language"), data.get("ending_within")
    version = data.get("format")
    if isinstance(version, str) and version.isdecimal():
        version = int(version)  # a newer format in quotation marks is newer all the same
    return ArchiveSettings(
        title=title if isinstance(title, str) and title else root.name,
        language=language if language in LANGUAGES else "sv",
        ending_within=_number(months, 12, most=_MOST_MONTHS),
        format=_number(version, 1),
    )


_MOST_MONTHS = 120
"""As many as the setting takes, see :mod:`tingsbok.settings.catalogue`."""


def _number(value: object, default: int, *, most: int = sys.maxsize) -> int:
    """The value if it is a number from 1 to *most*."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most:
        return value
    return default


def index_file(root: Path, folder: Path | None = None) -> Path:
    """The archive's index: in the user's cache folder, one for each place an archive lies in.

    Args:
        root: The archive.
        folder: Where it lies instead.
    """
    if folder is None:
        import platformdirs

        name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
        caches = Path(platformdirs.user_cache_dir("tingsbok", appauthor=False))
        folder = caches / f"{root.name[:40]}-{name}"
    return folder / "index.db"


def state_dir() -> Path:
    """Folder for what the program remembers between runs, such as its log."""
    import platformdirs

    return Path(platformdirs.user_state_dir("tingsbok", appauthor=False))


_USERS_OWN_GIT_VARIABLES = {
    *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"),
    *("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH"),
}


def settings_file(environ: Mapping[str, str]) -> Path:
    """The user's own settings: the file named in ``TINGSBOK_CONFIG``, or the one where the system has it."""
    if named := environ.get("TINGSBOK_CONFIG", ""):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("tingsbok", appauthor=False, roaming=True)) / "config.toml"


def foreign_git_variables() -> tuple[str, ...]:
    """Names of git's variables in the environment that must not reach our git.

    They stand there when the program is started from a hook or an alias, and mean that repository: its
    folder, its index, its time. Who the user is, where the user's own settings lie and how a server is
    reached is kept.
    """
    names = os.environ.keys() - _USERS_OWN_GIT_VARIABLES
    return tuple(sorted(name for name in names if name.startswith("GIT_")))


def today(text: str) -> date:
    """The date in *text* (``YYYY-MM-DD``), or the clock's if it is empty.

    Raises:
        WrongUse: The text is no date.
    """
    if not text:
        return date.today()  # noqa: DTZ011 - minutes are dated by the wall calendar, not in UTC
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            t('"{text}" is not a date.', text=text), remedy=t("Write it as 2024-11-08.")
        ) from error


def editor_command(chosen: str, git_editor: str = "") -> list[str]:
    """The user's text editor as an argument list, told to wait; empty if none is configured or found.

    Args:
        chosen: What the setting ``editor`` says, which is also what ``VISUAL`` or ``EDITOR`` says.
        git_editor: git's ``core.editor``, used if nothing is chosen; then nano or vi if installed.
    """
    import shlex
    import shutil

    command = chosen.strip() or git_editor.strip()
    try:
        words = shlex.split(command)
    except ValueError:  # a quotation mark without its twin
        words = command.split()
    words = words or [name for name in ("nano", "vi") if shutil.which(name)][:1]
    return editors.told_to_wait(words)
