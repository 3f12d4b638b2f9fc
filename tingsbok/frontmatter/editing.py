"""The one door through which a record's text is changed: splice what differs, then prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from tingsbok.frontmatter.nodes import compose
from tingsbok.frontmatter.parts import Document, FrontMatterError, Value, split
from tingsbok.frontmatter.reading import Front, read_document
from tingsbok.frontmatter.scalars import CannotEdit
from tingsbok.frontmatter.sheet import Sheet, Splice, TooFine
from tingsbok.frontmatter.splicing import Splicer
from tingsbok.frontmatter.writing import Flow, Style, never_flow
from tingsbok.i18n import t

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def rewrite(
    raw: bytes,
    fields: dict[str, Value],
    body: str | None = None,
    *,
    key_order: Sequence[str] = (),
    flow: Flow = never_flow,
) -> bytes:
    """Return the file with *fields* instead of those it has; every byte that can stay stays.

    Order, comments, quotes and line ends are the user's. A changed text keeps its style if that can carry
    it; of a list or mapping only the items that differ are touched. The result is read back before it is
    returned: it says exactly *fields*, and outside the noted places it is the old file.

    Args:
        raw: The file as it is.
        fields: All fields as they shall be, not only those that differ. The order of keys present is
            the file's.
        body: The new body, ``None`` to keep it. Line ends follow the present body's.
        key_order: Fields of the type in schema order: a new field follows its nearest predecessor, one
            without any comes last.
        flow: As for :func:`new_text`, for what has no neighbour to be like.

    Raises:
        CannotEdit: The file cannot be read, or the change cannot be made so that only it is made.
    """
    try:
        document = split(raw)
        front = read_document(document)
    except FrontMatterError as error:
        raise _unreadable(error) from error
    changed = _with_body(document, front, body)
    if fields == front.fields:
        return changed.join()
    style = Style(flow, document.newline)
    fault: FrontMatterError | None = None
    for coarse in (False, True):
        sheet = Sheet(document.front)
        try:
            Splicer(sheet, style, key_order, coarse=coarse).fields(compose(document), front.fields, fields)
            splices = sheet.ordered()
            result = _apply(changed, splices)
            if _is_proven(document, front, result, splices, fields):
                return result.join()
        except TooFine:
            continue
        except FrontMatterError as error:
            fault = error
    raise _refusal(document, front, fields, fault)


def _apply(document: Document, splices: list[Splice]) -> Document:
    pieces: list[str] = []
    done = 0
    for splice in splices:
        pieces += [document.front[done : splice.start], splice.text]
        done = splice.end
    return replace(document, front="".join([*pieces, document.front[done:]]))


def _is_proven(
    old: Document, front: Front, new: Document, splices: list[Splice], fields: dict[str, Value]
) -> bool:
    """True if *new*, read from its bytes, says exactly *fields* and is *old* outside the splices."""
    again = split(new.join())
    if (again.head, again.front, again.close, again.body) != (new.head, new.front, new.close, new.body):
        return False
    said = read_document(again)
    marks = [remark.code for remark in front.remarks].count("T108")
    if said.fields != fields or [remark.code for remark in said.remarks].count("T108") != marks:
        return False
    shift = done = 0
    for splice in [*splices, Splice(len(old.front), len(old.front), "")]:
        if old.front[done : splice.start] != again.front[done + shift : splice.start + shift]:
            return False
        shift += len(splice.text) - (splice.end - splice.start)
        done = splice.end
    return len(old.front) + shift == len(again.front)


def _with_body(document: Document, front: Front, body: str | None) -> Document:
    """The document with a new body, whose unchanged first and last lines keep their bytes."""
    if body is None:
        return document
    written = _merged(_LINES.findall(front.body), _LINES.findall(body), _newline(document, front.body))
    if written == front.body:
        return document
    if front.body.encode() != document.body or not _is_text(written):
        raise CannotEdit(
            t("The body is not UTF-8 text; a form would write it wrong."),
            code="T104",
            remedy=t("Save it as UTF-8 in the editor."),
        )
    close = document.close if document.close.endswith(b"\n") else document.close + document.newline.encode()
    return replace(document, close=close, body=written.encode())


def _newline(document: Document, body: str) -> str:
    windows = body.count("\r\n")
    return document.newline if "\n" not in body else "\r\n" if 2 * windows > body.count("\n") else "\n"


def _merged(old: list[str], new: list[str], newline: str) -> str:
    """The lines of *new*; those that are the same in *old* at either end with the line ends they have."""
    bare_old, bare_new = ([_bare(line) for line in side] for side in (old, new))
    lines = [_ended(line, newline) for line in bare_new]
    head = _shared(bare_old, bare_new)
    tail = _shared(bare_old[head:][::-1], bare_new[head:][::-1])
    return "".join([*old[:head], *lines[head : len(lines) - tail], *old[len(old) - tail :]])


def _bare(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r") + "\n" if line[-1] == "\n" else line


def _ended(line: str, newline: str) -> str:
    """The line with another end; one whose text ends in a carriage return keeps it apart from its end."""
    if line[-1] != "\n":
        return line
    return line[:-1] + ("\r\n" if line[:-1].endswith("\r") else newline)


def _shared(old: list[str], new: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(old, new, strict=False)))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(error: FrontMatterError) -> CannotEdit:
    return CannotEdit(error.message, code=error.code, line=error.line, remedy=error.remedy)


def _refusal(
    document: Document, front: Front, fields: dict[str, Value], fault: FrontMatterError | None
) -> CannotEdit:
    name = next(name for name in {**front.fields, **fields} if front.fields.get(name) != fields.get(name))
    entry = compose(document).entry(name)
    line = document.position(entry[0].start)[0] if entry else 0
    if fault:
        return CannotEdit(fault.message, code=fault.code, line=line, remedy=fault.remedy)
    return CannotEdit(
        t("The field {field} is laid out so that a form cannot change it alone.", field=name),
        line=line,
        remedy=t("Change it in the editor."),
    )
