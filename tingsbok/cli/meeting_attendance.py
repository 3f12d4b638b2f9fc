"""``tingsbok meeting attendance``: who was at a meeting."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from tingsbok.acts import attendance as act
from tingsbok.acts.attendance import Sheet
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, current, t
from tingsbok.meetings import attendance, turnout
from tingsbok.meetings.attendance import ABSENT, PRESENT, STATUSES, UNKNOWN, Line, Lines

SUMMARY = N_("Show or record who was at a meeting.")

_ADDED = ("guest", "official", "adjunct", "user-representative")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, and what is said of whom. Persons and parties by id or name, several with commas."""
    parser.add_argument("id", help=t("the meeting"))
    parser.add_argument("--all", choices=STATUSES, default="", help=t("everybody, before what follows"))
    for flag, metavar, words in (
        ("--present", "WHO", t("these persons or parties are present")),
        ("--absent", "WHO", t("these persons or parties are absent")),
        ("--unknown", "WHO", t("nothing is known of these persons or parties")),
        *((f"--{role}", "NAME", _help(role)) for role in _ADDED),
        ("--substitute", "NAME=WHO", t("somebody who sits for another")),
        ("--came", "WHO=ITEM", t("came at an item")),
        ("--left", "WHO=ITEM", t("left at an item")),
    ):
        parser.add_argument(flag, action="append", default=[], metavar=metavar, help=words)
    parser.add_argument("--reason", default="", help=t("why the attendance of approved minutes is corrected"))


def run(context: Context) -> int:
    """Record what is said as one commit; print the list if nothing is said."""
    archive = context.archive
    sheet = act.expected(archive, context.arguments.id)
    if not _says_anything(context):
        return _print(context, sheet)
    lines = _answered(context, sheet)
    identity, etag, reason = sheet.meeting.id, sheet.meeting.etag, context.arguments.reason
    work = act.keep_attendance(archive, identity, lines, reason, expect=etag)
    for sentence in facts(context, sheet, lines):
        context.say(sentence)
    return context.carry_out(work)


def facts(context: Context, sheet: Sheet, lines: Lines) -> list[str]:
    """What the list adds up to: parties with nobody in the room, the quorum, and what is odd."""
    name = context.archive.name
    missing = turnout.missing_parties(lines, sheet.body, sheet.day)
    found = [t("Nobody from: {parties}", parties=", ".join(map(name, missing)))] if missing else []
    quorum = turnout.quorum_of(lines, sheet.body, sheet.day)
    if quorum is not None:
        found.append(
            t("Quorum: {present} of the {needed} needed", present=quorum.present, needed=quorum.needed)
        )
    return found + [fault.sentence(name(fault.person)) for fault in turnout.faults_of(lines, sheet.meeting)]


def _help(role: str) -> str:
    return {
        "guest": t("add a guest"),
        "official": t("add an official"),
        "adjunct": t("add an adjunct"),
    }.get(role, t("add a user representative"))


def _says_anything(context: Context) -> bool:
    given = vars(context.arguments)
    names = ["all", "present", "absent", "unknown", "substitute", "came", "left"]
    return any(given[name] for name in [*names, *(role.replace("-", "_") for role in _ADDED)])


def _answered(context: Context, sheet: Sheet) -> Lines:
    archive, given, lines = context.archive, context.arguments, sheet.lines
    if given.all == PRESENT:
        lines = attendance.all_present(lines)
    elif given.all:
        lines = attendance.with_status(lines, range(len(lines)), given.all)
    for role in _ADDED:
        for name in _words(vars(given)[role.replace("-", "_")]):
            lines = act.with_person(archive, lines, name, role)
    for name, whom in _pairs(given.substitute, "--substitute"):
        lines = act.with_person(archive, lines, name, "substitute", stands_in_for=whom)
    for status, words in ((PRESENT, given.present), (ABSENT, given.absent), (UNKNOWN, given.unknown)):
        lines = act.with_status(archive, lines, _words(words), status)
    for came, pairs in ((True, _pairs(given.came, "--came")), (False, _pairs(given.left, "--left"))):
        for word, item in pairs:
            lines = act.with_times(archive, sheet, lines, word, item, came=came)
    return lines


def _words(given: Iterable[str]) -> list[str]:
    return [word.strip() for text in given for word in text.split(",") if word.strip()]


def _pairs(given: Iterable[str], flag: str) -> list[tuple[str, str]]:
    pairs = [word.partition("=") for word in _words(given)]
    if any(not mark for _, mark, _ in pairs):
        raise WrongUse(t("{flag} needs two words with = between them.", flag=flag))
    return [(first.strip(), second.strip()) for first, _, second in pairs]


def _print(context: Context, sheet: Sheet) -> int:
    name = context.archive.name

    def label(field: str, value: str) -> str:
        return context.archive.schemas.field("meeting", f"attendance.{field}").choice_label(value, current())

    rows = [
        [
            name(line.party) if line.party else "",
            name(line.person),
            label("role", line.role),
            label("status", line.status) if line.settled else t("expected"),
            name(line.stands_in_for) if line.stands_in_for else "",
            "–".join(filter(None, (line.from_item, line.to_item))),
        ]
        for line in sheet.lines
    ]
    headings = [t("Party"), t("Person"), t("Role"), t("Attendance"), t("Sits for"), t("Items")]
    items = [_item(line) for line in sheet.lines]
    context.output.rows("meeting.attendance", headings, rows, items, empty=t("Nobody is expected."))
    by_role = turnout.counts_by_role(line for line in sheet.lines if line.settled)
    counts = [
        f"{label('role', role)}: "
        + t(
            "{present} present, {absent} absent, {unknown} unknown",
            present=count.present,
            absent=count.absent,
            unknown=count.unknown,
        )
        for role, count in by_role.items()
    ]
    for sentence in [*counts, *facts(context, sheet, sheet.lines)]:
        context.say(sentence)
    return 0 if rows else 1


def _item(line: Line) -> dict[str, Any]:
    return {**line.fields(), "recorded": bool(line.written)}
