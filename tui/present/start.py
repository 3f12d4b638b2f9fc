"""The first screen: what is late and near, what is being worked on, what others have done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

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


class Work(Struct, frozen=True):
    """What there is to do, as far as the index knows.

    Attributes:
        due: What is late or near, earliest first.
        progress: Records that somebody is working on.
        unreadable: Rows of files that cannot be read.
        count: How many records the archive holds.
    """

    due: tuple[Due, ...]
    progress: tuple[Row, ...]
    unreadable: tuple[Row, ...]
    count: int


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


def work_lines(work: Work, words: Words, today: date) -> Lines:
    """What there is to do: always what is late and near, and each other section that has something to say."""
    otherwise = _nothing_late() if work.count else _nothing_yet()
    return Lines(
        tuple(_section(t("LATE AND NEAR"), [_due(due, words, today) for due in work.due], otherwise)),
        unreadable=tuple(_section(t("CANNOT BE READ"), [_unreadable(row) for row in work.unreadable])),
        progress=tuple(_section(t("IN PROGRESS"), [_progress(row, words, today) for row in work.progress])),
    )


def draft_lines(drafts: Sequence[str], words: Words) -> tuple[Line, ...]:
    """Texts that were typed and not saved, by their keys."""
    return tuple(_section(t("NOT SAVED YET"), [_draft(key, words) for key in drafts]))


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


def _nothing_late() -> Line:
    return Line("", (t("Nothing is late, and nothing is due within 60 days."),), style="muted")


def _nothing_yet() -> Line:
    return Line("", (t("The archive is empty. n writes the first meeting, body or person."),), style="muted")


def _due(due: Due, words: Words, today: date) -> Line:
    title = words.name_of(due.target) if due.kind == "meeting" else due.title
    return Line(
        f"record:{due.target}",
        (
            short_day(due.date, today=today),
            days_away(due.days),
            t(DUE_KINDS.get(due.kind, due.kind)),
            title,
            " ".join(filter(None, (words.name_of(due.source) if due.source else "", section(due.item)))),
        ),
        "!" if due.late else "",
        "alert" if due.late else "",
    )


def _progress(row: Row, words: Words, today: date) -> Line:
    status = words.value(row.type, "status", row.status)
    return Line(
        f"record:{row.id}",
        (
            short_day(row.date, today=today),
            distance(row.date, today),
            status,
            row.title,
            words.name_of(row.body),
        ),
    )


def _unreadable(row: Row) -> Line:
    return Line(f"record:{row.id}", ("", "", t("file"), row.path.rsplit("/", 1)[-1], ""), "!", "alert")


def _outside(change: Outside) -> Line:
    return Line(
        f"outside:{change.path}",
        ("", "", t(OUTSIDE_KINDS.get(change.kind, change.kind)), short(change), ""),
        "*",
        "changed",
    )


_NEW = {"new-meeting": N_("new meeting"), "new-item": N_("new item")}
"""What a draft in a box is about, after what it belongs to."""


def _draft(key: str, words: Words) -> Line:
    kind, _, target = key.partition(":")
    reference, _, _ = target.partition(":")  # what a change of composition is about follows its body
    identity, _, item = reference.partition("#")
    title = words.type_title(target) if kind == "new" else words.name_of(identity) if identity else ""
    if kind in _NEW:
        title = " ".join(filter(None, (title, t(_NEW[kind]))))
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
