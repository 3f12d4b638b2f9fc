"""What a new record would be: its id and its path, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tingsbok.errors import NotFound
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.record import Record
from tingsbok.schema import RecordType, SchemaSet

if TYPE_CHECKING:
    from tingsbok.actions import Draft
    from tingsbok.index import Index


class ProposesRecords:
    """What an archive does about records that are to be; its types lie in :attr:`schemas`."""

    schemas: SchemaSet
    _index: Index

    def resolve(self, identity: str) -> Record | None:
        """The record with this id or alias; ``None`` if there is none."""
        raise NotImplementedError

    def type_named(self, noun: str) -> RecordType:
        """The record type that a noun names, in either language.

        Raises:
            NotFound: There is no such type; the remedy names those there are.
        """
        record_type = self.schemas.type_named(noun)
        if record_type is None:
            raise NotFound(
                t('There is no record type "{type}".', type=noun),
                remedy=t("Types: {names}", names=", ".join(self.schemas.types)),
            )
        return record_type

    def draft(
        self,
        type: str,
        fields: Mapping[str, Value] | None = None,
        body: str = "",
        *,
        besides: Collection[str] = (),
    ) -> Draft:
        """Propose id and path for a new record of a type, from its templates and the given fields.

        Args:
            type: The record type, in either language.
            fields: Its front matter.
            body: Its text.
            besides: Ids that other new records of the same action will have.

        Raises:
            NotFound: There is no such type.
        """
        from tingsbok.actions import Draft  # most commands write nothing

        record_type = self.type_named(type)
        values = dict(fields or {})
        taken = lambda identity: identity in besides or self._taken(identity)  # noqa: E731
        identity = self.schemas.new_id(record_type.name, values, taken, self.resolve)
        path = self.schemas.new_path(record_type.name, identity, values, self.resolve)
        return Draft(record_type.name, identity, path, values, body)

    def draft_as(self, draft: Draft, identity: str) -> Draft:
        """The same draft under another id."""
        from tingsbok.actions import Draft

        path = self.schemas.new_path(draft.type, identity, dict(draft.fields), self.resolve)
        return Draft(draft.type, identity, path, draft.fields, draft.body)

    def _taken(self, identity: str) -> bool:
        return bool(self._index.path_of(identity))
