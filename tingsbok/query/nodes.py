"""What a query is made of: frozen values that say what is asked, and nothing about how it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tingsbok.query.fields import FieldName

Subject = Literal[
    "field", "type", "body", "date", "id", "link", "linked", "name", "mention", "path", "problems"
]
"""What a test looks at: fields, or one of the facts that every record has."""

Operator = Literal["has", "lacks", "like", "is", "link", "between"]


class Limit(Struct, frozen=True):
    """One end of a range.

    Attributes:
        value: A date or the beginning of one, a collation key, or a number.
        inclusive: Whether everything that begins with the value belongs to the range.
        days_from_today: Set instead of *value* for a day counted from today.
    """

    value: str | float
    inclusive: bool = True
    days_from_today: int | None = None


class Words(Struct, frozen=True):
    """A word, or a phrase, in the text of a record.

    Attributes:
        text: The word, or the phrase's words.
        how: ``part`` of a word, ``start`` of a word, or a ``phrase`` of whole words.
        start: Where it stands in the query, for corrections.
        end: Where it ends.
    """

    text: str
    how: Literal["part", "start", "phrase"] = "part"
    start: int = 0
    end: int = 0


class Term(Struct, frozen=True):
    """A test of a field, or of a fact about the record.

    Attributes:
        subject: What is tested.
        operator: How: ``like`` is contains, ``is`` is equal, ``link`` is "names that record".
        values: What is looked for; one of them is enough.
        fields: The fields tested, for the subject ``field``.
        low: The lower end of a range; ``None`` if open.
        high: The upper end; ``None`` if open.
    """

    subject: Subject
    operator: Operator
    values: tuple[str, ...] = ()
    fields: tuple[FieldName, ...] = ()
    low: Limit | None = None
    high: Limit | None = None


class Every(Struct, frozen=True):
    """All parts must hold."""

    parts: tuple[Node, ...]


class Some(Struct, frozen=True):
    """At least one part must hold."""

    parts: tuple[Node, ...]


class Without(Struct, frozen=True):
    """The part must not hold."""

    part: Node


Node = Words | Term | Every | Some | Without


class Sort(Struct, frozen=True):
    """One key of the order.

    Attributes:
        spec: A column's spec, a field's dotted name, or ``date``, ``label``, ``type``, ``body`` or ``id``.
        descending: Whether the greatest comes first.
    """

    spec: str
    descending: bool = False


class Query(Struct, frozen=True):
    """A whole question.

    Attributes:
        node: What a record must fulfil; ``None`` asks for every record.
        sort: The order asked for; empty for the usual one.
        text: The question as it was written.
    """

    node: Node | None = None
    sort: tuple[Sort, ...] = ()
    text: str = ""

    @property
    def words(self) -> tuple[Words, ...]:
        """The words that a found record contains, for marking them."""
        return tuple(_words_in(self.node)) if self.node else ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types that the found records can only be of; empty if of any."""
        parts = self.node.parts if isinstance(self.node, Every) else (self.node,)
        tests = [part for part in parts if isinstance(part, Term) and part.subject == "type"]
        return tests[0].values if tests else ()


def _words_in(node: Node) -> Iterator[Words]:
    match node:
        case Words():
            yield node
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _words_in(part)
