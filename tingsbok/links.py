"""Links between records: in the front matter where the schema says so, in the text as ``[[id]]`` or Markdown.

A target is an id; ``meeting-id#key`` names an item of a meeting. What is code in the text, or has code in
its name, is no link.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct, structs

from tingsbok import markdown_code
from tingsbok.dates import is_date
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.places import places_in
from tingsbok.record import Record
from tingsbok.schema.types import Field, RecordType

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}\Z")
_WIKI = re.compile(r"(?<!\\)\[\[([^\[\]|#\n]{1,200})(?:#([^\[\]|\n]{1,120}))?(?:\|[^\[\]\n]{0,1000})?\]\]")
_INLINE = re.compile(r"\]\(<?([^()\s<>]{1,1000})>?[^()\n]{0,300}\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,300}\]:[ \t]*<?([^\s<>]{1,1000})>?", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|\?")
_AFTER_FILE = re.compile(r"[#?]")
_SUFFIX: Final = ".md"


class Link(Struct, frozen=True):
    """One reference from a record to another.

    Attributes:
        source: The id of the record it stands in.
        field: Dotted name of its field, such as ``attendance.person``; empty in the text.
        target: The id it names, as written.
        item: The key after ``#``; empty if none.
        line: 1-based line in the file.
        path: Its place in the front matter; empty in the text.
    """

    source: str
    field: str
    target: str
    item: str
    line: int
    path: FieldPath


def links_of(record: Record, record_type: RecordType | None, *, lines: bool = True) -> list[Link]:
    """Every link of the record: those of the front matter in the schema's order, then those of the text.

    A value that is no id (words, a date where one is allowed) is no link; checking the fields' form is the
    schema's business. Without a known type only the text has links.

    Args:
        record: The record.
        record_type: Its type, or ``None``.
        lines: Whether links of the front matter get their line; without, the file need not be read again.
    """
    found = list(_field_links(record, record_type))
    place = places_in(record)
    links = [
        Link(record.id, _dotted(path), target, item, place(path)[0] if lines else 0, path)
        for path, target, item in found
    ]
    line, seen = record.first_line, 0
    for one in _text_links(record.body, record.path):
        line, seen = line + record.body.count("\n", seen, one.start), one.start
        links.append(Link(record.id, "", one.target, one.item, line, ()))
    return links


def retarget(
    record: Record, record_type: RecordType | None, old: str, new: str, *, new_path: str = ""
) -> tuple[dict[str, Value], str]:
    """The record's fields and text with every reference to *old* naming *new* instead.

    Args:
        record: The record that refers; it is not changed.
        record_type: Its type; without one only the text is looked at.
        old: The id that is given up.
        new: The id that takes its place.
        new_path: Where the renamed file will lie; empty if it stays in its folder.
    """
    fields: Value = record.fields
    for path, target, item in _field_links(record, record_type):
        if target == old:
            fields = _with(fields, path, f"{new}#{item}" if item else new)
    pieces, done = [], 0
    for one in _text_links(record.body, record.path):
        if one.target.casefold() == old.casefold():
            pieces += [record.body[done : one.start], one.renamed(record.path, new, new_path)]
            done = one.end
    return (fields if isinstance(fields, dict) else {}), "".join(pieces) + record.body[done:]


def under_current_ids(
    record: Record, record_type: RecordType | None, current: Callable[[str], str]
) -> Record:
    """The record as if each reference had been written under the id that what it names has now.

    Args:
        record: The record that refers; it is not changed.
        record_type: Its type; without one only the text is looked at.
        current: Turns an id that a record once had into the one it has now; anything else stays.
    """
    for target in {link.target: None for link in links_of(record, record_type, lines=False)}:
        if (now := current(target)) != target:
            fields, body = retarget(record, record_type, target, now)
            record = structs.replace(record, fields=fields, body=body)
    return record


def retarget_items(
    record: Record,
    record_type: RecordType | None,
    meeting: str,
    keys: Mapping[str, str],
    current: Callable[[str], str] = str,
) -> tuple[dict[str, Value], str]:
    """The record's fields and text with every reference to an item of a meeting under the item's new key.

    Args:
        record: The record that refers; it is not changed.
        record_type: Its type; without one only the text is looked at.
        meeting: The meeting's id.
        keys: The new key of each item that gets another one.
        current: Turns an id that the meeting once had into the one it has now.
    """
    fields: Value = record.fields
    for path, target, item in _field_links(record, record_type):
        if item in keys and current(target) == meeting:
            fields = _with(fields, path, f"{target}#{keys[item]}")
    pieces, done = [], 0
    for one in _text_links(record.body, record.path):
        if one.item in keys and current(one.target).casefold() == meeting.casefold():
            start = record.body.index("#", one.end) + 1
            start += len(record.body[start:]) - len(record.body[start:].lstrip())
            pieces += [record.body[done:start], keys[one.item]]
            done = start + len(one.item)
    return (fields if isinstance(fields, dict) else {}), "".join(pieces) + record.body[done:]


class _TextLink(Struct, frozen=True):
    """A link in the text: what it names and the characters that name it."""

    target: str
    item: str
    start: int
    end: int
    address: str = ""

    def renamed(self, source_path: str, new: str, new_path: str) -> str:
        """The characters that name *new* in the same way."""
        if not self.address:
            return new
        address = _AFTER_FILE.split(self.address, maxsplit=1)[0]
        rest = self.address[len(address) :]
        moved = posixpath.relpath(new_path, posixpath.dirname(source_path) or ".") if new_path else ""
        return (quote(moved) or posixpath.join(posixpath.dirname(address), new + _SUFFIX)) + rest


def _field_links(record: Record, record_type: RecordType | None) -> Iterator[tuple[FieldPath, str, str]]:
    if record_type is None:
        return
    for field in record_type.fields:
        if field.name in record.fields:
            yield from _links_in(record.fields[field.name], field, (field.name,))


def _links_in(value: Value, field: Field, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    match value:
        case str():
            yield from _link(value, field, path)
        case list():
            for number, one in enumerate(value):
                yield from _links_in(one, field.item or field, (*path, number))
        case dict():
            for name, one in value.items():
                inner = field.child(name)
                if inner is not None:
                    yield from _links_in(one, inner, (*path, name))


def _link(value: str, field: Field, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    like = field.item if field.item is not None and field.kind == "list" else field
    if like.kind != "link" or (like.or_date and is_date(value)):
        return
    target, _, item = value.partition("#")
    if _ID.match(target):
        yield path, target, item


def _dotted(path: FieldPath) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _with(value: Value, path: FieldPath, new: str) -> Value:
    """A copy of the value in which *new* stands at the path; what is not on the way is shared."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, list) and isinstance(step, int):
        return [_with(one, tuple(rest), new) if n == step else one for n, one in enumerate(value)]
    if isinstance(value, dict) and isinstance(step, str):
        return {key: _with(one, tuple(rest), new) if key == step else one for key, one in value.items()}
    return value


