"""Every type of the product as a form: what is loaded comes out, whatever the schema holds."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.tui.screen import WidgetApp, text_of
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tui.widgets.form import RecordForm
from tui.widgets.lookups import Lookups

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = SchemaSet.load([ROOT / "schemas"])
SAMPLES = 6


def records(name: str) -> list[Record]:
    """Return some records of a type, the largest ones of the sample first."""
    paths = sorted((ROOT / "records").rglob("*.md"), key=lambda path: (-path.stat().st_size, path))
    parsed = (parse_record(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in paths)
    return list(islice((record for record in parsed if record.type == name), SAMPLES))


@pytest.mark.parametrize("name", sorted(SCHEMAS.types))
async def test_records_come_out_as_they_went_in(name: str) -> None:
    form = RecordForm(Lookups())
    app = WidgetApp(form)
    async with app.run_test(size=(80, 40)) as pilot:
        for record in records(name):
            form.show(SCHEMAS.types[name].fields, record.fields)
            await pilot.pause()
            assert form.values() == record.fields
            assert not form.is_dirty
        assert "+ fält" in text_of(app) or len(SCHEMAS.types[name].fields) < 3


@pytest.mark.parametrize("name", sorted(SCHEMAS.types))
async def test_a_new_record_of_any_type_can_be_shown(name: str) -> None:
    form = RecordForm(Lookups())
    app = WidgetApp(form)
    fields = SCHEMAS.types[name].fields
    async with app.run_test(size=(80, 60)) as pilot:
        form.show(fields, {}, new=True, common=[field.name for field in fields])
        await pilot.pause()
        assert form.values() == {}
        required = [field.title("sv") for field in fields if field.required and not field.constant]
        assert all(f"{title} *" in text_of(app) for title in required)
