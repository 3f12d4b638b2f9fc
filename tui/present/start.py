"""The first screen: what is late and near, what is being worked on, what others have done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.dates.spans import days_after, days_left
from tingsbok.i18n import N_, t
from tui.present.dates import days_away, distance, moment, short_day
from tui.present.outside import OUTSIDE_KINDS, short
from tui.present.sentences import section
from tui.widgets.columns import Column
from tui.widgets.pages import SECTION, Line

if TYPE_CHECKING:
    from tingsbok.actions import Outside
    from tingsbok.followup import Due
    from tingsbok.followup.waiting import Awaited
    from tingsbok.history import Revision
    from tingsbok.index.rows import Row
    from tingsbok.questions.findings import Review
    from tingsbok.questions.outlook import Outlook
    from tui.present.words import Words

DUE_KINDS = {"assignment": N_("assignment"), "report": N_("report"), "meeting": N_("meeting")}


class Entry(Struct, frozen=True, array_like=True):
    """One thing to do, with its names in words.

    Attributes:
        key: What its line stands for.
        date: ISO date or a part of one; empty if it has none.
        kind: Of what is due, see :data:`DUE_KINDS`; else its state in words.
        title: What it is called.
        where: The body and the item that it comes from.
    """

    key: str
    date: str
    kind: str
    title: str
    where: str


class Work(Struct, frozen=True):
    """What there is to do, as far as the index knows; the same on any day.

    Attributes:
        due: What has a day, earliest first, however far ahead.
        progress: Records that somebody is working on.
        unreadable: Files that cannot be read.
        count: How many records the archive holds.
    """

    due: tuple[Entry, ...]
    progress: tuple[Entry, ...]
    unreadable: tuple[Entry, ...]
    count: int


def work_of(
    due: Iterable[Due], progress: Iterable[Row], unreadable: Iterable[Row], count: int, words: Words
) -> Work:
    """Put in words what there is to do."""
    return Work(
        tuple(_due_entry(one, words) for one in due),
        tuple(_progress_entry(row, words) for row in progress),
        tuple(Entry(f"record:{row.id}", "", "", row.path.rsplit("/", 1)[-1], "") for row in unreadable),
        count,
    )


def _due_entry(due: Due, words: Words) -> Entry:
    title = words.name_of(due.target) if due.kind == "meeting" else due.title
    where = " ".join(filter(None, (words.name_of(due.source) if due.source else "", section(due.item))))
    return Entry(f"record:{due.target}", due.date, due.kind, title, where)


def _progress_entry(row: Row, words: Words) -> Entry:
    status = words.value(row.type, "status", row.status)
    return Entry(f"record:{row.id}", row.date, status, row.title, words.name_of(row.body))


class News(Struct, frozen=True):
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
        Column("", 10, drop=1),
        Column(""),
        Column("", 11, drop=3),
    )


class Lines(Struct, frozen=True):
    """The lines of the first screen by when they are known.

    Attributes:
        near: What is late and near, at once from the index.
        unreadable: What cannot be read.
        drafts: What is not saved.
        progress: What is in progress.
        waiting: Who is waited for.
        review: What the review finds; the keys of this and the next begin with ``goto:``.
        glance: What applies and what ends.
    """

    near: tuple[Line, ...] = ()
    unreadable: tuple[Line, ...] = ()
    drafts: tuple[Line, ...] = ()
    progress: tuple[Line, ...] = ()
    waiting: tuple[Line, ...] = ()
    review: tuple[Line, ...] = ()
    glance: tuple[Line, ...] = ()

    @property
    def all(self) -> tuple[Line, ...]:
        """All of them in the order of the screen; none before the first are known."""
        if not self.near:
            return ()
        glance = (Line("", (t("AT A GLANCE"),), style=SECTION), *self.review, *self.glance)
        work = (*self.unreadable, *self.drafts, *self.progress)
        return (*self.near, *self.waiting, *work, *(glance if self.glance else ()))


def work_lines(work: Work, today: date, days: int) -> Lines:
    """What there is to do: always what is late and near, and each other section that has something to say.

    Args:
        work: What there is.
        today: The day to count from.
        days: How many days ahead is near.
    """
    last = days_after(today, days).isoformat()
    near = [_due(one, today) for one in work.due if one.date <= last]
    otherwise = _nothing_late(days) if work.count else _nothing_yet()
    return Lines(
        tuple(_section(t("LATE AND NEAR"), near, otherwise)),
        unreadable=tuple(_section(t("CANNOT BE READ"), [_unreadable(one) for one in work.unreadable])),
        progress=tuple(_section(t("IN PROGRESS"), [_progress(one, today) for one in work.progress])),
    )


def draft_lines(drafts: Sequence[tuple[str, str]], words: Words) -> tuple[Line, ...]:
    """Texts that were typed and not saved, by their keys and what they call the record they are for."""
    return tuple(_section(t("NOT SAVED YET"), [_draft(key, called, words) for key, called in drafts]))


def outlook_lines(found: Outlook, words: Words) -> Lines:
    """Who is waited for, what applies and what ends."""
    from tui.present.inforce import counts  # what it needs is loaded in a thread, behind the first screen

    applies = counts(found.standings, words) or t("nothing")
    first = found.ending[0] if found.ending else None
    ends = (
        t(
            "{count} within {months} months, first {title} {date}",
            count=len(found.ending),
            months=found.months,
            title=first[2].title,
            date=first[0],
        )
        if first
        else t("nothing within {count} months", count=found.months)
    )
    return Lines(
        waiting=tuple(_section(t("WAITING FOR OTHERS"), [_awaited(one, words) for one in found.awaited])),
        glance=(
            Line("goto:expiring", (t("Expiring"), "", "", ends, "g l")),
            Line("goto:in-force", (t("In force"), "", "", applies, "g v")),
        ),
    )


def review_lines(found: Review) -> tuple[Line, ...]:
    """What the review finds in the minutes in progress."""
    if not found.meetings:
        text = t("no minutes are open")
    elif not found.errors and found.advice:
        text = t(
            "advice: {advice}, in {count} open minutes",
            advice=found.advice,
            count=found.meetings,
        )
    elif found.errors:
        text = t(
            "errors: {errors}, advice: {advice}, in {count} open minutes",
            errors=found.errors,
            advice=found.advice,
            count=found.meetings,
        )
    else:
        text = t("nothing in {count} open minutes", count=found.meetings)
    mark, style = ("!", "alert") if found.errors else ("", "")
    return (Line("goto:findings", (t("Review"), "", "", text, "g f"), mark, style),)


def _awaited(one: Awaited, words: Words) -> Line:
    names = ", ".join(words.name_of(each) for each in one.awaits)
    if one.kind == "answers":
        what, kind = f"{one.title}  {t('missing {names}', names=names)}", t("answers")
    else:
        what, kind = f"{one.title}: {one.text}", t("condition")
    body = words.name_of(one.body) if one.body else ""
    source = " ".join(filter(None, (body, section(one.item))))
    return Line(f"record:{one.target}", (one.date, one.numbers, kind, what, source))


def news_lines(news: News, *, beside: bool = False) -> tuple[Line, ...]:
    """What was changed, here and elsewhere.

    Args:
        news: The changes.
        beside: What others have changed stands in a column of its own.
    """
    others = () if beside else news.changes
    return (
        *_section(t("CHANGED IN ANOTHER PROGRAM"), [_outside(change) for change in news.outside]),
        *_section(t("NEW FROM OTHERS"), [_news(revision) for revision in others]),
    )


def _section(title: str, lines: Sequence[Line], otherwise: Line | None = None) -> Iterator[Line]:
    if not lines and otherwise is None:
        return
    count = t("{count} in all", count=len(lines)) if lines else ""
    yield Line("", (title, count), style=SECTION)
    yield from lines or (otherwise,) if otherwise else lines


def _nothing_late(days: int) -> Line:
    text = t("Nothing is late, and nothing is due within {count} days.", count=days)
    return Line("", (text,), style="muted")


def _nothing_yet() -> Line:
    return Line("", (t("The archive is empty. n writes the first meeting, body or person."),), style="muted")


def _due(one: Entry, today: date) -> Line:
    days = days_left(one.date, today)
    late = days is not None and days < 0
    kind = t(DUE_KINDS.get(one.kind, one.kind))
    cells = (short_day(one.date, today=today), days_away(days), kind, one.title, one.where)
    return Line(one.key, cells, "!" if late else "", "alert" if late else "")


def _progress(one: Entry, today: date) -> Line:
    day = short_day(one.date, today=today)
    return Line(one.key, (day, distance(one.date, today), one.kind, one.title, one.where))


def _unreadable(one: Entry) -> Line:
    return Line(one.key, ("", "", t("file"), one.title, ""), "!", "alert")


def _outside(change: Outside) -> Line:
    return Line(
        f"outside:{change.path}",
        ("", "", t(OUTSIDE_KINDS.get(change.kind, change.kind)), short(change), ""),
        "*",
        "changed",
    )


_NEW = {"new-meeting": N_("new meeting"), "new-item": N_("new item")}
"""What a draft in a box is about, after what it belongs to."""


def _draft(key: str, called: str, words: Words) -> Line:
    kind, _, target = key.partition(":")
    reference, _, _ = target.partition(":")  # what a change of composition is about follows its body
    identity, _, item = reference.partition("#")
    title = words.type_title(target) if kind == "new" else words.name_of(identity) if identity else ""
    if kind in _NEW:
        title = " ".join(filter(None, (title, t(_NEW[kind]))))
    if called and (kind == "new" or kind in _NEW):
        title = f"{title}: {called}"
    if item:
        title = f"{title} § {item}"
    return Line(f"draft:{key}", ("", "", t("draft"), title, ""))


def _news(revision: Revision) -> Line:
    return Line(
        f"commit:{revision.commit}", (moment(revision.when)[:10], "", revision.author, revision.subject, "")
    )


def banner(*, example: bool, offer: bool = False) -> str:
    """What an archive that is only an example says about itself, and the tutorial where it offers itself."""
    if offer:
        return t("Example archive. Nothing here is real.   New here? : tutorial (6 steps, 3 min)")
    return t("Example archive. Nothing in it is real; try everything.") if example else ""
