"""Faults that nobody foresaw: written to a log file, told in one sentence."""

from __future__ import annotations

import logging
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path

from tingsbok.i18n import t

_LOGGER = logging.getLogger("tingsbok.tui")
_LARGEST = 1_000_000


class FaultLog:
    """Where unforeseen faults are written.

    Args:
        folder: Folder of the log; the user's state folder if absent.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._handler: logging.Handler | None = None

    @cached_property
    def file(self) -> Path:
        """The log."""
        from tingsbok import config

        return (self._folder or config.state_dir()) / "tingsbok.log"

    def write(self, error: BaseException) -> str:
        """Write the fault with its traceback; the sentence to show says where."""
        try:
            self._open()
        except OSError:
            return t("An unforeseen fault: {error}. Your files are untouched.", error=repr(error))
        _LOGGER.error("unforeseen fault", exc_info=error)
        return t("An unforeseen fault. Your files are untouched. Details: {path}", path=self.file)

    def close(self) -> None:
        """Let go of the file."""
        if self._handler is not None:
            _LOGGER.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _open(self) -> None:
        if self._handler is not None:
            return
        from logging.handlers import RotatingFileHandler

        class OwnFileHandler(RotatingFileHandler):
            """The log can hold a line of a record: whichever file it goes on in, only the user reads it."""

            def _open(self) -> TextIOWrapper:
                stream = super()._open()
                Path(self.baseFilename).chmod(0o600)
                return stream

        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = OwnFileHandler(self.file, maxBytes=_LARGEST, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _LOGGER.addHandler(handler)
        _LOGGER.propagate = False
        self._handler = handler
