"""A record's file as a form would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.present.file import SAME, FileRows, file_rows, whole_file

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.record import Record


def file_as_saved(archive: Archive, record: Record | None, diff: str, width: int) -> FileRows:  # noqa: ARG001
    """The whole file in rows, laid out in the thread of the archive's questions so that no key waits for it.

    Args:
        archive: The archive; what saving does has been asked for already.
        record: The record as it was read; ``None`` for a new one.
        diff: Unified diff of what saving would do; empty for nothing.
        width: Cells of a row.
    """
    if record is None:  # every line of it is new, so that a sign would say nothing
        return file_rows([replace(line, sign=SAME) for line in whole_file("", diff)], width)
    return file_rows(whole_file(record.raw.decode("utf-8", "replace"), diff), width)
