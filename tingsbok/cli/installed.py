"""The app that is installed beside the command line: reached by name, so that nothing headless loads it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tingsbok.errors import NotFound
from tingsbok.i18n import t

_APP = "tui"


def from_app(module: str, name: str) -> Any:
    """Something that the app offers the command line.

    Named here rather than registered as an entry point: reading what is registered loads the metadata of
    every installed package, a tenth of the app's start.

    Args:
        module: Module inside the app; empty for the app itself.
        name: What is wanted of it.

    Raises:
        NotFound: No app is installed.
    """
    try:
        import_module(_APP)
    except ModuleNotFoundError as error:
        if error.name != _APP:
            raise
        raise NotFound(
            t("No app is installed."), remedy=t("Install the whole distribution: pipx install tingsbok")
        ) from error
    return getattr(import_module(f"{_APP}.{module}" if module else _APP), name)
