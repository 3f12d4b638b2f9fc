"""The archive as it was committed at one moment: a store that only reads, and only that moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tingsbok.errors import NotFound, Refused
from tingsbok.i18n import t
from tingsbok.store.base import MAX_FILE_SIZE, RECORDS, Author, Dirty, Entry, Store, Write
from tingsbok.store.git import GitStore


class PastStore(GitStore):
    """An archive's files as they stood in the history at the end of a day; the work tree is not looked at.

    Args:
        root: The archive's folder.
        day: ISO date (the whole day counts), or a date and time.

    Raises:
        NotFound: The history begins later.
        WrongUse: *day* is no date.
    """

    def __init__(self, root: Path, day: str) -> None:
        super().__init__(root)
        self._moment = ""
        found = super().log(limit=1, until=day)
        if not found:
            self.close()
            raise NotFound(
                t("The archive's history begins after {day}.", day=day),
                remedy=t("Choose a later day; `tingsbok log` shows the first."),
            )
        self.moment = found[0].id
        """Id of the last change that had been made then."""
        self._moment = self.moment

    @property
    def private_dir(self) -> Path:
        """A folder that is never made: what is typed today is no draft of then."""
        return super().private_dir / "past"

    def elsewhere(self) -> Callable[[], Store] | None:
        """The past is not read by several processes: each would ask git for every file."""
        return None

    def entries(self) -> list[Entry]:
        """List the record files of that moment; the time stands for the content."""
        asked = ("ls-tree", "-r", "-l", "-z", "--full-tree", self.moment, "--", RECORDS)
        return [entry for line in self._place.runner.run(*asked).fields if (entry := _entry(line))]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file as it was."""
        raw = self.read_at(self.moment, path)
        if raw is None:
            raise NotFound(t("There is no file {path}.", path=path))
        return raw

    def status(self) -> list[Dirty]:
        """Nothing of the past differs from itself."""
        return []

    def state(self) -> tuple[str | None, list[Dirty]]:
        """The moment, as it was."""
        return self.head(), []

    def head(self) -> str | None:
        """The moment; what came later is not known yet."""
        return self._moment or super().head()

    def resolve(self, rev: str) -> str:
        """Like the present's, but ``HEAD`` is the moment."""
        return self._moment if rev == "HEAD" and self._moment else super().resolve(rev)

    def write(
        self,
        writes: Sequence[Write],  # noqa: ARG002 - the contract of a store
        message: str,  # noqa: ARG002
        *,
        author: Author | None = None,  # noqa: ARG002
        when: datetime | None = None,  # noqa: ARG002
        durable: Callable[[], None] | None = None,  # noqa: ARG002
    ) -> str:
        """Refuse: the past is not written."""
        raise Refused(
            t("The past can only be read."), remedy=t("Open the archive as it is today to change it.")
        )

    def recover(self) -> list[str]:
        """Nothing to settle: whoever only looks back leaves the present alone."""
        return []


def _entry(line: str) -> Entry | None:
    """A line of ``git ls-tree -l``: mode, kind, id and size, a tab, the path."""
    about, _, path = line.partition("\t")
    mode, kind, identity, size = about.split()
    if kind != "blob" or not mode.startswith("100") or not path.endswith(".md") or int(size) > MAX_FILE_SIZE:
        return None
    return Entry(path, int(size), int(identity[:12], 16))
