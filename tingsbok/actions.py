"""What goes into a change and what comes out of it: the values that front ends and the archive exchange."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from tingsbok.changes import FieldChange
from tingsbok.frontmatter import Value
from tingsbok.problems import Problem
from tingsbok.record import Record
from tingsbok.threeway import Merge, choose


class ChangeKind(StrEnum):
    """The commit trailer ``Change``: which action of a person a commit is."""

    CREATE = "create"
    EDIT = "edit"
    LINK = "link"
    RENAME = "rename"
    DELETE = "delete"
    UNDO = "undo"
    RESTORE = "restore"
    EXTERNAL = "external"
    APPROVE = "approve"
    CORRECT = "correct"


class Edit(Struct, frozen=True):
    """A record as a form or a verb wants it to be.

    Attributes:
        id: The record.
        fields: The whole front matter as text; what is absent here is removed from the file.
        body: The whole body, or ``None`` to leave it.
        expect: Etag of the record the edit was made from.
        onto: The committed bytes the edit was brought together with, where the file is older than those.
    """

    id: str
    fields: Mapping[str, Value]
    expect: str
    body: str | None = None
    onto: bytes | None = None


class Rebase(Struct, frozen=True):
    """An edit brought together with what somebody else has written meanwhile.

    Attributes:
        merge: Both together, with conflicts only a person can settle.
        theirs: The record as somebody else has left it.
        expect: Etag of the file as it is now.
        onto: The committed bytes, where the file is older than those.
    """

    merge: Merge
    theirs: Record
    expect: str
    onto: bytes | None = None

    def edit(self, answers: Mapping[str, str] | None = None) -> Edit:
        """The edit to save, each conflict settled as ``mine`` or ``theirs``; theirs if it is not answered."""
        chosen = choose(self.merge, answers or {})
        body = chosen.body if chosen.body != self.theirs.body else None
        return Edit(self.theirs.id, chosen.fields, self.expect, body, self.onto)


class Draft(Struct, frozen=True):
    """A record that does not exist yet, with the id and path it will get."""

    type: str
    id: str
    path: str
    fields: Mapping[str, Value]
    body: str = ""


class Removal(Struct, frozen=True):
    """A record that is taken away because another one now says what it said.

    Attributes:
        id: The record.
        expect: Etag of the record as it was read.
    """

    id: str
    expect: str


class ViewFile(Struct, frozen=True):
    """A saved view as its file shall be.

    Attributes:
        path: The file, ``views/<name>.toml``.
        raw: Its bytes; ``None`` takes it away.
        expect: Etag of the file as it was read; ``None`` if there shall be none yet.
    """

    path: str
    raw: bytes | None
    expect: str | None


class Work(Struct, frozen=True):
    """One action of a person that touches several records: it becomes one commit.

    Attributes:
        changes: Records to edit, to make and to take away; the first is the one the action is about.
        summary: The action in words, in the archive's language; the first line of the commit says it after
            the record's name. Empty lets the first change speak.
        kind: What the commit calls the action.
        reason: Why approved words are corrected.
        noun: What the first line calls the first record, in the archive's language, where the action is about
            a part of it that has a name of its own; empty for its type.
    """

    changes: tuple[Edit | Draft | Removal | ViewFile, ...]
    summary: str = ""
    kind: ChangeKind = ChangeKind.EDIT
    reason: str = ""
    noun: str = ""


class Preview(Struct, frozen=True):
    """What a change would do, before it is done.

    Attributes:
        path: The file, relative to the archive; empty if several.
        subject: First line of the commit message.
        message: The whole commit message.
        changes: The changes in words.
        problems: What the records would have wrong afterwards.
        diff: Unified diff of the files.
        paths: Every file the commit would hold.
    """

    path: str
    subject: str
    message: str
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    diff: str = ""
    paths: tuple[str, ...] = ()


class Saved(Struct, frozen=True):
    """A change that is in the archive's history now.

    Attributes:
        commit: Its commit; empty if the history held it already.
    """

    id: str
    path: str
    commit: str
    subject: str


class Outside(Struct, frozen=True):
    """A file that was changed with another program and is not committed yet.

    Attributes:
        kind: ``added``, ``changed`` or ``deleted``.
        subject: The commit subject it would get.
    """

    path: str
    id: str
    kind: str
    subject: str
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def fault(self) -> str:
        """Why a changed file cannot be read any more; empty if it can."""
        is_unreadable = self.kind == "changed" and any(
            change.field == "type" and not change.after for change in self.changes
        )
        errors = (problem.message for problem in self.problems if problem.is_error)
        return next(errors, "") if is_unreadable else ""
