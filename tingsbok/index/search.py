"""Searching while somebody types: the newest hits first, with the words marked where they stand."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tingsbok.index.pages import Pages
from tingsbok.index.query import TRUE, Compiler, Condition, of_types, together
from tingsbok.index.rows import Hit, Row
from tingsbok.index.tables import MOST_TYPES, OTHER_TYPES, TYPE_SHIFT
from tingsbok.index.words import Vocabulary, is_beginning, is_whole, words_in
from tingsbok.query import Every, Query, Words

Spans = tuple[tuple[int, int], ...]

SHORTEST: Final = 2
"""Letters that a search needs: one letter is in every record."""

MOST_COUNTED: Final = 10_000
"""Hits that are counted: nobody who sees such a number needs the exact one, and counting on takes time."""

_SAID_DATE: Final = re.compile(
    r"(?<!\S)(sedan|since|före|before)[ ]+((?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2})(?!\S)", re.IGNORECASE
)
_SNIPPET: Final = 160
_BEFORE: Final = 50


def is_too_short(query: Query) -> bool:
    """Whether a query is so little that everything would be found."""
    return isinstance(query.node, Words) and sum(map(len, words_in(query.node.text))) < SHORTEST


class Search:
    """One search: the same conditions, asked for the newest rows and for how many there are.

    Args:
        connection: A reading connection.
        compiler: Turns the query into SQL.
        query: The question.
        type: Only records of this type; of any if empty.
        types: The number that stands for each type in a row's number.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        compiler: Compiler,
        query: Query,
        type: str,
        types: Mapping[str, int],
    ) -> None:
        self._db = connection
        self._names = {number: name for name, number in types.items()}
        self._match, parts = _driving(query, compiler)
        parts += [of_types([type])] if type else []
        self._condition = together(parts, "and")

    def found(self, limit: int) -> tuple[list[int], Counter[str], bool]:
        """Numbers of the newest rows, how many there are of each type, and if these are not all; one walk."""
        sql, values = self._statement(self._number)
        kind = f"n >> {TYPE_SHIFT} & {MOST_TYPES - 1}"
        both = f"""with found (n) as materialized ({sql} order by {self._number} desc limit ?)
            select n, 0 from (select n from found order by n desc limit ?)
            union all select {kind}, count(*) from found group by 1"""
        rows = self._db.execute(both, (*values, MOST_COUNTED + 1, limit)).fetchall()
        first, numbers = [n for n, many in rows if not many], Counter({n: many for n, many in rows if many})
        more = numbers.total() > MOST_COUNTED
        others = numbers.pop(OTHER_TYPES, 0)
        by_type = Counter({self._names[number]: many for number, many in numbers.items()})
        return first, by_type + self._others() if others else by_type, more

    def is_empty(self) -> bool:
        """Whether nothing is found."""
        return self._ask(self._number, "limit 1").fetchone() is None

    @property
    def _number(self) -> str:
        return "fts.rowid" if self._match else "r.rowid"

    def _others(self) -> Counter[str]:
        """How many rows there are of each type that has no number of its own."""
        number = f"({self._number} >> {TYPE_SHIFT} & {MOST_TYPES - 1}) = {OTHER_TYPES}"
        rows = self._ask(f"(select type from rec where rec.rowid = {self._number})", f"and {number}")
        return Counter(kind for (kind,) in rows)

    def _ask(self, columns: str, tail: str) -> sqlite3.Cursor:
        sql, values = self._statement(columns)
        return self._db.execute(f"{sql} {tail}", values)

    def _statement(self, columns: str) -> tuple[str, tuple[object, ...]]:
        """Ask the full-text index first, newest first, where there is something to ask it."""
        condition = self._condition
        if not self._match:
            return f"select {columns} from rec r where {condition.sql}", tuple(condition.values)
        rows = "" if condition is TRUE else "cross join rec r on r.rowid = fts.rowid"
        sql = f"select {columns} from fts {rows} where fts match ? and {condition.sql}"
        return sql, (self._match, *condition.values)


