"""The archive: what the command line and the app hold. Everything they do goes through here.

Reading is thread-safe. Writing is serialised by a lock here, and between programs by the store's own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from tingsbok import config, resources
from tingsbok.answers import KeepsAnswers
from tingsbok.archive_history import HasHistory
from tingsbok.drafts import Drafts, KeepsDrafts
from tingsbok.errors import ExternallyChanged, NotAnArchive, NotFound
from tingsbok.i18n import t
from tingsbok.index import Index, Listing, Refresh, Row, SearchResult
from tingsbok.index.commits import Commits
from tingsbok.proposing import ProposesRecords
from tingsbok.query import Query
from tingsbok.read_only import ReadOnly, past_index, why_read_only
from tingsbok.reading import Backlink, Reader
from tingsbok.record import Record, parse_record
from tingsbok.saved_views import HasViews
from tingsbok.schema import Field, SchemaSet
from tingsbok.store.base import Store
from tingsbok.store.git import GitStore, find_root
from tingsbok.trusting import AsksTrust

if TYPE_CHECKING:
    from tingsbok.actions import Draft, Edit, Outside, Preview, Rebase, Saved, Work
    from tingsbok.checking import Progress
    from tingsbok.checking.links import LinkCheck
    from tingsbok.followup import Due, Event
    from tingsbok.history import Revision
    from tingsbok.meetings import MeetingParts
    from tingsbok.plans import Plan
    from tingsbok.problems import Problem
    from tingsbok.proofreading import Context
    from tingsbok.store.git_at import PastStore
    from tingsbok.threeway import Side
    from tingsbok.writing import Writer

# What only saving and history need is loaded with them: most commands look something up and end.


class Archive(KeepsAnswers, KeepsDrafts, ProposesRecords, HasViews, HasHistory, AsksTrust):
    """An open archive.

    Args:
        root: Its top folder.
        store: Where its files lie.
        settings: Its title and language.
        schemas: Its record types.
        index_file: Where its index lies; it may be deleted at any time.
        day: The day that dates are counted from; the clock's if absent.
        only_read: Why nothing may be saved; ``None`` if it may.
        commits: Remembers the history for the store.
    """

    def __init__(
        self,
        root: Path,
        store: Store,
        *,
        settings: config.ArchiveSettings,
        schemas: SchemaSet,
        index_file: Path,
        day: date | None = None,
        only_read: ReadOnly | None = None,
        commits: Commits | None = None,
    ) -> None:
        self.root = root
        self.title = settings.title
        self.language = settings.language
        self.schemas = schemas
        self.store = store
        self.only_read = only_read
        """Why nothing may be saved, for the front end to say; ``None`` if everything may be."""
        self.recovered: list[str] = []
        """What was finished or put back after an interrupted save, in words; for the front end to say."""
        self._index = Index.open(index_file, schemas)
        self._commits = commits
        self._reader = Reader(store, self._index, schemas, day)
        self._drafts = Drafts(store.private_dir / "drafts")
        self._writing = threading.RLock()

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        today: date | None = None,
        cache_dir: Path | None = None,
        read_only: bool = False,
        at: str = "",
    ) -> Archive:
        """Open the archive that *directory* is, or lies in.

        Args:
            directory: A folder in the archive.
            today: The day to count from; the clock's if absent.
            cache_dir: Folder for the index instead of the user's cache folder.
            read_only: Whether saving is refused.
            at: ISO date: open the archive as it was committed at the end of that day, to be read only. Its
                settings and schemas are today's.

        Raises:
            NotAnArchive: There is no folder ``records/`` in a git repository here or above.
            NotFound: The history begins after *at*.
        """
        root = find_root(directory)
        if root is None:
            raise NotAnArchive(
                t("{path} is not an archive.", path=directory),
                remedy=t("Go to an archive, create one with `tingsbok init`, or try `tingsbok demo`."),
            )
        settings = config.archive_settings(root)
        past = _past(root, at) if at else None
        index_file = config.index_file(root, cache_dir)
        cache = index_file.parent
        store = past or GitStore(root)
        commits = Commits(cache / "history.db", store, follow=past is None)
        store.remember(commits)
        archive = cls(
            root,
            store,
            settings=settings,
            schemas=SchemaSet.load([resources.schemas_dir(), root / "schemas"]),
            index_file=past_index(cache, past.moment) if past else index_file,
            day=today or (config.today(at[:10]) if at else None),
            only_read=why_read_only(root, settings, asked=read_only, at=at),
            commits=commits,
        )
        if archive.only_read is None:
            archive.recovered = archive.store.recover()
        return archive

    @property
    def today(self) -> date:
        """The day that dates are counted from; see :attr:`Reader.today`."""
        return self._reader.today

    @cached_property
    def _writer(self) -> Writer:
        from tingsbok.writing import Writer

        return Writer(self._reader, self.language, self.only_read)

    @cached_property
    def _link_check(self) -> LinkCheck:
        from tingsbok.checking.links import LinkCheck

        return LinkCheck(self._reader)

    def git_editor(self) -> str:
        """The text editor in git's ``core.editor`` as the user set it; empty if it is not set."""
        from tingsbok.store.git_setup import user_setting

        return user_setting(self.root, "core.editor")

    def close(self) -> None:
        """Let go of the index and of helper processes."""
        self._reader.close()
        self._index.close()
        if self._commits is not None:
            self._commits.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # -- reading

    def refresh(self, *, quick: bool = False) -> Refresh:
        """Bring the index up to date with the files; costs what changed since the last time.

        Args:
            quick: Look only at files that git calls changed, not at those it is told to ignore.
        """
        return self._index.refresh(self.store, quick=quick)

    @property
    def is_indexed(self) -> bool:
        """Whether the index holds anything: an answer without :meth:`refresh` is possible, if not new."""
        return self._index.generation > 0

    def get(self, identity: str) -> Record:
        """The record with this id or alias; see :meth:`Reader.get`."""
        return self._reader.get(identity)

    def only(self, identity: str) -> Record:
        """Like :meth:`get`, but refused where several files have the id; see :meth:`Reader.only`."""
        return self._reader.only(identity)

    def resolve(self, identity: str) -> Record | None:
        """Like :meth:`get`, but ``None`` if there is no such record."""
        return self._reader.resolve(identity)

    def read_path(self, path: str) -> Record | None:
        """The record in a file, whatever its state; ``None`` if there is no such file."""
        return self._reader.read(path)

    def light(self, identity: str) -> Record | None:
        """The record with this id or alias without text and bytes; see :meth:`Reader.light`."""
        return self._reader.light(identity)

    def lights(self, query: str | Query = "", *, type: str = "") -> list[Record]:
        """The records a query finds without text and bytes; see :meth:`Reader.lights`."""
        return self._reader.lights(query, record_type=type)

    def current(self, record: Record) -> Record:
        """The record with its references under today's ids, to compare them; see :meth:`Reader.current`."""
        return self._reader.current(record)

    def current_id(self, identity: str) -> str:
        """The id that a record has today, by one that it had; see :meth:`Reader.current_id`."""
        return self._reader.current_id(identity)

    def lights_of(self, numbers: Iterable[int]) -> list[Record]:
        """The records of rows with these numbers, without text and bytes; see :meth:`Reader.lights_of`."""
        return self._reader.lights_of(numbers)

    def row(self, identity: str) -> Row | None:
        """The record's row in the index; ``None`` if it has none."""
        return self._index.row(identity)

    def paths_of(self, identity: str) -> list[str]:
        """Every file that has this id; more than one only while a mistake is not mended."""
        return self._index.paths_of(identity)

    def listing(self, query: str | Query = "", *, type: str = "", sort: str = "") -> Listing:
        """The rows a query finds, page by page; see :meth:`Reader.listing`."""
        return self._reader.listing(query, record_type=type, sort=sort)

    def records(self, query: str | Query = "", *, type: str = "", sort: str = "") -> Iterable[Record]:
        """The records a query finds, read from their files."""
        return self._reader.records(query, record_type=type, sort=sort)

    def search(self, text: str, *, type: str = "", limit: int = 200) -> SearchResult:
        """What matches while somebody is typing."""
        return self._reader.search(text, record_type=type, limit=limit)

    def interrupt(self) -> None:
        """Stop searches that are under way in other threads; they raise nothing and answer what they have."""
        self._index.interrupt()

    def facets(self, query: str | Query, name: str, *, type: str = "") -> list[tuple[str, int]]:
        """How many of the found records have each value of a field."""
        return self._reader.facets(query, name, record_type=type)

    def backlinks(self, identity: str, *fields: str) -> list[Backlink]:
        """Every reference to a record, or only those in some fields."""
        return self._reader.backlinks(identity, *fields)

    def complete(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Row]:
        """Records whose name, alias or id is like *text*."""
        return self._reader.complete(text, types, limit)

    def is_called(self, identity: str, text: str) -> bool:
        """Whether a record that :meth:`complete` finds bears a name like *text*; else it is a guess."""
        return self._reader.is_called(identity, text)

    def name(self, identity: str) -> str:
        """How a linked record is called on the screen."""
        return self._reader.name(identity)

    def check(self, paths: Sequence[str] = (), *, progress: Progress | None = None) -> list[Problem]:
        """Every problem in the archive, or only those in the given files; see :meth:`Reader.check`."""
        from tingsbok.settings.problems import settings_problems
        from tingsbok.strangers import strangers

        found = self._reader.check(paths, progress)
        odd = [problem for problem in strangers(self.root, self.store) if not paths or problem.path in paths]
        odd += [
            problem
            for problem in (*self.views().problems, *settings_problems(self.root))
            if not paths or problem.path in paths
        ]
        return sorted([*found, *odd], key=lambda problem: (problem.path, problem.line, problem.code))

    def review(self, paths: Sequence[str]) -> list[Problem]:
        """Every problem in the given records; :meth:`check` looks for other things in the folders too."""
        return self._reader.check(paths) if paths else []

    def known(self) -> Context:
        """What the proof-reader knows of the archive beside a text."""
        return self._reader.known()

    def check_staged(self, index_file: str = "") -> list[Problem]:
        """What is wrong in the records as they are staged for the next commit, and in their names.

        Args:
            index_file: The index git has handed to a hook, if it is another than the usual.
        """
        from tingsbok.checks import identity, without_history
        from tingsbok.store.git_setup import staged

        records = [parse_record(path, raw) for path, raw in staged(self.root, index_file)]
        lookup = self._link_check.among(records)
        found: list[Problem] = []
        for record in records:
            found += [*without_history(record, lookup), *self._reader.check_approved(record)]
            found += identity.check(record, identity.names({record.path, *self.paths_of(record.id)}))
        return found

    def problems_of(self, record: Record) -> list[Problem]:
        """What is wrong in one record: its form, its schema, and links that lead nowhere."""
        return [*record.problems, *self.schemas.validate(record), *self.broken_links_of(record)]

    def broken_links_of(self, record: Record) -> list[Problem]:
        """The links of a record that lead nowhere."""
        from tingsbok.links import links_of

        has_links = links_of(record, self._reader.type_of(record), lines=False)
        return self._link_check.problems([record]) if has_links else []

    def parts(self, meeting_id: str) -> MeetingParts:
        """A meeting's items with their decisions and assignments."""
        return self._reader.parts(meeting_id)

    def timeline(self, case_id: str, *, at: str = "") -> list[Event]:
        """The life-line of a case, now or as the archive knew it at the end of a day."""
        return self._reader.timeline(case_id, at=at)

    def due(self, within: int = 60, *, body: str = "") -> list[Due]:
        """What is late or near."""
        return self._reader.due(within, body=body)

    # -- writing

    def preview(self, change: Edit | Draft | Work, *, message: str = "") -> Preview:
        """What saving would do: path, commit message, changes in words, problems, links to nothing."""
        plan = self._plan(change, message)
        links = self._link_check.problems(part.after for part in plan.parts if part.after)
        return replace(plan.preview(), problems=(*plan.problems, *links))

    def save(self, edit: Edit, *, message: str = "", durable: Callable[[], None] | None = None) -> Saved:
        """Save changed fields or body as one commit; see :class:`Writer` for what it refuses."""
        with self._writing:
            return self._writer.carry_out(self._writer.edit(edit, message=message), durable)

    def create(self, draft: Draft, *, message: str = "", durable: Callable[[], None] | None = None) -> Saved:
        """Save a new record as one commit."""
        with self._writing:
            return self._writer.carry_out(self._writer.create(draft, message=message), durable)

    def carry_out(self, work: Work, *, durable: Callable[[], None] | None = None) -> Saved:
        """Save several changes that are one action as one commit."""
        with self._writing:
            return self._writer.carry_out(self._writer.work(work), durable)

    def rebase(self, edit: Edit, base: Record, refusal: ExternallyChanged | None = None) -> Rebase:
        """Bring an edit made from *base* together with what somebody else has written meanwhile.

        Args:
            edit: The edit.
            base: The record it was made from.
            refusal: Why the edit was not saved; it tells a file that is older than what is committed.

        Raises:
            NotFound: The record was taken away.
        """
        from tingsbok.actions import Rebase
        from tingsbok.threeway import Side, merge

        mine = Side(edit.fields, base.body if edit.body is None else edit.body)
        if refusal is None or refusal.made_from is None:
            theirs = self.get(edit.id)
            return Rebase(merge(_side(base), mine, _side(theirs)), theirs, theirs.etag)
        if refusal.found is None:
            raise NotFound(refusal.message, remedy=refusal.remedy)
        older, theirs = (parse_record(base.path, raw) for raw in (refusal.made_from, refusal.found))
        return Rebase(merge(_side(older), mine, _side(theirs)), theirs, edit.expect, refusal.found)

    def link(self, source: str, target: str, field: str = "") -> Saved:
        """Refer from one record to another."""
        with self._writing:
            return self._writer.carry_out(self._writer.link(source, target, field))

    def link_preview(self, source: str, target: str, field: str = "") -> Preview:
        """What :meth:`link` would do."""
        return self._writer.link(source, target, field).preview()

    def link_fields(self, source: str, target: str) -> list[Field]:
        """Fields of one record that may refer to another; none means the body text."""
        return self._writer.link_fields(self.get(source), self.get(target.partition("#")[0]))

    def unlink(self, source: str, target: str, field: str) -> Saved:
        """Take a reference away from a field."""
        with self._writing:
            return self._writer.carry_out(self._writer.unlink(source, target, field))

    def unlink_preview(self, source: str, target: str, field: str) -> Preview:
        """What :meth:`unlink` would do."""
        return self._writer.unlink(source, target, field).preview()

    def rename(self, old: str, new: str) -> Saved:
        """Give a record another id and rewrite every reference to it, in one commit."""
        with self._writing:
            return self._writer.carry_out(self._writer.rename(old, new))

    def rename_preview(self, old: str, new: str) -> Preview:
        """What :meth:`rename` would do."""
        return self._writer.rename(old, new).preview()

    def delete(self, identity: str) -> Saved:
        """Take a record away; refused while other records refer to it."""
        with self._writing:
            return self._writer.carry_out(self._writer.delete(identity))

    def delete_preview(self, identity: str) -> Preview:
        """What :meth:`delete` would do."""
        return self._writer.delete(identity).preview()

    def undo(self, commit: str = "") -> Saved:
        """Make a commit that reverses another, the newest if none is named. History stays."""
        with self._writing:
            return self._writer.carry_out(self._writer.undo(self._commit(commit)))

    def undo_preview(self, commit: str = "") -> tuple[Preview, Revision]:
        """What :meth:`undo` would do, and the commit it would reverse."""
        found = self._commit(commit)
        return self._writer.undo(found).preview(), self._history.summary(found)

    def restore(self, identity: str, rev: str) -> Saved:
        """Bring a record back to how it was in a revision."""
        with self._writing:
            return self._writer.carry_out(self._restore_plan(identity, rev))

    def restore_preview(self, identity: str, rev: str) -> Preview:
        """What :meth:`restore` would do."""
        return self._restore_plan(identity, rev).preview()

    # -- changed with other programs

    def outside(self) -> list[Outside]:
        """Files changed with another program and not committed yet, each with its changes in words."""
        return self._writer.outside()

    def commit_outside(self, paths: Sequence[str] = (), *, message: str = "") -> Saved:
        """Commit what was changed with other programs, all of it or only *paths*."""
        with self._writing:
            return self._writer.carry_out(self._writer.commit_outside(paths, message=message))

    def outside_preview(self, paths: Sequence[str] = (), *, message: str = "") -> Preview:
        """What :meth:`commit_outside` would do."""
        return self._writer.commit_outside(paths, message=message).preview()

    def _plan(self, change: Edit | Draft | Work, message: str) -> Plan:
        from tingsbok.actions import Edit, Work

        if isinstance(change, Work):
            return self._writer.work(change)
        if isinstance(change, Edit):
            return self._writer.edit(change, message=message)
        return self._writer.create(change, message=message)

    def _restore_plan(self, identity: str, rev: str) -> Plan:
        old = self._history.restored(self._path(identity), rev)
        if old is None:
            raise NotFound(t("{id} did not exist in {rev}.", id=identity, rev=rev))
        commit = self._commit(rev)
        return self._writer.restore(identity, old, f"{commit.when:%Y-%m-%d %H.%M} ({commit.author})")


def _side(record: Record) -> Side:
    from tingsbok.threeway import Side

    return Side(record.fields, record.body)


def _past(root: Path, at: str) -> PastStore:
    from tingsbok.store.git_at import PastStore

    return PastStore(root, at)
