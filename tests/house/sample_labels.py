"""What a careful reader found in the published documents, and the sample archive that must hold it.

The labels are no part of the project: their folder is named by ``TINGSBOK_EVAL``, or lies in ``shared/eval``
beside the checkout. Where they are not at hand, the tests that need them are skipped.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tingsbok.record import Record, parse_record

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TINGSBOK_EVAL") or ROOT.parent / "shared" / "eval")
PRESENT = any((FOLDER / "seeds").glob("*.yaml"))


@cache
def labels(number: str) -> dict[str, Any]:
    """The labels of the document whose file name begins with *number*."""
    (file,) = (FOLDER / "seeds").glob(f"{number}_*.yaml")
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@cache
def archive() -> dict[str, Record]:
    """The sample archive's records by id."""
    files = sorted((ROOT / "records").rglob("*.md"))
    read = (parse_record(file.relative_to(ROOT).as_posix(), file.read_bytes()) for file in files)
    return {record.id: record for record in read}


def names(record: Record) -> set[str]:
    """Everything the record is called, in small letters."""
    called = [record.text("name"), record.text("short"), record.text("title"), *record.texts("aliases")]
    return {name.casefold() for name in called if name}


def called(record_id: str, name: str) -> bool:
    """Whether the linked record, or the organisation it is part of, goes by *name*."""
    record = archive().get(record_id)
    return record is not None and (
        name.casefold() in names(record)
        or called(record.text("organisation") or record.text("part_of"), name)
    )


def date_of(value: str) -> str:
    """The day a link-or-date field means: the linked meeting's, or the date itself."""
    meeting = archive().get(value.partition("#")[0])
    return meeting.text("date") if meeting else value
