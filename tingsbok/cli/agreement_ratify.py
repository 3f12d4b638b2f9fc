"""``tingsbok agreement ratify``: register what a party has answered."""

from __future__ import annotations

import argparse
from pathlib import Path

from tingsbok.acts.ratifying import Answer, Ratified, answer_day, ratify, read_status
from tingsbok.cli import streams
from tingsbok.cli.context import Context
from tingsbok.errors import NotFound, WrongUse, reason_of
from tingsbok.i18n import N_, t
from tingsbok.questions.adoption import matrix_of

SUMMARY = N_("Register what one or several parties have answered to a joint decision.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The decision, the parties and their answer."""
    parser.add_argument("id", help=t("the agreement or decision"))
    parser.add_argument("party", nargs="+", help=t("parties by id or name"))
    parser.add_argument("--status", default="adopted", help=t("adopted, declined, scheduled or asked"))
    parser.add_argument("--date", default="", help=t("the day of the decision"))
    parser.add_argument("--ref", default="", help=t('authority and paragraph, such as "SN § 112"'))
    parser.add_argument("--registration", default="", help=t("registration number"))
    parser.add_argument("--wording", default="", help=t("same or other"))
    parser.add_argument("--text", default="", metavar="FILE", help=t("the clauses as adopted; - for stdin"))
    parser.add_argument("--note", default="", help=t("a note"))


def run(context: Context) -> int:
    """Register it as one commit."""
    archive, given = context.archive, context.arguments
    matrix = matrix_of(archive, given.id)
    status = read_status(archive, matrix, given.status) or given.status
    answer = Answer.referring(
        given.ref,
        status=status,
        date=answer_day(given.date, status, context.today),
        registration=given.registration,
        wording=_wording(context, given.wording),
        text=_text(given.text),
        note=given.note,
    )
    return register(context, ratify(archive, given.id, given.party, answer))


def register(context: Context, ratified: Ratified) -> int:
    """Carry it out, or show it if nothing shall be done, and say what is odd. Returns the exit code."""
    for sentence in ratified.advice:
        context.say(f"{t('advice')}: {sentence}")
    return context.carry_out(ratified.work)


def _wording(context: Context, text: str) -> str:
    field = context.archive.schemas.types["agreement"].field("ratifications.wording")
    found = field.choice_for(text) if field and text else ""
    if text and not found:
        raise WrongUse(
            t('"{value}" is no value of {field}.', value=text, field="wording"),
            remedy=t("Values: {names}", names="same, other"),
        )
    return found


def _text(name: str) -> str:
    if name in ("", "-"):
        return streams.read_all() if name else ""
    return read_file(name).decode("utf-8", "replace")


def read_file(name: str) -> bytes:
    """The bytes of a file that the user named.

    Raises:
        NotFound: It cannot be read.
    """
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise NotFound(t("{path} cannot be read: {reason}.", path=name, reason=reason_of(error))) from error