def _text_links(body: str, source_path: str) -> list[_TextLink]:
    if "[" not in body:
        return []
    text = markdown_code.blanked(body)
    found = [_wiki_link(match) for match in _WIKI.finditer(text) if _is_name(match[1], body, match.start(1))]
    for pattern in (_INLINE, _DEFINITION):
        found += filter(None, (_markdown_link(match, body, source_path) for match in pattern.finditer(text)))
    return _apart(sorted(found, key=lambda one: one.start))


def _is_name(text: str, body: str, start: int) -> bool:
    """True for a name on one line, whatever ends a line, and without code in it."""
    return body.startswith(text, start) and len(text.splitlines()) == 1


def _apart(found: list[_TextLink]) -> list[_TextLink]:
    """Links without those that begin inside another one, which only an odd text has."""
    apart: list[_TextLink] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _wiki_link(match: re.Match[str]) -> _TextLink:
    """The place is that of the name with the blanks beside it: however many, a new name is no longer."""
    return _TextLink(match[1].strip(), (match[2] or "").strip(), match.start(1), match.end(1))


def _markdown_link(match: re.Match[str], body: str, source_path: str) -> _TextLink | None:
    """A relative link to another record file; ``None`` for every other address.

    What follows ``#`` is a forge's own anchor for a heading, not the key of an item.
    """
    address = body[match.start(1) : match.end(1)]
    file = unquote(_AFTER_FILE.split(address, maxsplit=1)[0])
    if _ELSEWHERE.match(address) or not file.endswith(_SUFFIX) or "[[" in address:
        return None
    where = posixpath.normpath(posixpath.join(posixpath.dirname(source_path), file))
    if not where.startswith("records/"):
        return None
    return _TextLink(PurePosixPath(where).stem, "", match.start(1), match.end(1), address)
