"""A document as plain data: what it says and in which order, not how it looks.

Writers turn it into Markdown, HTML or DOCX; whoever composes it knows none of them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import Struct

from tingsbok.display import clean


class Run(Struct, frozen=True):
    """A piece of text with one look; a new line in it is one on paper too.

    Attributes:
        href: Address that it leads to; empty for none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Text = tuple[Run, ...]
"""The words of a paragraph."""


class Heading(Struct, frozen=True):
    """A heading; level 1 is below the document's title."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph. A ``lead`` opens a decision, a ``note`` is small print, ``quote`` stands apart."""

    text: Text
    style: Literal["body", "lead", "note", "quote"] = "body"


class Point(Struct, frozen=True):
    """An entry of a list, or a further paragraph of the entry before.

    Attributes:
        depth: 0 for the outermost.
        number: What it is numbered with; ``None`` for a dot.
        goes_on: Whether it belongs to the entry before it.
    """

    text: Text
    depth: int = 0
    number: int | None = None
    goes_on: bool = False


class Points(Struct, frozen=True):
    """A list, with those inside it."""

    points: tuple[Point, ...]


class Facts(Struct, frozen=True):
    """Labels with their values, one line each."""

    rows: tuple[tuple[str, str], ...]


class Table(Struct, frozen=True):
    """A table whose first row is repeated on each page.

    Attributes:
        widths: Share of the width that each column takes; they need not add up to anything.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


class Signatures(Struct, frozen=True):
    """Lines to sign on: the office and the name, which may be empty."""

    lines: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Points | Facts | Table | Signatures


@dataclass(frozen=True)
class Doc:
    """A whole document.

    Attributes:
        kind: Its name in files, in the archive's language: ``kallelse``, ``protokoll``.
        about: Id of the record it is about.
        title: What it is: *Protokoll*.
        owner: Whose it is: the body's name.
        language: ``sv`` or ``en``.
        day: The day it is about, ISO; its own date as a file.
        mark: What stands at the top of a document that does not count yet, such as *Utkast*.
        running: What stands at the top of every page.
        foot: What stands at the foot of every page beside its number.
    """

    kind: str
    about: str
    title: str
    owner: str
    language: str
    day: str
    blocks: tuple[Block, ...]
    mark: str = ""
    running: str = ""
    foot: str = ""
    data: dict[str, object] = field(default_factory=dict, compare=False)
    """The same as variables for an office's own template."""


def cleaned(doc: Doc) -> Doc:
    """The document with signs that no file may hold, or that hide, made visible; line ends stay."""
    names = (each.name for each in dataclasses.fields(doc))
    return dataclasses.replace(doc, **{name: _clean(getattr(doc, name)) for name in names})


def _clean(value: Any) -> Any:
    match value:
        case str():
            return clean(value, keep_newlines=True)
        case tuple() | list():
            return type(value)(map(_clean, value))
        case dict():
            return {name: _clean(one) for name, one in value.items()}
        case Struct():
            return type(value)(*(_clean(getattr(value, name)) for name in value.__struct_fields__))
        case _:
            return value


def plain(text: str) -> Text:
    """Words without any marks."""
    return (Run(text),) if text else ()


def in_one_line(text: str) -> str:
    """A value without its line ends: fields of several lines stand in one cell."""
    return " ".join(line.strip() for line in text.strip().splitlines()) if "\n" in text else text


def words_of(text: Text) -> str:
    """The words alone."""
    return "".join(run.text for run in text)
