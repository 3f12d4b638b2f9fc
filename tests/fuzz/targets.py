"""What must hold for any bytes whatever: one function for each place where somebody's text is taken apart.

Each takes bytes, makes of them what it needs, and fails by an exception. The same functions are run on random
text for a moment with every test run, on the kept corpus, and for as long as one likes by ``tests.fuzz.run``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tingsbok import frontmatter, i18n, resources
from tingsbok.changes import compare
from tingsbok.dates import is_date, is_real_date, read_date
from tingsbok.errors import WrongUse
from tingsbok.frontmatter import CannotEdit, FieldPath, FrontMatterError, Value
from tingsbok.index import Index
from tingsbok.links import Link, links_of, retarget
from tingsbok.query import parse
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.memory import MemoryStore

Target = Callable[[bytes], None]

DAY: Final = date(2024, 11, 8)
INSTRUCTIONS: Final = b"\xff\xff"
"""Stands between a file and the edits that are made to it; never in UTF-8."""
NEW_TEXTS: Final = (
    "",
    "Ny",
    "två rader\nden andra",
    "a: b # c",
    "no",
    "'\"",
    " x ",
    "-",
    "{[",
    "\u2028",
    "\ttab",
    "é" * 90,
)
NAME: Final = re.compile(r"[\w.-]+( [\w.-]+)*\Z")
BEGINNING: Final = b"---\ntype: decision\ntitle: x\noutcome: other\n---\n"


@cache
def schemas() -> SchemaSet:
    """The program's own schemas."""
    return SchemaSet.load([resources.schemas_dir()])


def frontmatter_target(data: bytes) -> None:
    """A file is read or refused, and changed into exactly what was asked or not at all."""
    raw, _, orders = data.partition(INSTRUCTIONS)
    record = parse_record("records/x.md", raw)
    kind = schemas().types.get(record.type)
    if kind:
        schemas().validate(record)
    links_of(record, kind)
    try:
        front = frontmatter.read(raw)
    except FrontMatterError as error:
        check(bool(error.message and error.remedy and error.code), "a refusal says what, why and what to do")
        return
    check(frontmatter.split(raw).join() == raw, "the parts are the file")
    place = frontmatter.places(raw)
    check(all(min(place(path)) >= 1 for path in paths_in(front.fields)), "every field has a place")
    fields, body = edited(front.fields, front.body, orders)
    change(raw, fields, body)
    write_anew(fields, front.body)
    after = parse_record("records/x.md", raw + b"\n")
    compare(record, after, schemas(), "sv")


def change(raw: bytes, fields: dict[str, Value], body: str | None) -> None:
    """Make the edits, and read back what came of it."""
    try:
        written = frontmatter.rewrite(raw, fields, body)
    except CannotEdit as refusal:
        check(bool(refusal.message), "a refusal says why")
        return
    again = frontmatter.read(written)
    check(again.fields == fields, "the fields are those that were asked for")
    old, new = frontmatter.split(raw), frontmatter.split(written)
    if body is None:
        check(new.body == old.body, "the body is untouched")
    else:
        check(bare(again.body) == bare(body), "the body is the one that was asked for")
    if fields == frontmatter.read(raw).fields:
        check(new.front == old.front, "front matter that says the same is untouched")


def write_anew(fields: dict[str, Value], body: str) -> None:
    """A new file with the fields says the same."""
    try:
        written = frontmatter.new_text(fields, body, flow=lambda path: len(path) > 1)
    except CannotEdit:
        return
    if not fields:
        return
    again = frontmatter.read(written)
    check(again.fields == fields, "a new file says what it was made of")
    check(bare(again.body) in {bare(body), bare(body + "\n")}, "and has its body")


def bare(text: str) -> str:
    """The text without the difference between line ends."""
    return text.replace("\r\n", "\n")


