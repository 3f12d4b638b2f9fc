"""Checking a value against a schema when all is well: a yes or not known, faster than a library.

Most records have nothing wrong. What is said here to fit needs no other judge; everything else, and every
schema that uses a word which is not understood here, goes to the one that can say what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tingsbok.schema import patterns

Fits = Callable[[Any], bool]
"""Whether a value certainly has the form that a schema asks for."""


class _NotUnderstood(Exception):
    """The schema uses a word whose meaning is not known here."""


def compiled(schema: Any) -> Fits | None:
    """A function that tells what certainly fits; ``None`` if the schema says more than is understood here.

    Args:
        schema: A schema with its references put in place and notes left out.
    """
    try:
        return _compiled(schema)
    except (_NotUnderstood, RecursionError):
        return None


def _compiled(schema: Any) -> Fits:
    if not isinstance(schema, Mapping):
        raise _NotUnderstood
    parts: list[Fits] = []
    for word, value in schema.items():
        make = _WORDS.get(word)
        if make is None:
            raise _NotUnderstood
        parts.append(make(value))
    if len(parts) == 1:
        return parts[0]
    return lambda value: all(part(value) for part in parts)


def _type(names: Any) -> Fits:
    kinds = [names] if isinstance(names, str) else names
    if not isinstance(kinds, list) or not all(isinstance(one, str) and one in _KINDS for one in kinds):
        raise _NotUnderstood
    known = frozenset(kind for one in kinds for kind in _KINDS[one])
    return lambda value: type(value) in known


def _properties(schemas: Any) -> Fits:
    if not isinstance(schemas, Mapping):
        raise _NotUnderstood
    made = {name: _compiled(schema) for name, schema in schemas.items()}

    def fits(value: Any) -> bool:
        if type(value) is not dict:
            return True
        for name, one in value.items():
            part = made.get(name)
            if part is not None and not part(one):
                return False
        return True

    return fits


def _items(schema: Any) -> Fits:
    one = _compiled(schema)
    return lambda value: type(value) is not list or all(one(item) for item in value)


def _required(names: Any) -> Fits:
    if not isinstance(names, list):
        raise _NotUnderstood
    return lambda value: type(value) is not dict or all(name in value for name in names)


def _enum(choices: Any) -> Fits:
    if not isinstance(choices, list):
        raise _NotUnderstood
    words = frozenset(one for one in choices if isinstance(one, str))
    return lambda value: type(value) is str and value in words


def _const(word: Any) -> Fits:
    return lambda value: type(value) is str and value == word


def _pattern(form: Any) -> Fits:
    if not isinstance(form, str):
        raise _NotUnderstood
    return lambda value: type(value) is not str or patterns.fits(form, value)


def _longest(most: Any) -> Fits:
    if type(most) is not int:
        raise _NotUnderstood
    return lambda value: type(value) is not str or len(value) <= most


def _all_of(schemas: Any) -> Fits:
    if not isinstance(schemas, list):
        raise _NotUnderstood
    parts = [_compiled(schema) for schema in schemas]
    return lambda value: all(part(value) for part in parts)


_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "number": (int, float),
}  # fmt: skip
"""Python's types whose values certainly are of a JSON type."""
_WORDS: dict[str, Callable[[Any], Fits]] = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "required": _required,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "maxLength": _longest,
    "allOf": _all_of,
    "$defs": lambda _: lambda _: True,
}
