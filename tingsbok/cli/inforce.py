"""``tingsbok inforce``: what applies on a date, with where it comes from and until when."""

from __future__ import annotations

import argparse
from typing import Any

from tingsbok.cli.context import Context
from tingsbok.dates.named import day_named
from tingsbok.followup.inforce import STATES, Standing, in_words
from tingsbok.i18n import N_, current, t
from tingsbok.questions.inforce import KINDS, OTHER_KINDS, in_force

SUMMARY = N_("Show what is in force on a date.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which day, which kind, and whether to show what does not apply."""
    parser.add_argument("--on", default="", metavar="DATE", help=t("the day (today)"))
    parser.add_argument("--kind", default="", metavar="KIND", help=", ".join((*KINDS, *OTHER_KINDS)))
    parser.add_argument("--all", action="store_true", help=t("what is not in force too, with the reason"))


def run(context: Context) -> int:
    """Print it by kind; exit 1 if nothing applies."""
    arguments = context.arguments
    day = day_named(arguments.on, context.today) or context.today.isoformat()
    kind = kind_named(context, arguments.kind)
    found = in_force(context.archive, day, kind=kind, body=context.body, ended=arguments.all)
    shown = [one for one in found if one.applies or one.is_awaited or arguments.all]
    rows = [_row(context, one) for one in shown]
    headings = [t("Kind"), t("In force"), t("Title"), t("From"), t("To"), t("Origin"), t("Note"), "id"]
    items = [as_item(context, one) for one in shown]
    context.output.rows("inforce", headings, rows, items, empty=t("Nothing is in force on {day}.", day=day))
    return 0 if rows else 1


def kind_named(context: Context, text: str) -> str:
    """The kind by its key or its word in either language; the text itself if it is none."""
    agreement = context.archive.schemas.types.get("agreement")
    field = agreement.field("kind") if agreement else None
    wanted = text.casefold()
    others = {t(word).casefold(): kind for kind, word in OTHER_WORDS.items()}
    return (field.choice_for(text) if field and text else "") or others.get(wanted, text)


OTHER_WORDS = {"decision": N_("decision"), "money": N_("money"), "seats": N_("seats")}


def kind_word(context: Context, kind: str) -> str:
    """What a kind is called."""
    if kind in OTHER_WORDS:
        return t(OTHER_WORDS[kind])
    return context.archive.schemas.field("agreement", "kind").choice_label(kind, current())


def origin_word(context: Context, one: Standing) -> str:
    """Body, day and item that something comes from: ``LSG 2024-09-20 § 34``."""
    origin = one.origin
    body = context.archive.name(origin.body) if origin.body else ""
    number = origin.item.removeprefix("§").rstrip(")").replace(" ", "")
    return " ".join(filter(None, (body, origin.date, f"§ {number}" if number else "")))


def _row(context: Context, one: Standing) -> list[str]:
    name = context.archive.name
    reasons = [in_words(reason, name) for reason in one.reasons]
    until = one.valid_to or (t("until further notice") if one.until_further_notice else "")
    notes = [*reasons, *([t("notice by {date}", date=one.notice)] if one.notice else [])]
    if cost := cost_word(context, one):
        notes.append(cost)
    return [
        kind_word(context, one.kind),
        t(STATES[one.state]),
        one.title,
        one.valid_from,
        until,
        origin_word(context, one),
        "; ".join(notes),
        one.id,
    ]


def cost_word(context: Context, one: Standing) -> str:
    """What it costs: ``400 000 SEK per år``; empty if nothing is said."""
    total, currency, period = (str(one.cost.get(key, "")) for key in ("total", "currency", "period"))
    if not total.isdecimal():
        return total
    each = context.archive.schemas.field("agreement", "cost.period").choice_label(period, current())
    amount = f"{int(total):,}".replace(",", "\u00a0")
    return " ".join(filter(None, (amount, currency, each)))


def as_item(context: Context, one: Standing) -> dict[str, Any]:
    """One standing as JSON."""
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "body": one.body,
        "in_force": one.state.value,
        "reasons": [
            {
                "code": reason.code,
                "text": in_words(reason, context.archive.name),
                "date": reason.date,
                "records": list(reason.records),
            }
            for reason in one.reasons
        ],
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "notice": one.notice,
        "until_further_notice": one.until_further_notice,
        "decision": one.decision,
        "origin": {"date": one.origin.date, "body": one.origin.body, "item": one.origin.item},
        "cost": dict(one.cost),
    }
