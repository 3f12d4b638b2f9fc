"""A query cut into tokens, in one pass over the text: no backtracking, whatever somebody pastes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

LONGEST_WORD = 200
"""Characters of one word that are looked at; no word of a language is longer."""

_KEYWORDS = {"AND": "and", "OCH": "and", "OR": "or", "ELLER": "or", "NOT": "not", "INTE": "not"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_NAME = re.compile(r"\.?[^\W\d_][\w.-]*\Z")
_OPERATORS = {">=": ">=", "<=": "<=", "≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}

_BARE = re.compile(r"[\w.#-]+\Z")

Kind = Literal["(", ")", "and", "or", "not", "word", "phrase", "mention", "test"]


class Value(Struct, frozen=True):
    """One value after a field's colon."""

    text: str
    quoted: bool = False


class Token(Struct, frozen=True):
    """One piece of a query.

    Attributes:
        text: A word, the words of a phrase, or a field's name.
        start: Where it begins in the query.
        end: Where it ends.
        operator: ``>``, ``>=``, ``<``, ``<=``, ``=`` or nothing, after a field's colon.
        values: What stands after the colon.
        closed: Whether every quotation mark has its fellow.
    """

    kind: Kind
    text: str
    start: int
    end: int
    operator: str = ""
    values: tuple[Value, ...] = ()
    closed: bool = True


def quoted(value: str) -> str:
    """A value as a query has it after a field's colon, whatever signs are in it."""
    # a quotation mark cannot be written within quotation marks; what has one is found by no query
    return value if _BARE.match(value) else '"' + value.translate(_QUOTES).replace('"', " ") + '"'


def narrowed(*queries: str) -> str:
    """The query that asks for what all of several find: the alternatives of one are kept together."""
    return " ".join(f"({text})" if _has_alternatives(text) else text for text in queries if text)


def _has_alternatives(text: str) -> bool:
    """Whether a query falls into alternatives that no parentheses hold together."""
    depth = 0
    for token in tokens_of(text):
        depth += (token.kind == "(") - (token.kind == ")")
        if token.kind == "or" and depth <= 0:
            return True
    return False


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a query, in order; blanks and lone signs between them are passed over."""
    source = "".join(sign if sign.isprintable() else " " for sign in text).translate(_QUOTES)
    at = 0
    while at < len(source):
        if source[at].isspace() or _is_dash(source, at):
            at += 1
            continue
        token = _token(source, at)
        yield token
        at = max(token.end, at + 1)


def _is_dash(source: str, at: int) -> bool:
    """Whether a hyphen here is only punctuation: nothing that could be left out follows it."""
    following = source[at + 1 : at + 2]
    return source[at] == "-" and (not following or following.isspace() or following in "-)")


def _token(source: str, at: int) -> Token:
    sign = source[at]
    if sign in "()":
        return Token("(" if sign == "(" else ")", sign, at, at + 1)
    if sign == "-":
        return Token("not", sign, at, at + 1)
    if sign == '"':
        text, end, closed = _quoted(source, at)
        return Token("phrase", text, at, end, closed=closed)
    if sign == "@" and at + 1 < len(source) and not source[at + 1].isspace():
        values, end, closed = _values(source, at + 1)
        return Token("mention", "@", at, end, values=values, closed=closed)
    return _run(source, at)


def _run(source: str, at: int) -> Token:
    end = _end_of_run(source, at, ':"()')
    if source[end : end + 1] == ":" and source[end : end + 3] != "://" and _NAME.match(source[at:end]):
        return _test(source, at, end)
    end = _end_of_run(source, at, '"()')
    word = source[at:end]
    return Token(_KEYWORDS.get(word, "word"), word, at, end)  # type: ignore[arg-type]


def _test(source: str, at: int, colon: int) -> Token:
    operator = next((one for one in _OPERATORS if source.startswith(one, colon + 1)), "")
    values, end, closed = _values(source, colon + 1 + len(operator))
    return Token("test", source[at:colon], at, end, _OPERATORS.get(operator, ""), values, closed)


def _values(source: str, at: int) -> tuple[tuple[Value, ...], int, bool]:
    """Values with commas between them, each a run of signs or within quotation marks."""
    found: list[Value] = []
    closed = True
    while True:
        if source[at : at + 1] == '"':
            text, at, closed = _quoted(source, at)
            found.append(Value(text, quoted=True))
        else:
            end = _end_of_run(source, at, ',"()')
            found.append(Value(source[at:end]))
            at = end
        if source[at : at + 1] != ",":
            return tuple(value for value in found if value.text), at, closed
        at += 1


def _quoted(source: str, at: int) -> tuple[str, int, bool]:
    end = source.find('"', at + 1)
    if end < 0:
        return source[at + 1 :].strip(), len(source), False
    return source[at + 1 : end].strip(), end + 1, True


def _end_of_run(source: str, at: int, stops: str) -> int:
    end = at
    while end < len(source) and not source[end].isspace() and source[end] not in stops:
        end += 1
    return end
