"""How many lines of a list are wanted."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

from tingsbok.i18n import t

_MOST: Final = 1_000_000_000
"""More than any archive has; a larger number means no more than this."""


def at_most(text: str) -> int:
    """The ``type`` of an argument that says how many lines to print at most; 0 means all.

    Raises:
        ArgumentTypeError: It is no number, or fewer than none.
    """
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise ArgumentTypeError(t('"{text}" is no number from 0 upwards.', text=text))
    return min(number or _MOST, _MOST)
