"""What the app that is installed beside the command line offers it; none of it is known here by name."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from tingsbok.errors import NotFound
from tingsbok.i18n import t


def from_app(group: str) -> Any:
    """What an app has registered under a group of entry points, loaded.

    Raises:
        NotFound: No app is installed.
    """
    found = next(iter(entry_points(group=group)), None)
    if found is None:
        raise NotFound(
            t("No app is installed."), remedy=t("Install the whole distribution: pipx install tingsbok")
        )
    return found.load()
