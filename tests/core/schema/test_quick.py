"""Whatever the quick check lets pass, the thorough one finds nothing in."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from tingsbok import resources
from tingsbok.frontmatter import Value
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet, quick
from tingsbok.schema.validate import Checker

RECORDS = Path(__file__).parents[3] / "records"
SCHEMAS = SchemaSet.load([resources.schemas_dir()])
WORDS: list[Value] = ["", "x", "12", "true", "2024-01-01", [], {}, ["a"], {"a": "b"}, "a" * 300, "open", "Ö-"]


class Thorough(Checker):
    """Asks the library every time."""

    def _fits(self, *_: object) -> bool:
        return False


def spoilt(value: Value, random: random.Random) -> None:
    """Change something somewhere in the value."""
    if isinstance(value, dict) and value:
        name = random.choice(list(value))
        if random.random() < 0.5:
            spoilt(value[name], random)
        else:
            value[random.choice((name, "odd"))] = copy.deepcopy(random.choice(WORDS))
    elif isinstance(value, list):
        value.append(copy.deepcopy(random.choice(WORDS)))


def records() -> list[Record]:
    files = sorted(RECORDS.rglob("*.md"))[::8]
    return [parse_record(f"records/{file.name}", file.read_bytes()) for file in files]


def test_the_quick_and_the_thorough_check_agree() -> None:
    chance, found = random.Random(4), 0  # noqa: S311 - the same records every time
    thorough = Thorough(SCHEMAS.documents, SCHEMAS.types)
    for record in records():
        for _ in range(4):
            fields = copy.deepcopy(record.fields)
            spoilt(fields, chance)
            odd = replace(record, fields={**fields, "type": record.type})
            problems = SCHEMAS.validate(odd)
            found += bool(problems)
            assert problems == thorough.problems(odd)
    assert found > 20


@pytest.mark.parametrize(
    "schema", [{"not": {}}, {"type": "null"}, {"properties": {"a": True}}, {"required": "a"}, True]
)
def test_what_it_does_not_understand_it_leaves_to_the_other(schema: object) -> None:
    assert quick.compiled(schema) is None
