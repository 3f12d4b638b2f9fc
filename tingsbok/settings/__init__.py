"""What the user, the archive and the environment have set: read, checked, weighed and written.

One setting has one value and one origin: a flag beats the environment, that the archive's ``archive.toml``,
that the user's ``config.toml``, and that the default. Nothing in a file can stop the program: what is wrong
is told, and the next source counts.
"""

from __future__ import annotations

from tingsbok.settings.catalogue import ARCHIVE_ONLY, SETTINGS, Scalar, Setting, setting_named
from tingsbok.settings.faults import Fault
from tingsbok.settings.weigh import Origin, Settings, Value

__all__ = [
    "ARCHIVE_ONLY", "SETTINGS", "Fault", "Origin", "Scalar", "Setting", "Settings", "Value", "setting_named",
]  # fmt: skip
