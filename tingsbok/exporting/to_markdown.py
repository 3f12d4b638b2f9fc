"""A document as Markdown that reads well as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tingsbok.exporting.model import (
    Block,
    Doc,
    Facts,
    Heading,
    Paragraph,
    Point,
    Points,
    Run,
    Signatures,
    Table,
    Text,
    cleaned,
    in_one_line,
    words_of,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_LINE = r"\_" * 30
_AT_START = re.compile(r"^([ \t]*[0-9]*)([#+\-=>]|(?<=[0-9])[.)])(?=\s|$)", re.MULTILINE)


def to_markdown(doc: Doc) -> str:
    """The whole document."""
    doc = cleaned(doc)
    head = [f"# {_escaped(doc.title)}", f"**{_escaped(doc.owner)}**"]
    if doc.mark:
        head.append(f"*{_escaped(doc.mark)}*")
    blocks = (text for block in doc.blocks if (text := "\n".join(_lines(block))))
    return "\n\n".join([*head, *blocks]) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * min(6, block.level + 1)} {_escaped(block.text)}"
        case Paragraph():
            prefix = "> " if block.style == "quote" else ""
            yield prefix + _as_words(block.text)
        case Points():
            yield from map(_point, block.points)
        case Facts():
            rows = ((label, in_one_line(value)) for label, value in block.rows)
            yield from (f"- {_escaped(label)}: {_escaped(value)}" for label, value in rows)
        case Table():
            yield _row(block.head)
            yield _row(["---"] * len(block.head), escape=False)
            yield from (_row(row) for row in block.rows)
        case Signatures():
            signed = (", ".join(filter(None, (name, role))) for role, name in block.lines)
            yield "\n\n".join(f"{_LINE}  \n{_escaped(one)}" for one in signed)


def _point(point: Point) -> str:
    if point.goes_on:
        return f"\n{'    ' * (point.depth + 1)}{_as_words(point.text)}"
    mark = "-" if point.number is None else f"{point.number}."
    return f"{'    ' * point.depth}{mark} {_as_words(point.text)}"


def _row(cells: tuple[str, ...] | list[str], *, escape: bool = True) -> str:
    return f"| {' | '.join(_escaped(in_one_line(cell)) if escape else cell for cell in cells)} |"


def _as_words(text: Text) -> str:
    """The text without signs at the beginning of a line that would make something else of it."""
    return _AT_START.sub(r"\1\\\2", _inline(text))


def _inline(text: Text) -> str:
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    inner = _escaped(run.text).replace("\n", "  \n")
    mark = "**" * run.bold + "*" * run.italic
    if mark and (core := inner.strip()):
        inner = inner.replace(core, f"{mark}{core}{mark[::-1]}", 1)
    return f"[{inner}](<{run.href.replace('>', '%3E')}>)" if run.href and words_of((run,)) else inner


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
