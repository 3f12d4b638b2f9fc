"""The one query language of the app and the command line: text in, a frozen :class:`Query` out, no database.

Words must all occur; parts of compound words count. ``"a phrase"``, ``-word`` (``NOT``, ``INTE``), ``a OR b``
(``ELLER``), ``AND`` (``OCH``) and parentheses combine; AND binds tighter than OR. ``field:value`` tests any
field of any type by its key or its title in Swedish or English, ``attendance.person:anna`` a nested one:

* ``outcome:postponed`` is ``utfall:bordlagt``; ``a,b`` means either, ``=x`` exactly
* ``field:*`` has one, ``field:-`` lacks one
* ``due:>2024-01``, ``>=``, ``<``, ``<=``, ``2021..2024``, ``date:2024`` (any day), ``today-14d``, ``idag``
* ``2021..2024``, ``2024..``, ``..2023-06``, ``since:2021``, ``before:2024`` (``sedan``, ``före``): its date
* ``type:``, ``body:``, ``year:``, ``id:``, ``name:``, ``case:``, ``path:`` or
  ``typ:``, ``organ:``, ``år:``, ``namn:``, ``ärende:``, ``sökväg:``
* ``link:id`` (``länk``) records that refer to it, ``linked-from:id`` those it refers to, ``@anna`` names Anna
* ``problem:*`` files that cannot be read; ``sort:-date``
* a dot before a name (``.name:x``) means the field of the schemas where the name has another meaning here
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.errors import WrongUse
from tingsbok.i18n import t
from tingsbok.query.fields import FieldNames
from tingsbok.query.nodes import Every, Node, Query, Some, Sort, Term, Without, Words
from tingsbok.query.terms import (
    dates_between,
    make_mention,
    make_sort,
    make_term,
    refusal,
    subject_of,
    unknown,
)
from tingsbok.query.tokens import LONGEST_WORD, Token, tokens_of

if TYPE_CHECKING:
    from tingsbok.schema import SchemaSet

DEEPEST = 20
"""Levels of parentheses."""
MOST_TOKENS = 200
"""Words, tests and signs of one query."""

_ENDINGS = frozenset(("s", "n", "t", "en", "et", "er", "ar", "ns", "ens", "ets", "na"))
"""What Swedish puts after a colon to inflect an abbreviation; it is found under every form of it."""

_MOST_IN_NAME = 4
"""Words of a field's name as people see it."""

_names: tuple[SchemaSet, FieldNames] | None = None


def field_names(schemas: SchemaSet) -> FieldNames:
    """The words for the fields of *schemas*; made once for the archive that is open."""
    global _names  # noqa: PLW0603 - one remembered answer, replaced as a whole
    remembered = _names
    if remembered is None or remembered[0] is not schemas:
        remembered = (schemas, FieldNames(schemas.types))
        _names = remembered
    return remembered[1]


def parse(text: str, schemas: SchemaSet, *, lenient: bool = False, kind: str = "") -> Query:
    """Read a query.

    Args:
        text: What somebody wrote, or is writing.
        schemas: The record types, for the names of fields, types and choices.
        lenient: Never refuse: what is half-typed is passed over, what makes no sense is taken as words.
        kind: The type whose fields are meant first, if only records of that are looked for.

    Raises:
        WrongUse: It makes no sense; the message says where, the remedy what to write. Never if *lenient*.
    """
    return _Parser(text, field_names(schemas).of(kind), lenient).query()


def sort_by(text: str, schemas: SchemaSet) -> Sort:
    """The order meant by ``-date``, ``titel`` or a column's spec.

    Raises:
        WrongUse: There is no such field.
    """
    names = field_names(schemas)
    found = make_sort(text, names)
    if found is None:
        raise unknown(Token("word", text, 0, len(text)), text.removeprefix("-"), names)
    return found


