"""Links of a record that is being written: asked at every key, so answered from the index and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tingsbok.checking.source import Archive, Source
from tingsbok.checks import Asked, links
from tingsbok.checks.base import Facts, Lookup
from tingsbok.problems import Problem
from tingsbok.record import Record


class LinkCheck:
    """Finds the links that lead nowhere in records as they are going to be.

    Args:
        archive: The archive; what it says of the records that are named is kept until its index changes.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: tuple[int, Lookup] | None = None

    def problems(self, records: Iterable[Record]) -> list[Problem]:
        """What is wrong with the links of records, which may also name each other."""
        together = tuple(records)
        lookup = self.among(together)
        return [found for record in together for found in links.check(record, lookup)]

    def among(self, records: Iterable[Record]) -> Lookup:
        """What is known of the archive's records once *records* are among them."""
        return _Among(self._lookup(), records)

    def _lookup(self) -> Lookup:
        generation = self._archive.index.generation
        if self._known is None or self._known[0] != generation:
            self._known = generation, Lookup(Source(self._archive, Asked(), {}))
        return self._known[1]


class _Among(Lookup):
    """Facts about records of the archive and about some that are not saved yet."""

    def __init__(self, saved: Lookup, unsaved: Iterable[Record]) -> None:
        self.schemas = saved.schemas
        self._saved = saved
        known = (saved.facts_of(record) for record in unsaved)
        self._unsaved = {name: facts for facts in known for name in facts.names or (facts.id,)}

    def facts(self, identity: str) -> Facts | None:
        """What is known of the record with that id or alias, first of those that are not saved."""
        return self._unsaved.get(identity) or self._saved.facts(identity)

    def near(self, identity: str, types: Sequence[str] = ()) -> Sequence[str]:
        """Ids that may have been meant."""
        return self._saved.near(identity, types)
