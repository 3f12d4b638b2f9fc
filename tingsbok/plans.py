"""Actions worked out: what a change would write, which can be shown or carried out."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tingsbok.actions import Preview
from tingsbok.changes import FieldChange
from tingsbok.history import unified
from tingsbok.problems import Problem
from tingsbok.record import Record, etag_of
from tingsbok.store.base import Write


class Part(Struct, frozen=True):
    """One record of a plan, before and after; ``None`` where it does not exist.

    Attributes:
        stale: Etag of the file where that is older than *before*, which is what is committed.
    """

    before: Record | None
    after: Record | None
    stale: str = ""

    @property
    def record(self) -> Record:
        """The record as it will be, or as it was if it is taken away."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a part of a plan has at least one side")
        return record


class Plan(Struct, frozen=True):
    """An action worked out: the files it writes and the message it is committed with."""

    parts: tuple[Part, ...]
    writes: tuple[Write, ...]
    message: str
    changes: tuple[FieldChange, ...]
    problems: tuple[Problem, ...]

    @property
    def subject(self) -> str:
        """First line of the commit message."""
        return self.message.partition("\n")[0]

    def preview(self) -> Preview:
        """The plan as a front end shows it."""
        paths = tuple(write.path for write in self.writes)
        return Preview(
            path=paths[0] if paths else "",
            subject=self.subject,
            message=self.message,
            changes=self.changes,
            problems=self.problems,
            diff="\n".join(unified(part.before, part.after) for part in self.parts),
            paths=paths,
        )


def raw_of(record: Record | None) -> bytes | None:
    """The bytes of a record; ``None`` if there is none."""
    return record.raw if record else None


def is_moved(part: Part) -> bool:
    """True if the record changes its file."""
    return bool(part.before and part.after and part.before.path != part.after.path)


def writes_of(part: Part, *, on_disk: bool) -> Iterable[Write]:
    """The files of one part. ``on_disk``: the new state already lies in the work tree."""
    before, after = part.before, part.after
    if on_disk:
        yield Write(part.record.path, after.raw if after else None, etag_of(after.raw) if after else None)
        return
    if before is not None and (after is None or after.path != before.path):
        yield Write(before.path, None, before.etag)
    if after is not None:
        same_file = before is not None and before.path == after.path
        expect = (part.stale or before.etag) if before and same_file else None
        yield Write(after.path, after.raw, expect, before.etag if before and part.stale else None)
