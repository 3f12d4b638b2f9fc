"""One field changed in any record of the sample changes that field's lines and nothing else."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tingsbok import frontmatter, resources
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = SchemaSet.load([resources.schemas_dir()])
RECORDS = sorted((ROOT / "records").rglob("*.md"))

NEW = {
    "date": "2031-12-30",
    "time": "23:45",
    "integer": "4711",
    "number": "12.5",
    "boolean": "true",
    "link": "en-annan-post",
    "text": 'Ny: text med # tecken, "citat" och åäö',
    "longtext": "Första raden\nandra raden",
}


def record_of(path: Path) -> Record:
    return parse_record(path.relative_to(ROOT).as_posix(), path.read_bytes())


def leaves(value: Value, path: FieldPath) -> Iterator[FieldPath]:
    if isinstance(value, str):
        yield path
    else:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in pairs:
            yield from leaves(child, (*path, key))


def some_leaves(record: Record) -> list[FieldPath]:
    """Of each field: every leaf of its first and last entry, which holds every kind of place a value can stand in."""
    chosen = []
    for name, value in record.fields.items():
        if name == "type":
            continue
        found = list(leaves(value, (name,)))
        if isinstance(value, list):
            found = [path for path in found if path[1] in (0, len(value) - 1)]
        chosen += found
    return chosen


def replaced(fields: dict[str, Value], path: FieldPath, new: str) -> dict[str, Value]:
    result = copy.deepcopy(fields)
    holder: Value = result
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[path[-1]] = new  # type: ignore[index]
    return result


def new_value(record: Record, path: FieldPath) -> str:
    field = SCHEMAS.types[record.type].field(path)
    if field is not None and field.kind == "list" and field.item is not None:
        field = field.item
    if field is not None and field.choices:
        return field.choices[-1] if field.choices[-1] not in str(record.fields) else field.choices[0]
    return NEW[field.kind if field is not None and field.kind in NEW else "text"]


def changed_lines(before: bytes, after: bytes) -> set[int]:
    """1-based numbers of the old lines that differ; an insertion counts as the line before it."""
    old, new = before.split(b"\n"), after.split(b"\n")
    lines: set[int] = set()
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lines |= set(range(start + 1, max(end, start) + 1)) or {start}
    return lines


def lines_of(record: Record, path: FieldPath) -> set[int]:
    """Lines from where the field stands to where the next field of the front matter begins."""
    line = frontmatter.place(record.raw, path)[0]
    starts = sorted(frontmatter.place(record.raw, (name,))[0] for name in record.fields)
    closing = record.raw.split(b"\n").index(b"---", 1) + 1
    end = next((start for start in [*starts, closing] if start > line), closing)
    return set(range(line, end))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_changing_one_value_touches_its_lines_only(path: Path) -> None:
    record = record_of(path)
    order = [field.name for field in SCHEMAS.types[record.type].fields]
    for field in some_leaves(record):
        value = new_value(record, field)
        wanted = replaced(record.fields, field, value)
        if wanted == record.fields:
            continue
        after = frontmatter.rewrite(record.raw, wanted, key_order=order)
        assert parse_record("x.md", after).fields == wanted
        touched = changed_lines(record.raw, after)
        assert touched, field
        assert touched <= lines_of(record, field), (field, touched)
        back = frontmatter.rewrite(after, record.fields, key_order=order)
        assert parse_record("x.md", back).fields == record.fields
        assert changed_lines(record.raw, back) <= touched, "only quotes may differ when the old value is back"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_taking_a_field_away_and_adding_one_touches_its_lines_only(path: Path) -> None:
    record = record_of(path)
    order = [field.name for field in SCHEMAS.types[record.type].fields]
    old = record.raw.split(b"\n")
    for name in record.fields:
        if name == "type":
            continue
        fields = {key: value for key, value in record.fields.items() if key != name}
        after = frontmatter.rewrite(record.raw, fields, key_order=order)
        assert changed_lines(record.raw, after) <= lines_of(record, (name,)), name
    added = frontmatter.rewrite(record.raw, {**record.fields, "note_of_mine": "x"}, key_order=order)
    new = added.split(b"\n")
    assert [line for line in new if line not in old] == [b"note_of_mine: x"]
    assert len(new) == len(old) + 1


def test_no_record_changes_when_nothing_changes() -> None:
    for path in RECORDS:
        record = record_of(path)
        assert frontmatter.rewrite(record.raw, record.fields, record.body) == record.raw, path
