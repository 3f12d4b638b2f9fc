"""What the first view and the search show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tingsbok import config, resources
from tingsbok.i18n import t
from tingsbok.index.rows import SearchResult
from tui.present import search, start
from tui.present.listing import ListQuery
from tui.reads.kept_start import WORK, KeptOutlook, StartWork
from tui.reads.opening import words
from tui.widgets.pages import PAGE, Line

if TYPE_CHECKING:
    from tingsbok.archive import Archive

NEWS = 6
_FAR = 366 * 1000
"""Days ahead that nothing lies beyond."""
_NAMED = 8


def start_work(archive: Archive, scope: str, days: int) -> StartWork:
    """What is late, near (within *days*), in progress and unreadable, from the index, and the drafts."""
    said = words(archive)

    def find() -> start.Work:
        query = str(ListQuery("meeting", "(status:drafted OR status:held)", scope=scope))
        progress = archive.listing(query, type="meeting").page(0, PAGE)
        unreadable = archive.listing("problem:*").page(0, PAGE)
        due = archive.due(_FAR, body=scope)
        return start.work_of(due, progress, unreadable, archive.listing("").count, said)

    # whatever its day, so that the first start of another day finds it too
    work = archive.kept(WORK, (scope,), start.Work, find, daily=False)
    lines = start.work_lines(work, archive.today, days)
    drafts = start.draft_lines([(key, _called(archive, key)) for key in archive.drafts()], said)
    return StartWork(work.count, is_example(archive), replace(lines, drafts=drafts))


def _called(archive: Archive, key: str) -> str:
    """What a draft calls its record; empty if it has no name yet."""
    fields = (archive.draft_for(key) or {}).get("fields")
    names = (fields.get("title"), fields.get("name")) if isinstance(fields, dict) else ()
    return next((name for name in names if isinstance(name, str) and name), "")


def is_example(archive: Archive) -> bool:
    """Whether an archive is the example that comes with the program."""
    return archive.title == config.archive_settings(resources.sample_dir()).title


def start_outlook(archive: Archive, scope: str) -> start.Lines:
    """Who is waited for, what is in force and what ends, from the index."""

    def find() -> KeptOutlook:
        from tingsbok.questions.outlook import outlook

        return KeptOutlook.of(start.outlook_lines(outlook(archive, body=scope), words(archive)))

    return archive.kept("start-outlook", (scope,), KeptOutlook, find).lines()


def start_review(archive: Archive, scope: str) -> tuple[Line, ...]:
    """What the review finds in the minutes that somebody is working on.

    Minutes are compared with what was approved, so that the last commit counts beside the index.
    """
    from tingsbok.questions.findings import Review, review_in_progress

    about = (scope, archive.store.head() or "")
    return start.review_lines(
        archive.kept("start-review", about, Review, lambda: review_in_progress(archive, body=scope))
    )


def start_news(archive: Archive) -> start.News:
    """What was changed, from git."""
    from tingsbok.questions.news import from_others

    return start.News(tuple(archive.outside()), tuple(from_others(archive, NEWS)))


class SearchView(Struct, frozen=True):
    """What a search shows.

    Attributes:
        text: What was searched for.
        tabs: Type and label of each tab, everything first.
        instead: What was probably meant when nothing was found.
    """

    text: str
    lines: tuple[Line, ...]
    tabs: tuple[tuple[str, str], ...]
    facts: str
    empty: str
    instead: str


def search_view(archive: Archive, text: str, kind: str, recent: Sequence[str]) -> SearchView:
    """Search, or show the records opened last while nothing is typed.

    Args:
        archive: The archive.
        text: What was typed.
        kind: Show only this type; empty for all.
        recent: Ids of the records opened last.
    """
    said = words(archive)
    if not text.strip():
        rows_ = [row for identity in recent if (row := archive.row(identity))]
        nothing = SearchResult()
        lines = search.lines([(row, None) for row in rows_], said)
        return SearchView(text, lines, (("", t("Opened last")),), "", search.empty(text, nothing), "")
    result = archive.search(text, type=kind)
    overall = archive.search(text, limit=1) if kind else result
    named = archive.complete(text, [kind] if kind else (), _NAMED)
    found = search.in_order(text, named, result.hits)
    return SearchView(
        text,
        search.lines(found, said),
        search.tabs(overall, len(named), said),
        search.facts(text, result, archive.listing("").count, len(named)),
        search.empty(text, result),
        result.did_you_mean,
    )
