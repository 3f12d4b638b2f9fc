"""The first screen: what is late and near, what is being worked on, what others have done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tingsbok.i18n import N_, t
from tui.present.dates import distance, moment, short_day
from tui.present.outside import OUTSIDE_KINDS, short
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION, Line

if TYPE_CHECKING:
    from tingsbok.actions import Outside
    from tingsbok.followup import Due
    from tingsbok.history import Revision
    from tingsbok.index.rows import Row
    from tui.present.words import Words

DUE_KINDS = {"assignment": N_("assignment"), "report": N_("report"), "meeting": N_("meeting")}


@dataclass(frozen=True)
class Work:
    """What there is to do, as far as the index knows.

    Attributes:
        due: What is late or near, earliest first.
        progress: Records that somebody is working on.
        drafts: Keys of texts that were typed and not saved.
        unreadable: Rows of files that cannot be read.
        example: Whether the archive is the example that comes with the program.
        count: How many records the archive holds.
    """

    due: tuple[Due, ...]
    progress: tuple[Row, ...]
    drafts: tuple[str, ...]
    unreadable: tuple[Row, ...]
    example: bool
    count: int


@dataclass(frozen=True)
class News:
    """What git has to be asked for.

    Attributes:
        outside: Files changed in another program.
        changes: The newest changes.
    """

    outside: tuple[Outside, ...] = ()
    changes: tuple[Revision, ...] = ()


def columns() -> tuple[Column, ...]:
    """The columns of the first screen; it has no heading line."""
    return (
        Column("", 10),
        Column("", 6, "right", 2),
        Column("", 9, drop=1),
        Column(""),
        Column("", 8, drop=3),
    )


def work_lines(work: Work, words: Words, today: date) -> tuple[Line, ...]:
    """What there is to do: always what is late and near, and each other section that has something to say."""
    return (
        *_section(t("LATE AND NEAR"), [_due(due, words, today) for due in work.due], _nothing_late()),
        *_section(t("CANNOT BE READ"), [_unreadable(row) for row in work.unreadable]),
        *_section(t("NOT SAVED YET"), [_draft(key, words) for key in work.drafts]),
        *_section(t("IN PROGRESS"), [_progress(row, words, today) for row in work.progress]),
    )


def news_lines(news: News) -> tuple[Line, ...]:
    """What was changed, here and elsewhere."""
    return (
        *_section(t("CHANGED IN ANOTHER PROGRAM"), [_outside(change) for change in news.outside]),
        *_section(t("LATEST CHANGES"), [_news(revision) for revision in news.changes]),
    )


def _section(title: str, lines: Sequence[Line], otherwise: Line | None = None) -> Iterator[Line]:
    if not lines and otherwise is None:
        return
    count = t("{count} in all", count=len(lines)) if lines else ""
    yield Line("", (title, count), style=SECTION)
    yield from lines or (otherwise,) if otherwise else lines


def _nothing_late() -> Line:
    return Line("", ("", "", "", t("Nothing is late, and nothing is due within 60 days."), ""), style="muted")


def _due(due: Due, words: Words, today: date) -> Line:
    title = words.name_of(due.target) if due.kind == "meeting" else due.title
    return Line(
        f"record:{due.target}",
        (
            short_day(due.date, year=today.year),
            distance(due.date, today),
            t(DUE_KINDS.get(due.kind, due.kind)),
            title,
            words.name_of(due.source) if due.source else "",
        ),
        "!" if due.late else "",
        "alert" if due.late else "",
    )


def _progress(row: Row, words: Words, today: date) -> Line:
    status = words.value(row.type, "status", row.status)
    return Line(
        f"record:{row.id}",
        (
            short_day(row.date, year=today.year),
            distance(row.date, today),
            status,
            row.title,
            words.name_of(row.body),
        ),
    )


def _unreadable(row: Row) -> Line:
    return Line(f"record:{row.id}", ("", "", t("file"), row.path, ""), "!", "alert")


def _outside(change: Outside) -> Line:
    return Line(
        f"outside:{change.path}",
        ("", "", t(OUTSIDE_KINDS.get(change.kind, change.kind)), short(change), ""),
        "*",
        "changed",
    )


def _draft(key: str, words: Words) -> Line:
    kind, _, target = key.partition(":")
    title = words.type_title(target) if kind == "new" else words.name_of(target)
    return Line(f"draft:{key}", ("", "", t("draft"), title, ""))


def _news(revision: Revision) -> Line:
    return Line(
        f"commit:{revision.commit}", (moment(revision.when)[:10], "", revision.author, revision.subject, "")
    )


def banner(*, example: bool) -> str:
    """What an archive that is only an example says about itself."""
    return t("Example archive. Nothing in it is real; try everything.") if example else ""
