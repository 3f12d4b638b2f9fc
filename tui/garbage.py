"""Python's search for garbage: not while the app starts, and later only among what came after."""

from __future__ import annotations

import gc


def wait() -> None:
    """Do not look for garbage for now: hardly anything of what a start loads is any (600 of 94,000 objects).

    Looking is a tenth of the processor time until the first rows stand.
    """
    gc.disable()


def begin() -> None:
    """Look for garbage from now on, but not among what there is: code and style sheets, which stay.

    Going through all of those takes 40 ms, long enough to be seen as a hitch. Only after :func:`wait`: a
    program that starts many apps, as the tests do, would keep what belongs to each.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
