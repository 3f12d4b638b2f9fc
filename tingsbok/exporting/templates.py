"""An office's own letter paper: DOCX files in the archive's ``templates/`` with places for the words.

The words go in with docxtpl, whose language is Jinja. A template may come with an archive from a stranger, so
it gets plain texts and lists and nothing to call: no functions, few filters, no arithmetic that grows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tingsbok.errors import Refused
from tingsbok.exporting.model import (
    Block,
    Doc,
    Facts,
    Heading,
    Paragraph,
    Point,
    Points,
    Signatures,
    Table,
    cleaned,
    words_of,
)
from tingsbok.exporting.package_zip import refuse_unsafe, repacked
from tingsbok.i18n import t

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FOLDER: Final = "templates"
LARGEST_FILE: Final = 16 * 1024 * 1024
"""Bytes of a template as it lies on disk."""

LARGEST_TEXT: Final = 32 * 1024 * 1024
"""Characters of the XML that a template may become."""

FILTERS: Final = ("capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "upper")
"""The filters that a template may use."""

ALLOWED: Final = frozenset(
    [
        *("Template", "Output", "TemplateData", "Name", "Const", "Getattr", "Getitem", "Filter"),
        *("If", "For", "CondExpr", "Compare", "Operand", "And", "Or", "Not", "Tuple"),
    ]
)
"""The parts of Jinja's language that a template may use: nothing that calls, includes or assigns."""


def template_for(root: Path, name: str) -> bytes | None:
    """The office's template for a kind of document; ``None`` if it has none.

    Args:
        root: The archive.
        name: The document's name in files, such as ``kallelse``.

    Raises:
        Refused: It is too large, no ordinary file, or no package that is safe to unpack.
    """
    file = root / FOLDER / f"{name}.docx"
    shown = f"{FOLDER}/{name}.docx"
    if not file.exists() and not file.is_symlink():
        return None
    if file.is_symlink() or file.parent.is_symlink() or not file.is_file():
        raise Refused(
            t("{path} is not an ordinary file.", path=shown), remedy=t("Put the template itself there.")
        )
    if file.stat().st_size > LARGEST_FILE:
        raise Refused(
            t("{name} is too large for a template.", name=shown),
            remedy=t("Make the template anew in your word processor, or move it out of templates/."),
        )
    content = file.read_bytes()
    refuse_unsafe(content, shown)
    return content


def filled(template: bytes, doc: Doc) -> bytes:
    """The template with the document's words in it.

    Raises:
        Refused: The template asks for something that it may not have, or is not written as one.
    """
    import jinja2
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from lxml.etree import LxmlError

    remedy = t("See docs/documents.md for what a template can use.")
    try:
        letter = DocxTemplate(io.BytesIO(template))
        letter.render(variables(cleaned(doc)), jinja_env=_environment(), autoescape=True)
        out = io.BytesIO()
        letter.save(out)
    except (jinja2.TemplateError, TypeError, ValueError, KeyError, OverflowError) as error:
        raise Refused(
            t("The template cannot be filled: {reason}", reason=_first_line(error)), remedy=remedy
        ) from error
    except (PackageNotFoundError, LxmlError) as error:
        raise Refused(
            t("The template cannot be read: {reason}", reason=_first_line(error)), remedy=remedy
        ) from error
    return repacked(out.getvalue())


def variables(doc: Doc) -> dict[str, object]:
    """What a template can use; ``docs/documents.md`` lists it.

    Every document has its title, owner, day and mark, its facts by name, and its whole content as ``blocks``
    in order; what a kind of document has besides comes from :attr:`Doc.data`.
    """
    return {
        "title": doc.title,
        "owner": doc.owner,
        "day": doc.day,
        "mark": doc.mark,
        "running": doc.running,
        "facts": [{"label": label, "value": value} for label, value in _facts(doc)],
        "blocks": [entry for block in doc.blocks for entry in _entries(block)],
        **doc.data,
    }


def _facts(doc: Doc) -> tuple[tuple[str, str], ...]:
    first = next((block for block in doc.blocks if isinstance(block, Facts)), None)
    return first.rows if first else ()


def _entries(block: Block) -> list[dict[str, object]]:
    """A block as plain data: its kind and its words."""
    match block:
        case Heading():
            found = [{"kind": "heading", "level": block.level, "text": block.text}]
        case Paragraph():
            found = [{"kind": "paragraph", "style": block.style, "text": words_of(block.text)}]
        case Points():
            found = [_point(point) for point in block.points]
        case Facts():
            found = [{"kind": "fact", "label": label, "text": value} for label, value in block.rows]
        case Table():
            found = [{"kind": "row", "head": list(block.head), "cells": list(row)} for row in block.rows]
        case Signatures():
            found = [{"kind": "signature", "role": role, "name": name} for role, name in block.lines]
    return found


def _point(point: Point) -> dict[str, object]:
    words = words_of(point.text)
    if point.goes_on:
        return {"kind": "paragraph", "style": "body", "text": words}
    number = "" if point.number is None else f"{point.number}."
    return {"kind": "point", "depth": point.depth, "number": number, "text": words}


def _environment() -> SandboxedEnvironment:
    import jinja2
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Meek(ImmutableSandboxedEnvironment):
        """Reads texts and lists: what a template may say is listed, and how much it may write."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            found: nodes.Template = super()._parse(source, name, filename)
            for node in found.find_all(nodes.Node):
                if type(node).__name__ not in ALLOWED:
                    raise jinja2.TemplateSyntaxError(
                        t('a template cannot use "{word}"', word=type(node).__name__), node.lineno
                    )
            return found

        @staticmethod
        def concat(pieces: Iterable[str]) -> str:
            """All pieces as one text, unless it grows beyond what a letter can be."""
            kept, size = [], 0
            for piece in pieces:
                size += len(piece)
                if size > LARGEST_TEXT:
                    raise jinja2.TemplateRuntimeError(t("the document would become too large"))
                kept.append(piece)
            return "".join(kept)

    environment = Meek(autoescape=True, undefined=jinja2.ChainableUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