def paths_in(value: Value, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The paths of everything in a value."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths_in(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from paths_in(inner, (*path, at))


def edited(fields: dict[str, Value], body: str, orders: bytes) -> tuple[dict[str, Value], str | None]:
    """The fields after the edits that the bytes of *orders* stand for, two bytes each."""
    changed: dict[str, Value] = copied(fields)
    text: str | None = None
    for action, choice in zip(orders[:12:2], orders[1:12:2], strict=False):
        spots = [path for path in paths_in(changed) if path]
        if action % 8 == 7:
            text = (body if text is None else text) + NEW_TEXTS[choice % len(NEW_TEXTS)]
        elif spots:
            edit(changed, spots[choice % len(spots)], action)
        else:
            changed[f"k{choice % 3}"] = NEW_TEXTS[action % len(NEW_TEXTS)]
    return changed or dict(fields), text


def copied(value: dict[str, Value]) -> dict[str, Value]:
    """A copy of which every part may be changed."""

    def copy(one: Value) -> Value:
        if isinstance(one, dict):
            return {name: copy(inner) for name, inner in one.items()}
        return [copy(inner) for inner in one] if isinstance(one, list) else one

    return {name: copy(inner) for name, inner in value.items()}


def edit(fields: dict[str, Value], path: FieldPath, action: int) -> None:
    """Change, take away or add something at a path."""
    holder: Value = fields
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index]
    step, new = path[-1], NEW_TEXTS[action // 8 % len(NEW_TEXTS)]
    kind = action % 8
    if kind in {0, 1, 2}:
        holder[step] = new  # type: ignore[index]
    elif kind == 3:
        del holder[step]  # type: ignore[union-attr,arg-type]
    elif kind == 4:
        holder[step] = [new, {"a": new}]  # type: ignore[index]
    elif kind == 5:
        holder[step] = {"a": new, "b": ["c", new]}  # type: ignore[index]
    elif isinstance(holder, list):
        holder.insert(int(step), new)
    elif isinstance(holder, dict):
        holder[f"{step}2"] = new


def links_target(data: bytes) -> None:
    """A text's links can be told and pointed elsewhere; all else in the text stays."""
    record = parse_record("records/a/b/x.md", BEGINNING + data)
    if not record.fields:
        return
    kind = schemas().types["decision"]
    links = links_of(record, kind)
    lines = record.raw.count(b"\n") + 1
    check(all(1 <= link.line <= lines for link in links), "a link stands in a line of the file")
    # a name that holds marks of Markdown is no id, and what it stood for as text changes with it
    for target in sorted({link.target for link in links if NAME.match(link.target)})[:3]:
        retarget_one(record, links, target)


def retarget_one(record: Record, links: list[Link], target: str) -> None:
    """Every link to *target*, in whatever case, leads elsewhere, and no other link does."""
    kind = schemas().types["decision"]
    _, body = retarget(record, kind, target, "nytt-id")
    after = links_of(parse_record(record.path, BEGINNING + body.encode()), kind)
    expected = ["nytt-id" if link.target.casefold() == target.casefold() else link.target for link in links]
    check([link.target for link in after] == expected, f"links to {target!r} lead elsewhere, others do not")
    check([link.item for link in after] == [link.item for link in links], "items stay")


def dates_target(data: bytes) -> None:
    """Words are a date or none; a date that is read is read the same again."""
    text = data.decode("utf-8", "replace")
    for language in i18n.LANGUAGES:
        with_language(language, text)
    i18n.use("sv")


def with_language(language: str, text: str) -> None:
    """Read the words in one language."""
    i18n.use(language)
    found = read_date(text, base=DAY, next_meeting=date(2024, 12, 13), today=date(2025, 1, 1))
    check(not found.value or is_real_date(found.value), "what is read is a date")
    check(all(is_real_date(one) for one in found.proposals), "what is proposed are dates")
    check(not (found.certain and found.problem), "what has a problem is not certain")
    check(not (found.certain and not found.value), "what is certain is a date")
    if found.value:
        again = read_date(found.value, base=DAY)
        check(again.value == found.value, "a date is read as itself")
    if is_date(text) and found.value:
        check(found.value == text, "ISO dates are themselves")


def query_target(data: bytes) -> None:
    """A question is understood or refused; while it is typed it is never refused; what is asked is answered."""
    text = data.decode("utf-8", "replace")
    lenient = parse(text, schemas(), lenient=True)
    try:
        strict = parse(text, schemas())
    except WrongUse as refusal:
        check(bool(refusal.message), "a refusal says why")
    else:
        index().listing(strict, today=DAY).page(0, 3)
    index().search(lenient, limit=3, today=DAY)
    index().complete(text, (), 3)


@cache
def index() -> Index:
    """A small archive to put questions to."""
    files = {
        "records/a/mote.md": b"---\ntype: meeting\nbody: grupp\ndate: 2024-09-20\nstatus: approved\n---\nText.\n",
        "records/a/grupp.md": "---\ntype: body\nname: Länsgruppen\nshort: LG\n---\n".encode(),
        "records/a/b.md": b"---\ntype: decision\nmeeting: mote\ntitle: Hemsjukv\xc3\xa5rd\noutcome: adopted\n---\n- att\n",
        "records/a/trasig.md": b"---\ntype: [\n---\n",
    }  # fmt: skip
    found = Index.open(Path(tempfile.mkdtemp(prefix="tingsbok-fuzz-")) / "index.db", schemas())
    found.refresh(MemoryStore(files))
    return found


def check(holds: bool, what: str) -> None:
    """Fail unless it holds; unlike ``assert`` also where Python optimises."""
    if not holds:
        raise AssertionError(what)


TARGETS: Final[dict[str, Target]] = {
    "frontmatter": frontmatter_target,
    "links": links_target,
    "dates": dates_target,
    "query": query_target,
}
