"""What is set, read from the user's file and the archive's; and changed, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tingsbok.errors import Refused
from tingsbok.i18n import t
from tingsbok.settings import Scalar, Settings, writing
from tingsbok.settings.keyboard import Keyboard, keyboard
from tingsbok.settings.writing import Change
from tui import keymap


class Held(Struct, frozen=True):
    """What is set now.

    Attributes:
        settings: The settings, as both files are now.
        keyboard: The keys in use, and which of the user's cannot be had.
    """

    settings: Settings
    keyboard: Keyboard

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, a sentence each."""
        return tuple(each.brief for each in (*self.settings.faults, *self.keyboard.faults))


def held(settings: Settings) -> Held:
    """Read both files again."""
    found = settings.reread()
    return Held(found, keyboard(found.own, keymap.actions(), str(found.file)))


def change_setting(settings: Settings, key: str, value: Scalar | None) -> Held:
    """Write a setting into the user's file, or take it out if *value* is ``None``.

    Raises:
        Refused: There is no place for a file, or it cannot be written.
        InvalidRecord: The file is not TOML.
    """
    return _written(settings, lambda file: writing.setting_changed(file, key, value))


def change_keys(settings: Settings, action: str, keys: tuple[str, ...]) -> Held:
    """Write an action's own keys into the user's file, or take them out if there are none.

    Raises:
        Refused: There is no place for a file, or it cannot be written.
        InvalidRecord: The file is not TOML.
    """
    return _written(settings, lambda file: writing.keys_changed(file, action, keys))


def _written(settings: Settings, change: Callable[..., Change]) -> Held:
    if settings.file is None:
        raise Refused(t("There is no place for a file of settings."))
    writing.write(change(settings.file))
    return held(settings)
