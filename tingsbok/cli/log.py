"""``tingsbok log``: who changed what, when."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from tingsbok.cli.context import Context
from tingsbok.cli.diff import in_line
from tingsbok.cli.limits import at_most
from tingsbok.errors import WrongUse
from tingsbok.history import Revision
from tingsbok.i18n import N_, current, t
from tingsbok.store.moments import Period

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tingsbok.changes import FieldChange

SUMMARY = N_("Show the history of a record, or of the archive.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Of what, and how much of it."""
    parser.add_argument("id", nargs="?", default="", help=t("a record; else the whole archive"))
    parser.add_argument("--limit", type=at_most, default=50, help=t("at most so many (50); 0 for all"))
    parser.add_argument("--since", default="", metavar="DATE", help=t("from this date, month or year"))
    parser.add_argument("--until", default="", metavar="DATE", help=t("up to this date, month or year"))
    parser.add_argument("--author", default="", metavar="NAME", help=t("by this person"))
    parser.add_argument("--fields", default="", metavar="A,B", help=t("only changes of these fields"))
    parser.add_argument("--last", action="store_true", help=t("who set each field of the record last"))
    parser.add_argument("--prepare", action="store_true", help=t("read all of it once, so that it is quick"))


def run(context: Context) -> int:
    """Print the newest first; with a record, each with its field changes."""
    arguments = context.arguments
    if not _is_text(arguments.author):
        raise WrongUse(t("The name of an author is not UTF-8 text."))
    if arguments.prepare:
        return _prepare(context)
    if arguments.last:
        return _last(context)
    _tell_of_preparing(context)
    wanted = _wanted(arguments)
    if arguments.id:
        revisions = _of_record(context.archive, arguments)
        if wanted:
            changed = {change.field.partition(".")[0] for one in revisions for change in one.changes}
            _refuse_unknown(context.archive, arguments.id, wanted - changed)
    elif wanted:
        raise WrongUse(t("Whose fields? Name a record."))
    else:
        revisions = context.archive.log(
            limit=arguments.limit, since=arguments.since, until=arguments.until, author=arguments.author
        )
    rows: list[list[str]] = []
    items: list[dict[str, Any]] = []
    for revision in revisions:
        changes = _changes(revision, wanted)
        rows.append(
            [revision.commit[:7], f"{revision.when:%Y-%m-%d %H.%M}", revision.author, revision.subject]
        )
        rows += [["", "", "", f"  {in_line(change)}"] for change in changes]
        items.append(_with_changes(revision) if arguments.id else _item(revision))
    headings = [t("Change"), t("When"), t("Who"), t("What")]
    narrowed = wanted or arguments.since or arguments.until or arguments.author
    empty = t("No change is like that.") if narrowed else t("No changes yet.")
    context.output.rows("log", headings, rows, items, empty=empty)
    _tell_of_cut(context, revisions)
    return 0 if rows else 1


_PAGE = 50
"""Changes of a record that are read at a time while some of them are looked for."""


def _of_record(archive: Archive, arguments: argparse.Namespace) -> list[Revision]:
    """The newest changes of a record that are asked for, until the limit is filled."""
    period = Period(arguments.since, arguments.until)
    author, fields = arguments.author.casefold(), _wanted(arguments)

    def is_asked(one: Revision) -> bool:
        return (
            one.when in period
            and author in f"{one.author} <{one.email}>".casefold()
            and (not fields or bool(_changes(one, fields)))
        )

    page = _PAGE if period or author or fields else arguments.limit
    every = _revisions(archive, arguments.id, page)
    return list(islice(filter(is_asked, every), arguments.limit))


def _revisions(archive: Archive, identity: str, page: int) -> Iterator[Revision]:
    found = archive.history(identity, limit=page)
    while found:
        yield from found
        found = archive.history(identity, limit=page, before=found[-1].commit)


def _wanted(arguments: argparse.Namespace) -> set[str]:
    return {name for name in arguments.fields.split(",") if name}


def _refuse_unknown(archive: Archive, identity: str, fields: Collection[str]) -> None:
    """Refuse fields that a record of its type cannot have; of what it once had, the history knows.

    Raises:
        WrongUse: One of them is in no schema.
    """
    record = archive.resolve(identity)
    kind = archive.schemas.types.get(record.type) if record else None
    for name in sorted(fields):
        if kind is not None and kind.field(name) is None:
            raise WrongUse(t('{type} has no field "{field}".', type=kind.name, field=name))


def _changes(revision: Revision, fields: Collection[str]) -> list[FieldChange]:
    """The changes of some fields, or all of them."""
    return [one for one in revision.changes if not fields or one.field.partition(".")[0] in fields]


_STEP = 2.0
"""Seconds between two reports."""


def _prepare(context: Context) -> int:
    done = False
    while not done:
        done, count = context.archive.read_history(_STEP)
        context.say(t("{count} changes read", count=count))
    return 0 if context.archive.is_history_known else 1


def _tell_of_cut(context: Context, shown: Iterable[Revision]) -> None:
    """Say that a shallow clone does not know who wrote what its oldest commit holds."""
    cut = context.archive.cut_off
    for one in shown:
        if one.commit in cut:
            context.say(
                t(
                    "This clone is shallow: {commit} is not the first change, and what was there before it "
                    "looks new. Get the rest with: {command}",
                    commit=one.commit[:7],
                    command="git fetch --unshallow",
                )
            )
            return


def _tell_of_preparing(context: Context) -> None:
    """Say why it takes long, and what helps; the app prepares by itself."""
    if not context.archive.is_history_quick:
        context.say(t("This history is long and takes a while. Make it quick: tingsbok log --prepare"))


def _last(context: Context) -> int:
    """Print a line a field: when it was set last, and by whom."""
    archive, arguments = context.archive, context.arguments
    if not arguments.id:
        raise WrongUse(t("Whose fields? Name a record."))
    _tell_of_preparing(context)
    wanted, last = _wanted(arguments), archive.last_set(arguments.id)
    if wanted:
        _refuse_unknown(archive, arguments.id, wanted - last.keys())
    found = {name: revision for name, revision in last.items() if not wanted or name in wanted}
    record_type = archive.schemas.types.get(archive.get(arguments.id).type)
    rows = []
    for name, revision in found.items():
        field = record_type.field(name) if record_type and name else None
        label = field.title(current()) if field else name or t("text")
        rows.append([label, f"{revision.when:%Y-%m-%d %H.%M}", revision.author, revision.commit[:7]])
    items = [{"field": name, **_item(revision)} for name, revision in found.items()]
    headings = [t("Field"), t("When"), t("Who"), t("Change")]
    context.output.rows("log", headings, rows, items, empty=t("No changes yet."))
    _tell_of_cut(context, found.values())
    return 0 if rows else 1


def _is_text(word: str) -> bool:
    return word == word.encode(errors="replace").decode()


def _item(revision: Revision) -> dict[str, Any]:
    return {
        "commit": revision.commit,
        "when": revision.when.isoformat(),
        "author": revision.author,
        "email": revision.email,
        "subject": revision.subject,
        "change": revision.kind,
        "ids": list(revision.ids),
    }


def _with_changes(revision: Revision) -> dict[str, Any]:
    """What a change of one record was, too: of the whole archive's they are not worked out."""
    changes = [{"field": c.field, "before": c.before, "after": c.after} for c in revision.changes]
    return {**_item(revision), "changes": changes}
