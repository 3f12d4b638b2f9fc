"""The process's own input and output, made fit for text whatever the locale says."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tingsbok.errors import ExternalProgramFailed, WrongUse, reason_of
from tingsbok.i18n import t


def prepare() -> None:
    """See to it that every stream is there and takes every letter.

    A stream that the caller closed becomes one to nowhere: otherwise the next file that is opened, the index
    for one, would get its number and our words. What the stream's encoding lacks is written as an escape.

    Raises:
        ExternalProgramFailed: Something was written before, and standard output does not take it.
        BrokenPipeError: Nobody reads any more.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _nowhere(number))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with _told():
                stream.reconfigure(errors="backslashreplace")


def _nowhere(number: int) -> TextIO:
    descriptor = os.open(os.devnull, os.O_RDWR)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    return open(number, "w" if number else "r", encoding="utf-8", closefd=False)


def write(text: str) -> None:
    """Write to standard output.

    Raises:
        ExternalProgramFailed: It takes nothing more, for example because the disk is full.
        BrokenPipeError: Nobody reads any more.
    """
    with _told():
        sys.stdout.write(text)


def finish() -> None:
    """Let standard output have everything; raises like :func:`write`."""
    with _told():
        sys.stdout.flush()


def let_go() -> None:
    """Send what is still unwritten to nowhere, so that leaving the process does not stumble on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def read_all() -> str:
    """All of standard input, which is UTF-8 whatever the locale says.

    Raises:
        WrongUse: It is not.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse(
            t("Standard input is not UTF-8 text."), remedy=t("Save it as UTF-8 and try again.")
        ) from error


@contextmanager
def _told() -> Iterator[None]:
    """Say in the user's words that standard output takes nothing more; not that nobody reads any more."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go()
        message = t("The output could not be written: {reason}.", reason=reason_of(error))
        raise ExternalProgramFailed(message) from error
