"""``tingsbok meeting status``: where a meeting stands, what its next step lacks, and the step itself."""

from __future__ import annotations

import argparse

from msgspec import to_builtins

from tingsbok.acts.approving import Step, advance, step
from tingsbok.cli.context import Context
from tingsbok.cli.values import day
from tingsbok.i18n import N_, current, t
from tingsbok.steps import STEPS

SUMMARY = N_("Show what a meeting's next step lacks, or take the step.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting, which step, and when."""
    parser.add_argument("id", help=t("the meeting"))
    steps = STEPS[1:-1]
    parser.add_argument(
        "step",
        nargs="?",
        default="",
        choices=["", *steps],
        metavar="{" + ",".join(steps) + "}",
        help=t("the step to take"),
    )
    parser.add_argument("--on", default="", metavar="DATE", help=t("the day of the step; else today"))


def run(context: Context) -> int:
    """Take the step as one commit; without a step print what is lacking, exit 1 if it stops the next one."""
    archive, given = context.archive, context.arguments
    on = day(given.on, context.today) if given.on else ""
    if given.step:
        work = advance(archive, given.id, given.step, on=on)
        return context.carry_out(work)
    return _print(context, step(archive, given.id, on=on))


def _print(context: Context, found: Step) -> int:
    label = context.archive.schemas.field("meeting", "status").choice_label
    now = label(found.meeting.text("status"), current())
    if not found.to:
        context.say(t("The meeting is {status} and takes no more steps.", status=now))
    elif found.work is not None and not found.lacks:
        context.say(
            t("The meeting is {status}; nothing stops {step}.", status=now, step=label(found.to, current()))
        )
    else:
        context.say(t("The meeting is {status}; for {step}:", status=now, step=label(found.to, current())))
    rows = [["!" if lack.blocks else "", lack.sentence, lack.target, lack.field] for lack in found.lacks]
    items = [
        {"status": found.meeting.text("status"), "step": found.to, **to_builtins(lack)}
        for lack in found.lacks
    ]
    context.output.rows("meeting.status", ["", t("What is missing"), t("Where"), t("Field")], rows, items)
    return 1 if found.to and found.work is None else 0
