"""Where the schemas and the sample archive lie: in a wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_data"


def schemas_dir() -> Path:
    """The folder of the JSON Schemas that the program ships."""
    return _home() / "schemas"


def sample_dir() -> Path:
    """The folder that holds the sample archive: ``archive.toml`` and ``records/``."""
    return _home()


def _home() -> Path:
    """The one place that knows: the wheel's data if they are there, or else the checkout."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent
