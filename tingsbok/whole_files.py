"""Files outside the records that are replaced whole or not at all: drafts, answers, settings, documents."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def replace_whole(file: Path, content: bytes, mode: int = 0o600, *, durable: bool = True) -> None:
    """Put bytes in the place of a file's old ones; nobody ever finds a part of them.

    Args:
        file: The file; its folder is there.
        content: What it is to hold.
        mode: Who may read and write it.
        durable: Whether it must outlast a power failure; what can be worked out again need not.

    Raises:
        OSError: It cannot be written; the old file is as it was, and nothing is left beside it.
    """
    import tempfile  # many commands look something up and end: none of them waits for it

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            if durable:
                new.flush()
                os.fsync(new.fileno())
        Path(name).chmod(mode)
        Path(name).replace(file)
    finally:  # on a full disk nothing may be left that makes it fuller
        with suppress(FileNotFoundError):
            Path(name).unlink()
