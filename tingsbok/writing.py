"""Everything that changes the archive: one action of a person, one commit.

Each action first becomes a :class:`Plan` (the files, the message, what changes in words). A plan can be shown
or carried out; both front ends show exactly what would be done because it is the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final, NoReturn, TypedDict, Unpack

from msgspec import Struct

from tingsbok import frontmatter
from tingsbok.actions import ChangeKind, Draft, Edit, Outside, Removal, Saved, ViewFile, Work
from tingsbok.changes import FieldChange, compare
from tingsbok.commit_text import Versions, commit_message
from tingsbok.errors import ExternallyChanged, InvalidRecord, NotFound, Refused, WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import current, t
from tingsbok.ids import is_id
from tingsbok.linking import in_order, link_field, link_fields, with_link
from tingsbok.links import retarget
from tingsbok.locking import approving, refuse_locked
from tingsbok.outside import outside_parts, refuse_new_names, with_lf, with_outside
from tingsbok.plans import Part, Plan, is_moved, joined, raw_of, writes_of
from tingsbok.problems import Problem
from tingsbok.read_only import ReadOnly
from tingsbok.reading import Reader
from tingsbok.record import Record, parse_record
from tingsbok.schema import Field, RecordType
from tingsbok.store.base import RECORDS, Commit, is_record_path
from tingsbok.threeway import Side, merge

_SHORT: Final = 7
"""Letters of a commit's id that git shows."""


class _About(TypedDict, total=False):
    """What a commit message has to say beside the changes."""

    target: Record
    old_id: str
    undone: Commit
    rev: str
    reason: str
    noun: str


