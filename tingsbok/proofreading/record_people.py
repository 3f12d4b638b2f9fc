"""T211 and T212 for records: is each name in a list once, and does nobody who was absent present an item?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.places import places_in
from tingsbok.problems import Fix, Problem, Severity
from tingsbok.proofreading.context import Context
from tingsbok.record import Record, said

_ENTRIES: Final = ("attendance", "members")
_PARTLY: Final = ("from_item", "to_item", "from", "to")
"""Fields that say that a line holds for a part of the time only, so that a person may have several."""
_IDS: Final = ("assignees", "adjusters", "parties", "report_to", "recommends_to", "forwarded_to")


def check_record(record: Record, context: Context) -> Iterator[Problem]:
    """Yield second lines of the same person, second mentions in a list of names, and absent presenters."""
    for name in _ENTRIES:
        yield from _lines(record, name, context)
    for name in _IDS:
        yield from _ids(record, record.texts(name), (name,), context)
    if record.type == "meeting":
        yield from _presenters(record, context)


def _lines(record: Record, name: str, context: Context) -> Iterator[Problem]:
    first: dict[tuple[str, str], Mapping[str, Value]] = {}
    place = places_in(record)
    for at, line in enumerate(record.entries(name)):
        person = said(line, "person")
        if not person or any(line.get(part) for part in _PARTLY):
            continue
        party = context.current_id(said(line, "for")) if name == "members" else ""
        key = context.current_id(person), party
        earlier = first.setdefault(key, line)
        if earlier is line:
            continue
        both = said(line, "status") != said(earlier, "status")
        message = t("is listed both as present and as absent") if both else t("is listed twice")
        yield _problem(
            "T211",
            record,
            (name, at),
            person,
            f"{context.name(person)} {message}",
            place((name, at, "person")),
            () if both else (Fix("", certain={**line, "person": ""} == {**earlier, "person": ""}),),
        )


def _ids(record: Record, ids: list[str], path: FieldPath, context: Context) -> Iterator[Problem]:
    current = [context.current_id(identity) for identity in ids] if len(ids) > 1 else ids
    for at, identity in enumerate(ids):
        if current[at] in current[:at]:
            message = f"{context.name(identity)} {t('is listed twice')}"
            where = (*path, at)
            fixes = (Fix("", certain=True),)
            yield _problem("T211", record, where, identity, message, places_in(record)(where), fixes)


def _presenters(record: Record, context: Context) -> Iterator[Problem]:
    status: dict[str, set[str]] = {}
    for line in record.entries("attendance"):
        status.setdefault(context.current_id(said(line, "person")), set()).add(said(line, "status"))
    for at, item in enumerate(record.entries("items")):
        value = item.get("presenters")
        for number, person in enumerate(value if isinstance(value, list) else []):
            if isinstance(person, str) and status.get(context.current_id(person)) == {"absent"}:
                path = ("items", at, "presenters", number)
                message = t(
                    "{person} presents § {item}, but is listed as absent",
                    person=context.name(person),
                    item=said(item, "key"),
                )
                yield _problem("T212", record, path, person, message, places_in(record)(path), ())


def _problem(
    code: str,
    record: Record,
    path: FieldPath,
    words: str,
    message: str,
    place: tuple[int, int],
    fixes: tuple[Fix, ...],
) -> Problem:
    dotted = ".".join(str(step) for step in path)
    remedy = t("see who was there, and correct the list or the item") if code == "T212" else ""
    return Problem(
        code, Severity.ADVICE, record.path, message, *place, dotted, remedy, words=words, fixes=fixes
    )
