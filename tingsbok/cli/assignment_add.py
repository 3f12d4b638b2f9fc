"""``tingsbok assignment add``: give somebody a task."""

from __future__ import annotations

import argparse

from tingsbok.acts.assigning import Task, assign
from tingsbok.acts.naming import WHO, Circle, who
from tingsbok.cli.context import Context
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t

SUMMARY = N_("Give one, several or every member a task.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The task, where it comes from, who is to do it, and when."""
    parser.add_argument("title", metavar="TASK", help=t("what is to be done"))
    parser.add_argument(
        "--from", dest="given_by", required=True, metavar="ID", help=t("the decision, or meeting#item")
    )
    parser.add_argument(
        "--for", dest="names", action="append", default=[], metavar="WHO", help=t("who is to do it (repeat)")
    )
    parser.add_argument("--for-all", action="store_true", help=t("every member of the body is"))
    parser.add_argument(
        "--due", default="", metavar="WHEN", help=t("by when: next, a date, a meeting, words")
    )
    parser.add_argument(
        "--report-to", action="append", default=[], metavar="WHO", help=t("who gets the report (repeat)")
    )
    parser.add_argument("--text", default="", help=t("instructions"))


def run(context: Context) -> int:
    """Give it as one commit."""
    given, archive = context.arguments, context.archive
    if not given.names and not given.for_all:
        raise WrongUse(t("It does not say who is to do it."), remedy=t("Add --for WHO or --for-all."))
    circle = _circle(context)
    task = Task(
        given.title,
        given.given_by,
        tuple(who(archive, circle, name) for name in given.names),
        assign_all=given.for_all,
        due=given.due,
        report_to=tuple(who(archive, circle, name, WHO) for name in given.report_to),
        text=given.text,
    )
    work = assign(archive, task)
    return context.carry_out(work)


def _circle(context: Context) -> Circle:
    archive = context.archive
    source = archive.get(context.arguments.given_by.partition("#")[0])
    meeting = archive.resolve(source.text("meeting")) if source.type == "decision" else source
    return Circle.of(archive, meeting or source)
