"""What to do when git cannot read its own repository: each kind of damage has its remedy."""

from __future__ import annotations

import re
from pathlib import Path

from tingsbok.i18n import t

# compiled when something is broken, not at each start
_PARTIAL = r"(?i)promisor|lazy fetching"
_INDEX = r"index file|index uses|index version|index entry|in the index|bad signature|unordered stage entries"
_DISK = (
    r"[Pp]ermission (denied|for)|Read-only file system|No space left|quota|Input/output error|File too large"
)
_OBJECTS = (
    r"(?i)bad object|bad tree|unable to (read|parse|unpack)|could not (read|parse)|loose object|packfile"
    r"|pack has|corrupt|missing (blob|tree|commit)|not a valid object|no such ref|failed to traverse|broken"
)


def remedy_for(complaint: str, git_dir: str = "") -> str:
    """What helps against what git complains about; empty if it is no damage that is known here.

    Args:
        complaint: What git said.
        git_dir: The repository's folder, if it is known, to name the damaged file.
    """
    if re.search(_PARTIAL, complaint):
        return fetch_the_rest()
    if re.search(_DISK, complaint):
        return t("Check the free space, the permissions and the disk, then save again.")
    if re.search(_INDEX, complaint):
        return t(
            "Remove {file} and run git reset in the archive: that makes it anew and changes no file.",
            file=Path(git_dir or ".git") / "index",
        )
    return look_for_a_copy() if re.search(_OBJECTS, complaint) else ""


def look_for_a_copy() -> str:
    """The remedy when objects or branches are gone."""
    return t("Check the repository with git fsck; a clone or a backup may have what is missing.")


def fetch_the_rest() -> str:
    """The remedy when a partial clone has left out what is asked for."""
    return t(
        "The clone is partial and nothing is fetched behind your back. Fetch the rest once: {command}",
        command="git fetch --refetch --no-filter",
    )
