"""A record: one Markdown file with front matter, as frozen data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from tingsbok import frontmatter
from tingsbok.conflicts import conflict_line
from tingsbok.errors import TingsbokError
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.problems import Problem, Severity

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")


class Record(Struct, frozen=True):
    """One file of the archive as it was read.

    Attributes:
        path: File, relative to the archive, with ``/``.
        id: The file's stem; unique in the archive ignoring case.
        type: Value of the field ``type``; empty if the file cannot be read.
        fields: The front matter in file order, every value as text (the schema types it).
        body: The text after the front matter; bytes that are not UTF-8 show as U+FFFD.
        etag: SHA-256 of :attr:`raw` in hex; a save demands it back.
        raw: The file's bytes.
        problems: What made the file hard or impossible to read.
    """

    path: str
    id: str
    type: str
    fields: dict[str, Value]
    body: str
    etag: str
    raw: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def first_line(self) -> int:
        """The line of the file on which the text begins, the first being 1."""
        return self.raw.count(b"\n") - self.body.count("\n") + 1

    def text(self, name: str) -> str:
        """The field as text; empty if it is absent, a list or a mapping."""
        return said(self.fields, name)

    def texts(self, name: str) -> list[str]:
        """The field as a list of texts: a single text counts as a list of one."""
        return listed(self.fields, name)

    def entries(self, name: str) -> list[dict[str, Value]]:
        """The field as a list of mappings, such as the attendance or the items of a meeting."""
        value = self.fields.get(name)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def is_number(text: str) -> bool:
    """Whether a text is a number as records hold it: without powers of ten, which no sum could hold."""
    return _NUMBER.fullmatch(text) is not None


def said(line: Mapping[str, Value], name: str) -> str:
    """A field of a mapping, such as a line of an agenda, as text; empty if it is absent or no text."""
    value = line.get(name, "")
    return value if isinstance(value, str) else ""


def listed(line: Mapping[str, Value], name: str) -> list[str]:
    """A field of a mapping as a list of texts: a single text counts as a list of one."""
    value = line.get(name, "")
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def etag_of(raw: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def parse_record(path: str, raw: bytes) -> Record:
    """Read one file; never raises: what cannot be read has the type ``""`` and says why in its problems."""
    identity, etag = PurePosixPath(path).stem, etag_of(raw)
    try:
        front = frontmatter.read(raw)
    except frontmatter.FrontMatterError as error:
        problem = Problem(
            code=error.code,
            severity=Severity.ERROR,
            path=path,
            line=error.line,
            column=error.column,
            message=error.message,
            remedy=error.remedy,
        )
        return Record(path, identity, "", {}, raw.decode("utf-8", "replace"), etag, raw, (problem,))
    kind = front.fields.get("type", "")
    remarks = tuple(_as_problem(remark, path) for remark in front.remarks)
    name = kind if isinstance(kind, str) else ""
    odd = (*remarks, *_unmerged(path, raw))
    return Record(path, identity, name, front.fields, front.body, etag, raw, odd)


def _unmerged(path: str, raw: bytes) -> Iterator[Problem]:
    """Marks of an unfinished merge, in the text or in a field of several lines."""
    line = conflict_line(raw.decode("utf-8", "replace")) if b"<<<<<<< " in raw else 0
    if line:
        message, remedy = (
            t("The file holds the marks of an unfinished merge."),
            t("Keep the lines that are right and delete the marks."),
        )
        yield Problem("T122", Severity.ERROR, path, message, line, 1, remedy=remedy)


def unreadable(path: str, refusal: TingsbokError) -> Record:
    """The record that stands for a file whose bytes may not be read: too large, locked, or no file at all."""
    why = Problem("T109", Severity.ERROR, path, refusal.message, remedy=refusal.remedy)
    return Record(path, PurePosixPath(path).stem, "", {}, "", "", b"", (why,))


def _as_problem(remark: frontmatter.Remark, path: str) -> Problem:
    """What is odd in a file that could be read: damaged text is an error, an unusual form only advice."""
    return Problem(
        code=remark.code,
        severity=Severity.ERROR if remark.code == "T104" else Severity.ADVICE,
        path=path,
        message=remark.message,
        line=remark.line,
        column=remark.column,
        remedy=remark.remedy,
    )
