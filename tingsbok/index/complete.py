"""Finding a record by a piece of its name, for pickers: whole names, beginnings, parts, slips of a finger."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tingsbok.collation import fold, plain
from tingsbok.index.query import TRUE, Condition, of_types, together
from tingsbok.index.values import storable
from tingsbok.index.words import Vocabulary, distance, match_words, words_in
from tingsbok.query import Words

_LONGEST: Final = 100
_FEW: Final = 3
_MOST_NEAR: Final = 3_000
_MANY_NAMES: Final = 20_000
"""Names above which only those are looked at that the index of parts, or of beginnings, has found."""
_PART: Final = 3
"""Letters that the index of parts needs."""


def complete(
    connection: sqlite3.Connection, vocabulary: Vocabulary, text: str, types: Sequence[str], limit: int
) -> list[int]:
    """Numbers of the rows that *text* may mean, the likeliest first.

    Args:
        connection: A reading connection.
        vocabulary: The words of the archive.
        text: What was typed; empty lists the newest.
        types: Types to choose from; any if empty.
        limit: At most so many.
    """
    wanted = fold(storable(text)).strip()[:_LONGEST]
    found = dict.fromkeys(_by_name(connection, wanted, types, limit))
    if wanted and len(found) < min(limit, _FEW):
        found.update(dict.fromkeys(_nearly(connection, plain(wanted), types, limit)))
    if wanted and len(found) < limit:
        found.update(dict.fromkeys(_by_text(connection, vocabulary, wanted, types, limit)))
    return list(found)[:limit]


def is_called(connection: sqlite3.Connection, identity: str, text: str) -> bool:
    """Whether a record bears a name that has every word of *text*, or is a slip of the finger away.

    What :func:`complete` finds besides is a guess: letters in that order, or words in the record's text.
    """
    wanted = plain(fold(storable(text)).strip()[:_LONGEST])
    names = connection.execute(
        "select n.plain from name n join rec r using (doc) where r.fid = ?", (fold(storable(identity)),)
    )
    return any(
        all(word in name for word in wanted.split()) or _slips(wanted, name) is not None for (name,) in names
    )


def _by_name(connection: sqlite3.Connection, wanted: str, types: Sequence[str], limit: int) -> list[int]:
    """Rows with a name that has every word: whole names first, then beginnings, words' beginnings, parts."""
    words, of_type = [plain(word) for word in wanted.split()], of_types(types)
    among = _candidates(
        connection, wanted, " AND ".join(_quoted(word) for word in words if len(word) >= _PART)
    )
    has = together([*(Condition("instr(n.plain, ?) > 0", (word,)) for word in words), among], "and")
    starts = together([Condition("instr(' ' || n.plain, ?) > 0", (f" {word}",)) for word in words], "and")
    sql = f"""select r.rowid, min(
            case when n.fold = ? then 0 when n.plain = ? then 1 when substr(n.fold, 1, ?) = ? then 2
            when substr(n.plain, 1, ?) = ? then 3 when {starts.sql} then 4 else 5 end * 2 + (n.rank > 2)
        ) as far
        from name n join rec r using (doc) where {has.sql} and {of_type.sql}
        group by r.rowid order by far, r.date desc, r.key limit ?"""
    bare, size = plain(wanted), len(wanted)
    values = (
        wanted,
        bare,
        size,
        wanted,
        len(bare),
        bare,
        *starts.values,
        *has.values,
        *of_type.values,
        limit,
    )
    return [row[0] for row in connection.execute(sql, values)]


def _candidates(connection: sqlite3.Connection, wanted: str, parts: str) -> Condition:
    """Which names to look at: all where there are not many; else those with the parts, or that begin so."""
    (many,) = connection.execute("select coalesce(max(rowid), 0) from name").fetchone()
    if not wanted or many <= _MANY_NAMES:
        return TRUE
    if parts:
        return Condition(
            "n.rowid in (select rowid from name_part where name_part match ? order by rowid desc limit ?)",
            (parts, _MOST_NEAR),
        )
    return Condition("n.fold >= ? and n.fold < ?", (wanted, f"{wanted}\U0010ffff"))


def _quoted(word: str) -> str:
    text = word.replace('"', '""')
    return f'"{text}"'


def _nearly(connection: sqlite3.Connection, wanted: str, types: Sequence[str], limit: int) -> list[int]:
    """Rows with a name in which the letters come in that order, or with a word or two a slip away."""
    of_type = of_types(types)
    letters = "%".join(sign for sign in wanted if sign.isalnum())
    pieces = dict.fromkeys(wanted[at : at + _PART] for at in range(len(wanted) - _PART + 1))
    among = _candidates(connection, wanted, " OR ".join(map(_quoted, pieces)))
    sql = f"""select r.rowid, n.plain from name n join rec r using (doc) where {of_type.sql} and {among.sql}
        and (n.plain like ? or instr(' ' || n.plain, ?) > 0) and length(n.plain) < ? limit ?"""
    found: dict[int, int] = {}
    values = (*of_type.values, *among.values, f"%{letters}%", f" {wanted[0]}", _LONGEST * 2, _MOST_NEAR)
    for rowid, name in connection.execute(sql, values):
        far = _far(wanted, name)
        if far is not None and far < found.get(rowid, 1_000):
            found[rowid] = far
    return sorted(found, key=lambda rowid: (found[rowid], -rowid))[:limit]


def _far(wanted: str, name: str) -> int | None:
    """How unlike a name is; ``None`` if it is another one."""
    slips = _slips(wanted, name)
    return _spread(wanted.replace(" ", ""), name) if slips is None else slips


def _slips(wanted: str, name: str) -> int | None:
    """How many slips of the finger away a name or its words are; ``None`` if it is no matter of slips."""
    reach = 1 if len(wanted) <= _FEW + 1 else 2
    slips = distance(wanted, name, reach)
    if slips > reach:
        slips = sum(
            min((distance(word, part, reach) for part in name.split()), default=9) for word in wanted.split()
        )
    return slips if slips <= reach else None


def _spread(letters: str, name: str) -> int | None:
    """How far apart the letters stand in the name, in that order; ``None`` if they do not."""
    if len(letters) < _FEW:
        return None
    first = at = name.find(letters[0])
    for letter in letters[1:]:
        if at < 0:
            return None
        at = name.find(letter, at + 1)
    return None if at < 0 else 10 + at - first


def _by_text(
    connection: sqlite3.Connection, vocabulary: Vocabulary, wanted: str, types: Sequence[str], limit: int
) -> list[int]:
    """The newest rows with all the words in their text."""
    of_type = of_types(types)
    matches = [match_words(Words(word), vocabulary) for word in words_in(wanted)]
    expression = " AND ".join(f"({one})" for one in matches if one)
    if not expression or len(wanted) < _FEW:
        return []
    sql = f"""select r.rowid from fts cross join rec r on r.rowid = fts.rowid
        where fts match ? and {of_type.sql} order by fts.rowid desc limit ?"""
    return [row[0] for row in connection.execute(sql, (expression, *of_type.values, limit))]