class Writer:
    """Plans changes and carries them out.

    Args:
        reader: Reads the archive that is changed.
        language: Language of commit messages: the archive's own.
        only_read: Why nothing may be carried out; ``None`` if it may.
    """

    def __init__(self, reader: Reader, language: str, only_read: ReadOnly | None = None) -> None:
        self._only_read = only_read
        self._reader = reader
        self._store = reader.store
        self._schemas = reader.schemas
        self._language = language

    def carry_out(self, plan: Plan, durable: Callable[[], None] | None = None) -> Saved:
        """Write the plan's files and commit exactly them.

        Args:
            plan: What to write.
            durable: Called when the new texts survive a power cut and only the commit is left; see
                :meth:`Store.write`.

        Raises:
            Refused: There is nothing to write, the archive is only read, or its state forbids it.
            InvalidRecord: The record would get an error it did not have.
            ExternallyChanged: A file is no longer as it was read.
        """
        if self._only_read is not None:
            raise self._only_read.refusal()
        if not plan.writes:
            raise Refused(t("Nothing has changed, so there is nothing to save."))
        self._refuse_new_errors(plan)
        if self._store.head() is None:
            from tingsbok.founding import save_founding

            save_founding(self._store, self._language)
        commit = self._store.write(plan.writes, plan.message, durable=durable)
        paths = [write.path for write in plan.writes if is_record_path(write.path)]
        with suppress(Refused):  # the index is busy or has no room: the change is saved all the same
            self._reader.index.refresh(self._store, paths=paths)
        record = plan.parts[0].record
        return Saved(record.id, record.path, commit, plan.subject)

    # -- plans

    def edit(self, edit: Edit, *, kind: ChangeKind = ChangeKind.EDIT, message: str = "") -> Plan:
        """Plan a change of fields or body; the etag in the edit must be the file's.

        Raises:
            ExternallyChanged: The file is another than the one the edit was made from.
            CannotEdit: The front matter is written in a way that only a text editor can change safely.
        """
        return self._plan(kind, [self._edited(edit)], message)

    def _edited(self, edit: Edit) -> Part:
        before = self._expected(edit.id, edit.expect)
        if edit.onto is None:
            return Part(before, self._rewritten(before, edit.fields, edit.body))
        committed = parse_record(before.path, edit.onto)
        return Part(committed, self._rewritten(committed, edit.fields, edit.body), stale=before.etag)

    def _expected(self, identity: str, etag: str) -> Record:
        """The record, if it still is as it was read, and no other has its id."""
        try:
            found = self._reader.only(identity)
        except NotFound as error:
            raise NotFound(
                t("Somebody has removed the record."), remedy=t("The log shows when, and can put it back.")
            ) from error
        if found.etag != etag:
            raise ExternallyChanged(
                t("{path} was changed by somebody else since you opened it.", path=found.path),
                path=found.path,
                found=found.raw,
                remedy=t("Compare both versions and save again."),
            )
        return found

    def create(self, draft: Draft, *, message: str = "") -> Plan:
        """Plan a new record from a draft.

        Raises:
            Refused: The id is taken.
            WrongUse: The id is not one.
        """
        return self._plan(ChangeKind.CREATE, [self._created(draft)], message)

    def work(self, work: Work) -> Plan:
        """Plan several changes that are one action.

        Raises:
            ExternallyChanged: A file is another than the one its edit was made from.
            Refused: An id is taken, or two new records would get the same one.
        """
        drafts = [change.id for change in work.changes if isinstance(change, Draft)]
        if twice := next((identity for identity in drafts if drafts.count(identity) > 1), ""):
            raise Refused(
                t('Two new records would both be called "{id}".', id=twice), remedy=t("Choose another id.")
            )
        parts = [self._part(change) for change in work.changes]
        is_new = work.kind is ChangeKind.EDIT and all(part.before is None for part in parts)
        kind = ChangeKind.CREATE if is_new else work.kind
        return self._plan(kind, parts, work.summary, reason=work.reason, noun=work.noun)

    def _part(self, change: Edit | Draft | Removal | ViewFile) -> Part:
        match change:
            case Edit():
                return self._edited(change)
            case Draft():
                return self._created(change)
            case Removal():
                return Part(self._expected(change.id, change.expect), None)
            case ViewFile():
                return self._view(change)

    def _view(self, change: ViewFile) -> Part:
        before = self._reader.read(change.path)
        if (before.etag if before else None) != change.expect:
            raise ExternallyChanged(
                t("{path} was changed by somebody else since you opened it.", path=change.path),
                path=change.path,
                found=before.raw if before else None,
                remedy=t("Look at it and save again."),
            )
        return Part(before, None if change.raw is None else parse_record(change.path, change.raw))

    def _created(self, draft: Draft) -> Part:
        if not is_id(draft.id):
            raise WrongUse(
                t('"{id}" cannot be an id.', id=draft.id),
                remedy=t("Use lower-case letters a-z, digits, dots and dashes."),
            )
        if self._reader.index.path_of(draft.id):
            raise Refused(t('There is already a record "{id}".', id=draft.id), remedy=t("Choose another id."))
        flow = self._flow(draft.type)
        raw = frontmatter.new_text({"type": draft.type, **draft.fields}, draft.body, flow=flow)
        return Part(None, parse_record(draft.path, raw))

    def link(self, source: str, target: str, field: str = "") -> Plan:
        """Plan a reference from one record to another, in *field* or in the field made for such links."""
        before, goal = self._reader.get(source), self._reader.get(target.partition("#")[0])
        identity = goal.id + target[len(target.partition("#")[0]) :]
        record_type = self._reader.type_of(before)
        chosen = link_field(before, goal, record_type, field)
        if chosen is None:
            body = before.body.rstrip("\n") + f"\n\n{self._see_also()} [[{identity}]]\n"
            after = self._rewritten(before, before.fields, body.lstrip("\n"))
        else:
            after = self._rewritten(before, with_link(before, chosen, identity, record_type), None)
        return self._plan(ChangeKind.LINK, [Part(before, after)], "", target=goal)

    def link_fields(self, source: Record, target: Record) -> list[Field]:
        """The fields of *source* that may refer to *target*, the empty ones first."""
        return link_fields(source, target, self._reader.type_of(source))

    def unlink(self, source: str, target: str, field: str) -> Plan:
        """Plan to take a reference away from one field."""
        before = self._reader.get(source)
        value, fields = before.fields.get(field), dict(before.fields)
        if isinstance(value, list) and target in value:
            rest = [item for item in value if item != target]
            fields[field] = rest
            if not rest:
                del fields[field]
        elif value == target:
            del fields[field]
        else:
            raise NotFound(
                t('"{id}" does not refer to "{target}" in {field}.', id=source, target=target, field=field)
            )
        return self._plan(ChangeKind.EDIT, [Part(before, self._rewritten(before, fields, None))], "")

    def rename(self, old: str, new: str) -> Plan:
        """Plan a new id for a record, with every reference to it rewritten and the old id kept as alias.

        Args:
            old: The record, or its file where several have the id: then references stay with the others.
            new: The id it gets.

        Raises:
            WrongUse: That is no id.
            Refused: It is the record's own or another's, or several files have the old one.
        """
        record = self._named(old)
        if not is_id(new):
            raise WrongUse(
                t('"{id}" cannot be an id.', id=new),
                remedy=t("Use lower-case letters a-z, digits, dots and dashes."),
            )
        if new == record.id:
            raise Refused(t('The record is called "{id}" already.', id=new))
        if self._reader.index.path_of(new) not in ("", record.path):
            raise Refused(t('There is already a record "{id}".', id=new), remedy=t("Choose another id."))
        if len(self._reader.index.paths_of(record.id)) > 1:
            moved = parse_record(f"{record.path.rpartition('/')[0]}/{new}.md", record.raw)
            return self._plan(ChangeKind.RENAME, [Part(record, moved)], "", old_id=record.id)
        sources = dict.fromkeys(link.source for link in self._reader.index.backlinks(record.id))
        parts = [self._renamed(record, new)]
        for source in sources:
            other = self._reader.get(source)
            if other.id != record.id:
                parts.append(Part(other, self._retargeted(other, record.id, new)))
        return self._plan(ChangeKind.RENAME, parts, "", old_id=record.id)

    def _named(self, name: str) -> Record:
        """The record with an id, or in a file; which of several files with one id is meant must be said."""
        if is_record_path(name):
            record = self._reader.read(name)
            if record is None:
                raise NotFound(t("There is no file {path}.", path=name))
            return record
        return self._reader.only(name, t("Say which one by its file: {paths}"))

    def delete(self, identity: str) -> Plan:
        """Plan to take a record away; refused while other records refer to it.

        Args:
            identity: The record, or its file where several have the id.
        """
        record = self._named(identity)
        part = Part(record, None)
        self._refuse_referred(part, [part])
        return self._plan(ChangeKind.DELETE, [part], "")

    def _refuse_referred(self, gone: Part, parts: Sequence[Part], since: str = "") -> None:
        """Refuse to take a record away that others refer to, unless these parts see to that.

        References in files that are as they were in the revision *since* led nowhere then, too.
        """
        record = gone.record
        if len(self._reader.index.paths_of(record.id)) > 1:
            return  # references stay with the others that have the id
        changed = {part.record.id for part in parts}
        stay = {part.after.id for part in parts if part.after is not None}
        links = self._reader.index.backlinks(record.id)
        loose = [link.source for link in links if link.source not in changed and link.target not in stay]
        if since:
            loose = [source for source in loose if not self._is_as_in(since, self._reader.get(source))]
        if loose:
            raise Refused(
                t("{count} references point to {id}.", count=len(loose), id=record.id),
                remedy=t("Point them elsewhere first: {ids}", ids=", ".join(list(dict.fromkeys(loose))[:5])),
            )

    def undo(self, commit: Commit) -> Plan:
        """Plan the reverse of a commit. What was changed since, in other fields, stays.

        Raises:
            Refused: The commit is a merge or the first one, the same fields were changed since, it holds
                files that are no records, or records refer to what it would take away.
        """
        if len(commit.parents) != 1:
            raise Refused(t("This change cannot be undone by itself: it has no single state before it."))
        others = [path for path in commit.paths if not path.endswith((".md", ".toml"))]
        if others:
            raise Refused(
                t("This change also holds files that are no records: {paths}.", paths=", ".join(others[:5])),
                remedy=t("Undo it with: {command}", command=f"git revert {commit.id[:_SHORT]}"),
            )
        parts = [part for part in (self._undone(commit, path) for path in commit.paths) if part]
        self._refuse_loose_ends(parts, commit.parents[0])
        return self._plan(ChangeKind.UNDO, joined(parts), "", undone=commit)

    def _refuse_loose_ends(self, parts: Sequence[Part], since: str) -> None:
        """Refuse to take away what others refer to, and to bring back an id that another record has now."""
        paths = {part.record.path for part in parts}
        for part in parts:
            if not is_record_path(part.record.path):
                continue
            if part.after is None:
                self._refuse_referred(part, parts, since)
            elif part.before is None and self._reader.index.path_of(part.record.id) not in ("", *paths):
                raise Refused(
                    t('There is already a record "{id}".', id=part.record.id),
                    remedy=t("Give that one another id first."),
                )

    def restore(self, identity: str, old: Record, rev: str) -> Plan:
        """Plan to bring a record back to how it was in *old*, bytes and all."""
        path = self._reader.index.path_of(identity)
        before = self._reader.read(path) if path else None
        after = parse_record(before.path if before else old.path, old.raw)
        return self._plan(ChangeKind.RESTORE, [Part(before, after)], "", rev=rev)

    # -- changed with other programs

    def outside(self) -> list[Outside]:
        """Record files that differ from the last commit, each with its changes in words."""
        return [self._outside(part) for part in outside_parts(self._reader)]

    def commit_outside(self, paths: Sequence[str] = (), *, message: str = "") -> Plan:
        """Plan a commit of what was changed with other programs, all of it or only *paths*.

        A file that was moved counts under the path it had and the one it has.
        """
        wanted = set(paths)
        parts = [part for part in outside_parts(self._reader) if not wanted or wanted & _paths_of(part)]
        for missing in sorted(wanted.difference(*map(_paths_of, parts))):
            self._refuse_saved(missing)
        refuse_locked(self._reader, ChangeKind.EXTERNAL, _versions(parts))
        refuse_new_names(self._reader, parts)
        return self._plan(ChangeKind.EXTERNAL, parts, message)

    def _refuse_saved(self, path: str) -> NoReturn:
        """Say why there is nothing to commit of a path: there is no file, no change, or no record."""
        with suppress(Refused):  # a folder
            self._store.read(path)
        if path == RECORDS or path.startswith(f"{RECORDS}/"):
            raise NotFound(t("{path} is as it was committed.", path=path))
        raise NotFound(
            t("{path} is no record.", path=path),
            remedy=t("What else the archive holds is saved with git itself."),
        )

    # -- how

    def _plan(self, kind: ChangeKind, parts: Sequence[Part], message: str, **about: Unpack[_About]) -> Plan:
        changed = [part for part in parts if raw_of(part.before) != raw_of(part.after) or is_moved(part)]
        head = None if kind is ChangeKind.EXTERNAL else self._store.head()
        if head is not None:
            changed = [with_outside(self._store, part, head) for part in changed]
        kind = approving(kind, _versions(changed))
        if kind is not ChangeKind.EXTERNAL:  # what is on disk already is shown, and refused when it is saved
            refuse_locked(self._reader, kind, _versions(changed), about.get("undone"))
        text = commit_message(
            kind,
            _versions(changed),
            self._schemas,
            self._language,
            name_of=self._reader.name,
            summary=message,
            **about,
        )
        writes = [write for part in changed for write in writes_of(part, on_disk=kind is ChangeKind.EXTERNAL)]
        changes = [change for part in changed for change in self._compare(part)]
        problems = [problem for part in changed if part.after for problem in self._problems(part.after)]
        return Plan(tuple(changed), tuple(writes), text, tuple(changes), tuple(problems))

    def _is_as_in(self, rev: str, record: Record) -> bool:
        """Whether a file has the very bytes that a revision holds for it."""
        return self._store.holds(rev, record.path, record.raw)

    def _compare(self, part: Part) -> list[FieldChange]:
        # shown to whoever makes the change; the message has its own, in the archive's language
        return compare(part.former, part.after, self._schemas, current(), name_of=self._reader.name)

    def _problems(self, record: Record) -> list[Problem]:
        if not is_record_path(record.path):  # a view has problems of its own kind, and no front matter
            return []
        return [*record.problems, *self._schemas.validate(record)]

    def _refuse_new_errors(self, plan: Plan) -> None:
        """Errors that were there before do not stop an edit elsewhere in the record; new ones do."""
        new: list[Problem] = []
        for part in plan.parts:
            if part.after is None or part.after.raw == raw_of(part.before):
                continue
            known = {(p.code, p.field) for p in self._problems(part.before)} if part.before else set()
            new += [p for p in self._problems(part.after) if p.is_error and (p.code, p.field) not in known]
        if new:
            raise InvalidRecord(new[0].message, remedy=new[0].remedy, problems=new)

    def _rewritten(self, before: Record, fields: Mapping[str, Value], body: str | None) -> Record:
        if not before.fields and before.problems:
            problem = before.problems[0]
            raise InvalidRecord(problem.message, remedy=problem.remedy, problems=before.problems)
        record_type = self._reader.type_of(before)
        raw = frontmatter.rewrite(
            before.raw,
            dict(fields),
            body,
            key_order=[field.name for field in record_type.fields] if record_type else (),
            flow=self._flow(before.type),
        )
        return parse_record(before.path, raw)

    def _flow(self, type_name: str) -> _FlowRule:
        return _FlowRule(self._schemas.types.get(type_name))

    def _see_also(self) -> str:
        return "Se även" if self._language == "sv" else "See also"

    def _renamed(self, record: Record, new: str) -> Part:
        # an id that it had before and gets back is no former one any more
        aliases: list[Value] = [*(one for one in record.texts("aliases") if one != new), record.id]
        record_type = self._reader.type_of(record)
        fields, body = retarget(record, record_type, record.id, new)
        fields = in_order({**fields, "aliases": aliases}, record_type)
        rewritten = self._rewritten(record, fields, body if body != record.body else None)
        folder = record.path.rpartition("/")[0]
        return Part(record, parse_record(f"{folder}/{new}.md", rewritten.raw))

    def _retargeted(self, record: Record, old: str, new: str) -> Record:
        fields, body = retarget(record, self._reader.type_of(record), old, new)
        return self._rewritten(record, fields, body if body != record.body else None)

    def _undone(self, commit: Commit, path: str) -> Part | None:
        former = self._store.read_at(commit.parents[0], path)
        made = self._store.read_at(commit.id, path)
        now = self._reader.read(path)
        if with_lf(raw_of(now)) == with_lf(made):  # git may have checked out other line ends than it has
            return Part(now, parse_record(path, former) if former is not None else None)
        if former is None or made is None or now is None or not is_record_path(path):
            raise Refused(
                t("{path} was changed again since, so this cannot be undone by itself.", path=path),
                remedy=t("Undo the later change first, or restore the record from its history."),
            )
        sides = [Side(r.fields, r.body) for r in (parse_record(path, made), parse_record(path, former), now)]
        merged = merge(*sides)
        if merged.conflicts:
            names = ", ".join(conflict.field for conflict in merged.conflicts)
            raise Refused(
                t("{fields} in {path} changed again since.", fields=names, path=path),
                remedy=t("Undo the later change first, or restore the record from its history."),
            )
        return Part(
            now, self._rewritten(now, merged.fields, merged.body if merged.body != now.body else None)
        )

    def _outside(self, part: Part) -> Outside:
        plan = self._plan(ChangeKind.EXTERNAL, [part], "")
        kind = "added" if part.before is None else "deleted" if part.after is None else "changed"
        return Outside(
            part.record.path,
            part.record.id,
            kind,
            plan.subject,
            tuple(self._compare(part)),
            plan.problems,
        )


class _FlowRule(Struct, frozen=True):
    """Which lists and mappings of a type stand on one line in the file."""

    record_type: RecordType | None

    def __call__(self, path: frontmatter.FieldPath) -> bool:
        return self.record_type.is_flow(path) if self.record_type else False


def _versions(parts: Iterable[Part]) -> list[Versions]:
    return [(part.former, part.after) for part in parts]


def _paths_of(part: Part) -> set[str]:
    return {record.path for record in (part.before, part.after) if record is not None}