def _driving(query: Query, compiler: Compiler) -> tuple[str, list[Condition]]:
    """Split a query into one full-text expression, which the engine walks newest first, and the rest."""
    parts = query.node.parts if isinstance(query.node, Every) else (query.node,)
    expressions, rest = [], []
    for part in parts:
        expression = compiler.match(part) if isinstance(part, Words) else ""
        if expression:
            expressions.append(f"({expression})")
        else:
            rest.append(compiler.condition(part))
    return " AND ".join(expressions), rest


def with_dates(text: str) -> str:
    """The question with ``sedan 2021`` as the test ``sedan:2021`` that was probably meant."""
    return text if '"' in text else _SAID_DATE.sub(r"\1:\2", text)


def corrected(query: Query, vocabulary: Vocabulary) -> str:
    """The query with the words that occur nowhere replaced by likely ones; empty if none is near."""
    text = query.text
    for words in sorted(query.words, key=lambda one: -one.start):
        tokens = words_in(words.text)
        if len(tokens) != 1 or vocabulary.containing(tokens[0]):
            continue
        nearest = vocabulary.nearest(tokens[0])
        if nearest:
            text = f"{text[: words.start]}{nearest}{text[words.end :]}"
    return text if text != query.text else ""


def hits(connection: sqlite3.Connection, pages: Pages, rowids: Sequence[int], query: Query) -> list[Hit]:
    """The rows with the text around the first match of each, and without the cells of their lists."""
    words = patterns(query)
    query_text = """select r.rowid, h.head, d.body from rec r join data d using (doc) join head h using (doc)
        where r.rowid in (select value from json_each(?))"""
    texts = {
        rowid: (head, body)
        for rowid, head, body in connection.execute(query_text, (json.dumps(list(rowids)),))
    }
    return [_hit(row, *texts.get(row.rowid, ("", "")), words) for row in pages.bare(rowids)]


def patterns(query: Query) -> list[re.Pattern[str]]:
    """What to mark: each word or phrase where it is found, whatever signs stand between a phrase's words."""
    found = []
    for words in query.words:
        tokens = words_in(words.text)
        if tokens:
            begin = r"(?<![^\W_])" if is_beginning(words, tokens) else ""
            end = r"(?![^\W_])" if is_whole(words, tokens) else ""
            text = r"[\W_]+".join(map(re.escape, tokens))
            found.append(re.compile(f"{begin}{text}{end}", re.IGNORECASE))
    return found


def spans(text: str, words: Iterable[re.Pattern[str]]) -> Spans:
    """Start and end of every match, in order and without overlap."""
    found = sorted(
        (match.span() for pattern in words for match in pattern.finditer(text)),
        key=lambda one: (one[0], -one[1]),
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _hit(row: Row, head: str, body: str, words: Sequence[re.Pattern[str]]) -> Hit:
    snippet = _around(body, words) or _around(head.partition("\n")[2], words) or _beginning(body)
    return Hit(row, snippet, spans(snippet, words), spans(row.title, words))


def _around(text: str, words: Sequence[re.Pattern[str]]) -> str:
    """The line of the first match, cut to a snippet; empty if nothing matches."""
    places = [match.span() for pattern in words if (match := pattern.search(text))]
    if not places:
        return ""
    start, end = min(places)
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first = (
        line_start if end - line_start <= _SNIPPET else _word_start(text, max(line_start, start - _BEFORE))
    )
    last = min(line_end, max(first + _SNIPPET, end))
    line = " ".join(text[first:last].split())
    return f"{'…' if first > line_start else ''}{line}{'…' if last < line_end else ''}"


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + _BEFORE)
    return at if space < 0 else space + 1


def _beginning(body: str) -> str:
    line = next((line for line in body.splitlines() if line.strip() and not line.startswith("#")), "")
    return " ".join(line.split())[:_SNIPPET]
