"""One save: files, commit and index change together or not at all, whatever happens in between.

The order is what makes it safe. Everything that can fail is prepared first: texts beside their files,
objects, the commit, the next index. Then what is about to happen is written down. Then git's lock on the
index is taken, the files are swapped, the branch is moved from exactly the commit we built on, and the index
is moved in. At every point in between, what is written down is enough to finish or to go back.
"""

from __future__ import annotations

import re
import secrets
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.errors import ExternallyChanged, ExternalProgramFailed, Refused, TingsbokError
from tingsbok.i18n import t
from tingsbok.store import git_hooks, git_index, git_recover, swap
from tingsbok.store.base import Author, Write
from tingsbok.store.git_journal import PAUSE, Journal, journal_folder
from tingsbok.store.git_locks import lock_at
from tingsbok.store.git_objects import Objects, TreeBuilder, TreeEntry, tree_of
from tingsbok.store.git_place import Place, Settings, read_settings
from tingsbok.store.git_run import WRITE
from tingsbok.store.git_stale import refuse_stale
from tingsbok.store.git_state import branch_to_save_on, identity, refuse_damaged_head, require_identity
from tingsbok.store.git_texts import store_texts
from tingsbok.store.git_trust import standing
from tingsbok.store.messages import encode_message
from tingsbok.store.swap import Swap

_PATIENCE = 5.0
_SIGNING_PATIENCE = 120.0
_LOCKED = re.compile(r"\.lock.*File exists", re.DOTALL)
"""What git says when somebody else has the lock on a branch; there are other reasons for not getting it."""


class _Busy(Exception):
    """Somebody else was faster or holds a lock: everything was taken back and can be tried again."""

    def __init__(self, reason: TingsbokError) -> None:
        super().__init__()
        self.reason = reason


class Order(Struct, frozen=True):
    """What shall be saved.

    Attributes:
        writes: The files.
        message: The commit message as git stores it.
        variables: Who and when, for git.
    """

    writes: tuple[Write, ...]
    message: bytes
    variables: Mapping[str, str]

    @property
    def contents(self) -> dict[str, bytes | None]:
        """The new bytes of each file."""
        return {write.path: write.content for write in self.writes}