class _Parser:
    """Recursive descent over the tokens; the depth is that of the parentheses, and limited."""

    def __init__(self, text: str, names: FieldNames, lenient: bool) -> None:
        self._text = text
        self._names = names
        self._lenient = lenient
        self._tokens: list[Token] = []
        self._sort: list[Sort] = []
        self._next = 0
        for token in tokens_of(text):
            if len(self._tokens) == MOST_TOKENS:
                self._refuse(t("the query is too long"), token.start, t("Leave something out."))
                break
            self._tokens.append(self._with_its_name(token))

    def _with_its_name(self, token: Token) -> Token:
        """The token, with the words before it if a field is called by all of them: ``gäller till:``."""
        words = [one.text for one in self._tokens[1 - _MOST_IN_NAME :] if token.kind == "test"]
        for count in range(len(words), 0, -1):
            before = self._tokens[-count:]
            name = "-".join([*words[-count:], token.text])
            if all(one.kind == "word" for one in before) and self._is_known(name):
                del self._tokens[-count:]
                return replace(token, text=name, start=before[0].start)
        return token

    def _is_known(self, name: str) -> bool:
        return bool(subject_of(name) or self._names.fields(name.removeprefix(".")))

    def query(self) -> Query:
        parts = []
        while self._peek() is not None:
            parts.append(self._either(0))
            stray = self._peek()
            if stray is not None:
                self._refuse(
                    t("a parenthesis is closed that was not opened"), stray.start, t("Take it away.")
                )
                self._next += 1
        return Query(_joined(parts, Every), tuple(self._sort), self._text)

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _either(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while (token := self._peek()) is not None and token.kind == "or":
            self._take()
            following = self._all(depth)
            if following is None or parts[0] is None:
                self._refuse(t("a word is missing beside {word}", word=token.text), token.start, _quote_it())
            parts.append(following)
        return _joined(parts, Some)

    def _all(self, depth: int) -> Node | None:
        parts = []
        while (token := self._peek()) is not None and token.kind not in {")", "or"}:
            if token.kind == "and":
                self._take()
                continue
            parts.append(self._one(depth))
        return _joined(parts, Every)

    def _one(self, depth: int) -> Node | None:
        negated = False
        while (token := self._peek()) is not None and token.kind == "not":
            self._take()
            negated = not negated
        if token is None or token.kind in {")", "or", "and"}:
            self._refuse(t("nothing follows NOT"), self._end(), _quote_it())
            return None
        part = self._group(depth) if token.kind == "(" else self._term(self._take())
        return Without(part) if negated and part is not None else part

    def _group(self, depth: int) -> Node | None:
        opening = self._take()
        if depth >= DEEPEST:
            self._refuse(t("the parentheses are too deep"), opening.start, t("Write fewer of them."))
            return None
        inside = self._either(depth + 1)
        closing = self._peek()
        if closing is None:
            self._refuse(t("a parenthesis is not closed"), opening.start, t("Add “)” at the end."))
        else:
            self._take()
        return inside

    def _term(self, token: Token) -> Node | None:
        if not token.closed:
            self._refuse(t("a quotation mark is not closed"), token.start, t('Add " at the end.'))
        match token.kind:
            case "test" | "mention":
                return self._test(token)
            case "phrase":
                return (
                    Words(token.text, "phrase", token.start, token.end) if _has_letters(token.text) else None
                )
            case _:
                return self._dates(token) or _word(token)

    def _dates(self, token: Token) -> Node | None:
        try:
            return dates_between(token)
        except WrongUse:
            if not self._lenient:
                raise
            return None

    def _test(self, token: Token) -> Node | None:
        if self._lenient and not token.values:
            return None
        if self._is_inflected(token):
            return Words(token.text[:LONGEST_WORD], "part", token.start, token.end)
        try:
            if subject_of(token.text) == "sort":
                self._sort += self._sorts(token)
                return None
            return make_mention(token) if token.kind == "mention" else make_term(token, self._names)
        except WrongUse:
            if not self._lenient:
                raise
            return self._guess(token)

    def _is_inflected(self, token: Token) -> bool:
        """Whether the colon is that of a Swedish ending, as in ``SKR:s``, and not a field's."""
        ending = token.values[0] if len(token.values) == 1 and not token.operator else None
        if ending is None or ending.quoted or ending.text.lower() not in _ENDINGS:
            return False
        return not self._is_known(token.text)

    def _sorts(self, token: Token) -> list[Sort]:
        found = [(value.text, make_sort(value.text, self._names)) for value in token.values]
        for text, sort in found:
            if sort is None:
                raise unknown(token, text.removeprefix("-"), self._names)
        return [sort for _, sort in found if sort is not None]

    def _guess(self, token: Token) -> Node | None:
        """What a test that makes no sense yet may be meant as: the type being typed, or else words."""
        subject = subject_of(token.text)
        if subject == "sort":
            return None
        types = self._names.types_beginning(token.values[0].text) if subject == "type" else ()
        if types:
            return Term("type", "is", types)
        return Words(self._text[token.start : token.end][:LONGEST_WORD], "part", token.start, token.end)

    def _end(self) -> int:
        token = self._peek()
        return token.start if token else len(self._text)

    def _refuse(self, why: str, place: int, remedy: str) -> None:
        if not self._lenient:
            raise refusal(place, why, remedy)


def _quote_it() -> str:
    return t('Quote the word if you search for it: "OR", "NOT".')


def _word(token: Token) -> Node | None:
    text = token.text[:LONGEST_WORD]
    if text.endswith("*") and len(text) > 1:
        return Words(text.rstrip("*"), "start", token.start, token.end)
    return Words(text, "part", token.start, token.end) if _has_letters(text) else None


def _has_letters(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _joined(parts: list[Node | None], kind: type[Every | Some]) -> Node | None:
    found = tuple(part for part in parts if part is not None)
    if len(found) > 1:
        return kind(found)
    return found[0] if found else None
