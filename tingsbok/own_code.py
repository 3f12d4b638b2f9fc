"""What tells one state of this program from another, so that nobody takes for new what an older one kept."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache


@cache
def state_of(package: str) -> str:
    """A hash over names, sizes and times of a package's modules and texts, also while they are being written.

    Args:
        package: The name of a package that is loaded.
    """
    return hashlib.sha256(json.dumps(sorted(_files(package))).encode()).hexdigest()


def _files(package: str) -> Iterator[tuple[str, int, int]]:
    root = os.path.dirname(sys.modules[package].__file__ or "")  # noqa: PTH120 - as os.walk has it
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith((".py", ".po")):
                file = f"{folder}/{name}"
                with suppress(OSError):  # somebody may be installing another version right now
                    state = os.stat(file)  # noqa: PTH116 - hundreds of files
                    yield (file.removeprefix(root), state.st_size, state.st_mtime_ns)