class Save:
    """Carries out one order. The caller holds the lock for saving.

    Args:
        place: The repository.
        objects: Reads its objects.
        lock: File descriptor of the lock for saving.
        durable: Told once when the new texts and the journal survive a power cut.

    Attributes:
        kept_back: Once saved: the question because of which programs of the archive's own did not run.
    """

    _journal: Journal

    def __init__(
        self, place: Place, objects: Objects, lock: int, durable: Callable[[], None] | None = None
    ) -> None:
        self.kept_back = ""
        self._place = place
        self._objects = objects
        self._lock = lock
        self._durable = durable
        self._first: dict[str, TreeEntry | None] | None = None
        self._index_before: git_index.Signature = None
        self._spared: list[str] = []

    def run(
        self, writes: Sequence[Write], message: str, *, author: Author | None, when: datetime | None
    ) -> str:
        """Save and return the id of the commit; what somebody else does at the same time is waited for.

        It is empty if the last commit holds the files already, but for line ends that git leaves out.

        Raises:
            ExternallyChanged: A file is not what its write expects, on disk or in a commit made meanwhile.
            Refused: The repository's state, a hook or the file system forbids it.
            ExternalProgramFailed: git failed; everything is as before.
        """
        order = Order(tuple(writes), encode_message(message), identity(author, when))
        settings = read_settings(self._place.runner)
        # From git 2.54 on, settings can name programs for any hook, whatever core.hooksPath says.
        quiet = replace(self._place.runner, settings=settings.without_programs())
        self._place = replace(self._place, runner=quiet)
        if author is None:
            require_identity(self._place)
        try:
            return self._persist(order, settings)
        except TingsbokError as error:
            error.remedy = " ".join(filter(None, (error.remedy, *self._spared)))
            raise

    def _persist(self, order: Order, settings: Settings) -> str:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._attempt(order, settings)
            except _Busy as busy:
                if time.monotonic() > end:
                    raise busy.reason from None
                time.sleep(PAUSE)

    def _attempt(self, order: Order, settings: Settings) -> str:
        self._wait_for_index()
        ref = branch_to_save_on(self._place)
        token = secrets.token_hex(8)
        swaps = tuple(swap.plan(self._place.root, order.writes, token))
        self._journal = Journal(journal_folder(self._place.git_dir), token, ref, swaps)
        with ExitStack() as failed:
            failed.callback(self._give_up)
            self._journal.keep(durably=False)
            self._prepare(order, settings)
            self._publish(order)
            failed.pop_all()
        self._conclude(settings)
        return self._journal.commit if self._journal.commit != self._journal.parent else ""

    def _give_up(self) -> None:
        """Put everything back, or finish what cannot be; if it fails, the next start does."""
        with suppress(OSError, TingsbokError):
            self._spared += git_recover.settle(self._place, self._objects, self._journal)[1:]

    def _wait_for_index(self) -> None:
        lock = lock_at(self._place.git_dir / "index.lock")
        if lock is None:
            return
        if lock.is_old:
            raise self._index_in_use()
        raise _Busy(self._index_in_use())

    def _index_in_use(self) -> Refused:
        file = self._place.git_dir / "index.lock"
        lock = lock_at(file)
        return Refused(
            t("git is at work in the archive, or was interrupted there {age} ago.", age=lock.age_in_words)
            if lock
            else t("git is at work in the archive."),
            remedy=t(
                "Wait until it is done. If no git is running, remove {file}; `tingsbok doctor` looks.",
                file=file,
            ),
        )

    # -- prepare

    def _prepare(self, order: Order, settings: Settings) -> None:
        head = self._objects.find(f"{self._journal.ref}^{{commit}}")
        if head is None:
            refuse_damaged_head(self._place)
        parent, tree = (head.id, tree_of(head)) if head else ("", "")
        swaps = self._journal.swaps
        self._refuse_if_committed_meanwhile(order, tree)
        self._stage(order)
        blobs = store_texts(self._place, self._objects, settings, swaps, order.contents, tree)
        changes = {one.path: _entry(one, blobs) for one in swaps}
        with TreeBuilder(self._place.runner, self._objects) as builder:
            new_tree = builder.build(tree, changes)
        commit = parent if new_tree == tree else self._commit(order, settings, parent, new_tree)
        self._index_before = git_index.prepare(self._place, self._journal.index, parent, changes)
        self._journal = replace(self._journal, blobs=blobs, parent=parent, commit=commit)
        self._journal.keep(durably=True)

    def _stage(self, order: Order) -> None:
        """Write the new texts beside their files, and say so when they and the journal are safe."""
        for one in self._journal.swaps:
            swap.stage(self._place.root, one, order.contents[one.path])
        if self._durable is not None:
            self._journal.keep(durably=True)
            self._durable()
            self._durable = None

    def _refuse_if_committed_meanwhile(self, order: Order, tree: str) -> None:
        paths = [write.path for write in order.writes]
        now = {path: self._objects.at(tree, path) if tree else None for path in paths}
        first = self._first
        if first is None:
            first = self._first = now
            self._refuse_if_not_checked_out(now)
            refuse_stale(self._place, self._objects, self._journal.ref, order.writes, now)
        for path in paths:
            if now[path] != first[path]:
                raise ExternallyChanged(
                    t("{path} was changed by another commit since you opened it.", path=path),
                    path=path,
                    found=self._objects.file(tree, path) if tree else None,
                    remedy=t("Nothing was written. Compare both versions and save again."),
                )

    def _refuse_if_not_checked_out(self, committed: Mapping[str, TreeEntry | None]) -> None:
        """A file that is to be new, and that a sparse checkout has left out here, exists after all."""
        new = [one.path for one in self._journal.swaps if one.base is None and committed[one.path]]
        lines = self._place.runner.run("ls-files", "-t", "-z", "--", *new).fields if new else []
        for mark, _, path in (line.partition(" ") for line in lines):
            if mark == "S":
                raise Refused(
                    t("{path} is in the archive already, but not checked out here.", path=path),
                    remedy=t("Get it with: git sparse-checkout disable"),
                )

    def _commit(self, order: Order, settings: Settings, parent: str, tree: str) -> str:
        message = order.message
        found = standing(self._place, settings)
        self.kept_back = found.question
        trusted = found.answer is True
        hooks = {program.name for program in found.programs} if trusted else set[str]()
        if hooks:
            message = git_hooks.run(self._place, self._journal, hooks, tree, message)
        sign = settings.is_true("commit.gpgSign")
        made = self._place.runner.run(
            *("commit-tree", *(["-S"] if sign else []), tree, *(["-p", parent] if parent else [])),
            profile=WRITE,
            feed=message,
            variables=order.variables,
            settings=settings.signing(trusted=trusted),
            patience=_SIGNING_PATIENCE,
        )
        return made.text

    # -- publish

    def _publish(self, order: Order) -> None:
        if not git_index.lock(self._place, self._journal.index):
            raise _Busy(self._index_in_use())
        if git_index.signature(self._place) != self._index_before:
            raise _Busy(self._index_in_use())
        swap.put(self._place.root, self._journal.swaps)
        if self._journal.commit != self._journal.parent:
            self._move_branch(order)

    def _move_branch(self, order: Order) -> None:
        journal = self._journal
        said = f"tingsbok: {order.message.decode().splitlines()[0]}"
        old = journal.parent or "0" * len(journal.commit)
        try:
            self._place.runner.run(
                *("update-ref", "-m", said, "--create-reflog", journal.ref, journal.commit, old),
                profile=WRITE,
                variables=order.variables,
                holding=(self._lock,),
            )
        except ExternalProgramFailed as error:
            now = self._objects.find(f"{journal.ref}^{{commit}}")
            stands = now.id if now else ""
            if stands == journal.commit:
                return  # it complained, but it did it
            if stands != journal.parent or _LOCKED.search(error.message):
                waited = t(
                    "Wait until git is done, then save again; `tingsbok doctor` finds locks left over."
                )
                raise _Busy(ExternalProgramFailed(error.message, remedy=waited)) from error
            raise

    def _conclude(self, settings: Settings) -> None:
        """What is left once the branch holds the change, and fails no save any more."""
        try:
            git_index.move_in(self._place)
            for one in self._journal.swaps:
                swap.tidy(self._place.root, one)
            self._remember_times(settings)
            self._journal.drop()
        except OSError:
            self._give_up()

    def _remember_times(self, settings: Settings) -> None:
        written = [one.path for one in self._journal.swaps if one.goal]
        with suppress(OSError, ExternalProgramFailed):
            git_index.remember_times(self._place, self._journal.index, settings.without_programs(), written)


def _entry(one: Swap, blobs: Mapping[str, str]) -> TreeEntry | None:
    if one.goal is None:
        return None
    executable = one.mode is not None and one.mode & stat.S_IXUSR
    return TreeEntry("100755" if executable else "100644", blobs[one.path])
