"""What forms need: the record or the proposal, names of linked records, and what saving would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tingsbok.actions import Edit, Preview, Rebase, Saved
from tingsbok.errors import ExternallyChanged, NotFound
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.record import Record
from tingsbok.schema import RecordType
from tingsbok.threeway import BODY
from tui.reads.opening import words

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class FormData(Struct, frozen=True):
    """What a form starts from.

    Attributes:
        record: The record; ``None`` for a new one.
        record_type: Its type.
        values: The fields it holds.
        names: Names of the records it links to.
        kept: What was typed before and not saved; ``None`` if nothing was.
    """

    record: Record | None
    record_type: RecordType
    values: Mapping[str, Value]
    names: dict[str, str]
    kept: dict[str, Any] | None


def edit_data(archive: Archive, identity: str, key: str) -> FormData:
    """What the form of a record starts from; *key* is that of its draft."""
    record = _base_of(archive, identity, key)
    record_type = _type(archive, record.type)
    names = names_of(archive, [record.fields])
    return FormData(record, record_type, record.fields, names, archive.draft_for(key))


def _base_of(archive: Archive, identity: str, key: str) -> Record:
    """The record; where a draft is kept, as it was then: what others changed since is met at the save."""
    base = archive.draft_base(key)
    return base if base is not None and base.id == identity else archive.only(identity)


def new_data(archive: Archive, type_name: str, fields: Mapping[str, Value], key: str) -> FormData:
    """What the form of a new record starts from."""
    record_type = _type(archive, type_name)
    values = {**record_type.defaults, **fields}
    return FormData(None, record_type, values, names_of(archive, [dict(fields)]), archive.draft_for(key))


def _type(archive: Archive, name: str) -> RecordType:
    found = archive.schemas.types.get(name)
    if found is None:
        raise NotFound(
            t('There is no record type "{type}".', type=name), remedy=t("E opens the file instead.")
        )
    return found


def names_of(archive: Archive, values: list[Value]) -> dict[str, str]:
    """Names of everything in the values that is the id of a record."""
    names: dict[str, str] = {}
    waiting: list[Value] = [*values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif value and " " not in value:
            row = archive.row(value.partition("#")[0])
            if row is not None:
                names[row.id] = row.short or row.title
    return names


def kept_form(archive: Archive, key: str) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """What a draft holds, ``None`` if there is none, and names of the records it links to."""
    kept = archive.draft_for(key)
    return kept, names_of(archive, [(kept or {}).get("fields", {})])


def edit_preview(archive: Archive, edit: Edit) -> Preview:
    """What saving a record would do."""
    return archive.preview(edit)


class NewRecord(Struct, frozen=True):
    """A record that is about to be made: its type, fields and text."""

    type: str
    fields: Mapping[str, Value]
    body: str = ""


def new_preview(archive: Archive, draft: NewRecord) -> Preview:
    """What saving a new record would do."""
    return archive.preview(archive.draft(draft.type, draft.fields, draft.body))


def create(archive: Archive, draft: NewRecord, durable: Callable[[], None]) -> Saved:
    """Save a new record under the id that its type gives it; *durable* is called when the text is safe."""
    return archive.create(archive.draft(draft.type, draft.fields, draft.body), durable=durable)


class Clash(Struct, frozen=True):
    """Somebody else changed the record while it was edited.

    Attributes:
        field: The field both changed.
        label: What it is called.
        mine: My value in words.
        theirs: Their value in words.
        before: The value that both began with.
    """

    field: str
    label: str
    mine: str
    theirs: str
    before: str = ""


class Rebased(Struct, frozen=True):
    """An edit brought together with what somebody else has written.

    Attributes:
        rebase: Both together, with what only a person can settle.
        clashes: The same conflicts in words.
    """

    rebase: Rebase
    clashes: tuple[Clash, ...]


def rebase(archive: Archive, edit: Edit, base: Record, refusal: ExternallyChanged) -> Rebased:
    """Bring an edit together with what somebody else has written meanwhile."""
    found = archive.rebase(edit, base, refusal)
    said = words(archive)

    def shown(field: str, value: Value | None) -> str:
        return t("(removed)") if value is None else said.value(base.type, field, value)

    clashes = tuple(
        Clash(
            each.field,
            t("the text") if each.field == BODY else said.field_title(base.type, each.field),
            shown(each.field, each.mine),
            shown(each.field, each.theirs),
            "" if each.base is None else shown(each.field, each.base),
        )
        for each in found.merge.conflicts
    )
    return Rebased(found, clashes)
