"""Actions worked out: what a change would write, which can be shown or carried out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        before: As it lies in the work tree, or as it is committed.
        stale: Etag of the file where that is older than *before*, which is what is committed.
        outside: Whether other programs have changed the file, so that the commit holds their changes too.
        committed: What is committed of it then.
    """

    before: Record | None
    after: Record | None
    stale: str = ""
    outside: bool = False
    committed: Record | None = None

    @property
    def former(self) -> Record | None:
        """The record that the commit changes; ``None`` if it is new to the archive."""
        return self.committed if self.outside else self.before

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
            diff="\n".join(unified(part.former, part.after) for part in self.parts),
            paths=paths,
        )


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts; a record that only gets another file or another id is one, not one gone and one new."""
    gone = [part.before for part in parts if part.before is not None and part.after is None]
    found, taken = [], set[str]()
    for part in parts:
        after = part.after
        former = next((one for one in gone if after is not None and _became(one, after)), None)
        if part.before is None and former is not None:
            found.append(Part(former, after))
            taken.add(former.path)
        else:
            found.append(part)
    return [part for part in found if part.after is not None or part.record.path not in taken]


def _became(before: Record, after: Record) -> bool:
    names = (before.id in after.texts("aliases"), after.id in before.texts("aliases"), before.id == after.id)
    return before.type == after.type and any(names)


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
        if before is not None and after is not None and after.path != before.path:
            yield Write(before.path, None, None)
        return
    if part.committed is not None and before is not None and part.committed.path != before.path:
        yield Write(part.committed.path, None, None)  # moved by another program: only the commit has it yet
    if before is not None and (after is None or after.path != before.path):
        yield Write(before.path, None, before.etag)
    if after is not None:
        same_file = before is not None and before.path == after.path
        expect = (part.stale or before.etag) if before and same_file else None
        yield Write(after.path, after.raw, expect, before.etag if before and part.stale else None)
