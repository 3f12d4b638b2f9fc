"""Which field of a record refers to another one, and what the field holds then."""

from __future__ import annotations

from collections.abc import Mapping

from tingsbok.errors import WrongUse
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.record import Record
from tingsbok.schema import Field, RecordType

_ANY = "*"
"""Stands for every type among those that a field may refer to."""


def link_fields(source: Record, target: Record, record_type: RecordType | None) -> list[Field]:
    """The fields of *source*, which is of that type, that may refer to *target*; the empty ones first."""
    fields = [field for field in record_type.fields if _accepts(field, target.type)] if record_type else []
    return sorted(fields, key=lambda field: bool(source.fields.get(field.name)) and field.kind == "link")


def link_field(
    source: Record, target: Record, record_type: RecordType | None, name: str = ""
) -> Field | None:
    """The field in which *source* shall refer to *target*; ``None`` for its text.

    Without a name it is the one field that is made for records of that type, or else the one for anything.

    Raises:
        WrongUse: The named field cannot refer to it, or several could and none is named: one supersedes,
            another amends, and only a person knows which is meant.
    """
    fields = link_fields(source, target, record_type)
    names = ", ".join(field.name for field in fields)
    if name:
        found = next((field for field in fields if field.name == name), None)
        if found is None:
            raise WrongUse(
                t('{id} cannot refer to a {type} in "{field}".', id=source.id, type=target.type, field=name),
                remedy=t("Fields that can: {names}", names=names) if names else "",
            )
        return found
    free = [field for field in fields if field.kind == "list" or not source.fields.get(field.name)]
    made_for_it = [field for field in free if _ANY not in _holder(field).link_types]
    if len(made_for_it) == 1:
        return made_for_it[0]
    general = next((field for field in free if field not in made_for_it), None)
    if made_for_it and general is None:
        raise WrongUse(
            t("{id} can refer to a {type} in several fields.", id=source.id, type=target.type),
            remedy=t("Say which one with --as: {names}", names=names),
        )
    return general


def with_link(
    source: Record, field: Field, identity: str, record_type: RecordType | None
) -> dict[str, Value]:
    """The fields of *source* with a reference to *identity* in one of them, once."""
    fields = dict(source.fields)
    if field.kind == "list":
        there = source.texts(field.name)
        fields[field.name] = [*there, *([] if identity in there else [identity])]
    else:
        fields[field.name] = identity
        fields.pop(f"{field.name}_text", None)
    return in_order(fields, record_type)


def in_order(fields: Mapping[str, Value], record_type: RecordType | None) -> dict[str, Value]:
    """The fields in schema order where they are new; what stands in the file keeps its place there."""
    order = {field.name: at for at, field in enumerate(record_type.fields)} if record_type else {}
    return dict(sorted(fields.items(), key=lambda pair: order.get(pair[0], len(order))))


def _accepts(field: Field, type_name: str) -> bool:
    """True if a reference to a record of the type may stand directly in the field."""
    holder = _holder(field)
    return holder.kind == "link" and bool({_ANY, type_name}.intersection(holder.link_types))


def _holder(field: Field) -> Field:
    return field.item if field.kind == "list" and field.item else field
