"""The words that occur in the archive: for parts of compounds, and for what somebody may have meant."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain, islice
from typing import Final

from tingsbok.collation import fold, plain
from tingsbok.query.nodes import Words

TOKEN = re.compile(r"[^\W_]+")
"""A word as the full-text index sees it: letters and digits of any script."""

_MANY_NEW: Final = 5_000
"""New words since the list of words was made, above which it is made anew."""
_SHORTEST_PART: Final = 3
_MOST_NEAR: Final = 3_000
_FARTHEST: Final = 2
_LONGEST_MISSPELT: Final = 40
_LONGEST_PHRASE: Final = 2_000
_MOST_IN_PHRASE: Final = 50
"""Words of a phrase that are looked for, such as a pasted sentence; no two texts begin so alike."""
_MOST_WORDS: Final = 2_000
"""Words with the same part that are asked for, the commonest: each costs five microseconds."""
_GROUP: Final = 32
_NO_WORD: Final = "0no0word0"


def words_in(text: str) -> list[str]:
    """The words of a text in lower case."""
    return TOKEN.findall(fold(text))


class WordBook:
    """Keeps the list of words in the database up to date.

    Args:
        connection: The writing connection, in a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._new: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether there are so many new words that the whole list is made anew, whatever else is learnt."""
        return len(self._new) > _MANY_NEW

    def learn(self, text: str) -> None:
        """Take in the words of a record."""
        self._new.update(words_in(text))

    def store(self) -> None:
        """Write the new words down; when they are many, make the whole list and the full-text index tidy."""
        (known,) = self._db.execute("select count(*) from word").fetchone()
        if known + len(self._new) <= _MANY_NEW:
            self._db.executemany("insert or ignore into word values (?)", ((word,) for word in self._new))
            return
        self._db.execute("insert into fts (fts) values ('optimize')")
        rows = self._db.execute("select term, doc from fts_terms").fetchall()
        counts = array("I", (count for _, count in rows))
        self._db.execute("delete from word")
        self._db.execute("delete from vocabulary")
        terms = "\n".join(term for term, _ in rows)
        self._db.execute("insert into vocabulary values (?, ?)", (terms, counts.tobytes()))
        self._db.execute("update meta set value = value + 1 where key = 'vocabularies'")


class Vocabulary:
    """The words of the archive at one moment, held as one text, so that finding parts is one fast scan.

    Args:
        text: The words, a line each.
        counts: In how many records each of the first words occurs.
    """

    def __init__(self, text: str, counts: Sequence[int] = ()) -> None:
        self._text = f"\n{text}\n"
        self._counts = counts
        self._plain = ""

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Vocabulary:
        """The words as the database has them now."""
        stored = connection.execute("select terms, counts from vocabulary").fetchone() or ("", b"")
        new = "\n".join(term for (term,) in connection.execute("select term from word"))
        return cls("\n".join(filter(None, (stored[0], new))), array("I", stored[1]))

    @staticmethod
    def version(connection: sqlite3.Connection) -> tuple[int, int]:
        """Another value whenever :meth:`read` would read something else."""
        query = "select (select value from meta where key = 'vocabularies'), (select count(*) from word)"
        made, new = connection.execute(query).fetchone()
        return int(made), int(new)

    def containing(self, part: str) -> list[str]:
        """Every word with that part in it; the commonest of them if they are very many."""
        if not part or "\n" in part:
            return []
        if self._text.count(part) <= _MOST_WORDS:
            places = _lines_with(self._text, part)
            return list(dict.fromkeys(self._text[start:end] for start, end in places))
        numbers = [number for number, word in enumerate(self._lines) if part in word]
        return [self._lines[number] for number in nlargest(_MOST_WORDS, numbers, key=self._count)]

    @cached_property
    def _lines(self) -> list[str]:
        """The words by the number of their line; taken apart only where that is what a question needs."""
        return self._text.split("\n")

    def nearest(self, word: str) -> str:
        """The word that was probably meant: typed without å, ä and ö, or misspelt; empty if none is near."""
        return self._typed_plainly(word) or self._with_marks(self._misspelt(word))

    def _with_marks(self, word: str) -> str:
        """The same word with å, ä and ö if it is written so anywhere: without, it stands in ids."""
        line = f"\n{plain(word)}\n"
        twins, at = [], self._plain.find(line) if word else -1
        while at >= 0:
            number = self._plain.count("\n", 0, at + 1)
            twins.append((self._lines[number] == plain(word), -self._count(number), self._lines[number]))
            at = self._plain.find(line, at + 1)
        return min(twins, default=(False, 0, word))[2]

    def _typed_plainly(self, word: str) -> str:
        if not self._plain:
            self._plain = plain(self._text)
        wanted = plain(word)
        places = islice(_lines_with(self._plain, wanted), _MOST_NEAR) if len(wanted) >= _SHORTEST_PART else ()
        numbers = [self._plain.count("\n", 0, start) for start, _ in islice(places, 100)]
        words = [(number, self._lines[number]) for number in numbers]
        found = [(plain(word) != wanted, -self._count(number), word) for number, word in words]
        return min(found, default=(False, 0, ""))[2]

    def _misspelt(self, word: str) -> str:
        reach = _FARTHEST if len(word) > _SHORTEST_PART + 1 else 1
        if not _SHORTEST_PART <= len(word) <= _LONGEST_MISSPELT:
            return ""
        rest = f"{max(len(word) - 1 - reach, 0)},{len(word) - 1 + reach}"
        near = re.finditer(rf"\n{re.escape(word[0])}[^\n]{{{rest}}}(?=\n)", self._text)
        tail = re.finditer(rf"\n[^\n]{{1,{1 + reach}}}{re.escape(word[2:])}(?=\n)", self._text)
        found = []
        for match in islice(chain(near, tail), _MOST_NEAR):
            away = distance(word, match[0][1:], reach)
            if away <= reach:
                found.append((away, -self._count(self._text.count("\n", 0, match.start() + 1)), match[0][1:]))
        return min(found, default=(0, 0, ""))[2]

    def _count(self, line: int) -> int:
        """In how many records the word of that line occurs; 1 for words that are newer than the counts."""
        return self._counts[line - 1] if 0 < line <= len(self._counts) else 1


def distance(one: str, other: str, most: int) -> int:
    """How many letters to change, add, leave out or swap with the next; more than *most* is just more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _lines_with(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line with that part."""
    at = text.find(part)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        yield start, end
        at = text.find(part, end)


def is_whole(words: Words, tokens: Sequence[str]) -> bool:
    """Whether only whole words are found: those of a phrase, and a single letter."""
    return words.how == "phrase" or (len(tokens) == 1 and len(tokens[0]) == 1)


def is_beginning(words: Words, tokens: Sequence[str]) -> bool:
    """Whether what is found begins a word: inside others it would be in most of them, as 24 is in 2024."""
    is_short = len(tokens[0]) < _SHORTEST_PART or tokens[0].isdigit()
    return words.how != "part" or len(tokens) > 1 or is_short


def match_words(words: Words, vocabulary: Vocabulary) -> str:
    """The full-text expression that finds a word or phrase; empty if it has no letters or digits."""
    tokens = words_in(words.text[:_LONGEST_PHRASE])
    if not tokens:
        return ""
    phrase = " ".join(tokens[:_MOST_IN_PHRASE])
    if is_whole(words, tokens):
        return f'"{phrase}"'
    beginning = f'"{phrase}" *'
    if is_beginning(words, tokens):
        return beginning
    inside = [f'"{word}"' for word in vocabulary.containing(phrase) if not word.startswith(phrase)]
    return " OR ".join([beginning, *_grouped(inside)])


def _grouped(alternatives: Sequence[str]) -> Iterator[str]:
    """Many alternatives as a tree, each NOT keeping a group together: the engine asks fewer at every hit."""
    for at in range(0, len(alternatives), _GROUP):
        group = " OR ".join(alternatives[at : at + _GROUP])
        yield group if len(alternatives) <= _GROUP else f'(({group}) NOT "{_NO_WORD}")'
