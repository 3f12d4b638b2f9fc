"""T214: is the name of a body spelt in one way, that of the archive if it knows the body?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from tingsbok.i18n import t
from tingsbok.problems import Fix, Problem
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import Known, Names, bare, same_word
from tingsbok.proofreading.sheet import Sheet
from tingsbok.proofreading.text import Text, any_of

_ENDINGS = """gruppen nätverket rådet styrelsen nämnden beredningen utskottet förbundet kommittén
    delegationen kansliet"""
_KINDS: Final = rf"(?:{any_of(_ENDINGS)})"
_FOLDED: Final = tuple(_ENDINGS.casefold().split())
_WORD = re.compile(
    rf"\b(?P<word>[A-ZÅÄÖa-zåäö]{{2,40}}(?:-[a-zåäö]{{2,40}})?(?P<split> )?{_KINDS})(?P<s>s)?\b",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?={_KINDS})", re.IGNORECASE)
_BEFORE = re.compile(r"[A-ZÅÄÖa-zåäö-]+ ?\Z", re.IGNORECASE)
_AFTER = re.compile(r"\w+")
_LONGEST: Final = 82
"""Letters, a hyphen and a space that a word has before its ending at most; see :data:`_WORD`."""
_SHORTEST: Final = 9
_MOST: Final = 150
"""Different words that are compared; no minutes have as many bodies."""


class _Seen(Struct):
    """A spelling, where it stands first, and how often it stands there."""

    word: str
    start: int
    count: int = 0
    in_head: bool = False


def check(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Yield the first place of each spelling that differs from the archive's, or from the commoner one."""
    seen = _seen(sheet)
    known = _words_of(context.bodies)
    for one in sorted(seen.values(), key=lambda one: one.start):
        right = _archives(one.word, known) or _commoner(one, seen)
        if right is not None:
            yield sheet.text.problem(
                "T214",
                one.start,
                one.start + len(one.word),
                t("the body is spelt in two ways"),
                why=t('the archive writes "{name}"', name=right.name)
                if right.id
                else t('"{name}", {where}', name=right.name, where=right.where),
                fixes=(Fix(_cased(right.name, one.word), certain=bool(right.id), everywhere=True),),
            )


def _seen(sheet: Sheet) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for found in _words(sheet.text):
        word = found["word"]
        if found["split"] and not word[:1].isupper():
            continue  # "den gruppen": two words, not one that was divided
        if len(bare(word)) < _SHORTEST or len(seen) >= _MOST:
            continue
        in_head = found.start() < sheet.first_item
        one = seen.setdefault(word.casefold(), _Seen(word, found.start(), in_head=in_head))
        one.count += 1
    return {word: one for word, one in seen.items() if " " not in word or word.replace(" ", "") in seen}


def _words(text: Text) -> Iterator[re.Match[str]]:
    """Every word of a kind, looked for only around the endings: most texts have few."""
    for start, end in _near_endings(text.text):
        yield from _WORD.finditer(text.text, start, end)


def _near_endings(text: str) -> Iterator[tuple[int, int]]:
    """Where the words are, in order and apart from each other, that have an ending anywhere in them."""
    reached = begun = 0
    for at in sorted(_endings(text)):
        before = _BEFORE.search(text, max(at - _LONGEST, 0), at)
        if before is None:
            continue
        after = _AFTER.match(text, at)
        if before.start() > reached:
            yield begun, reached
            begun = before.start()
        reached = max(reached, after.end() if after else at)
    yield begun, reached


def _endings(text: str) -> set[int]:
    """Where the endings stand, in words or alone."""
    folded = _folded(text)
    if len(folded) != len(text):  # what is folded stands elsewhere
        return {found.start() for found in _KIND.finditer(text)}
    found = set()
    for ending in _FOLDED:
        at = folded.find(ending)
        while at >= 0:
            found.add(at)
            at = folded.find(ending, at + 1)
    return found


def _folded(text: str) -> str:
    """The text as an expression sees it that ignores case: that takes a dotless i for an i."""
    return text.casefold().replace("ı", "i")


@lru_cache(4)
def _words_of(bodies: Names) -> Names:
    """The words of bodies' names that tell what kind of body it is, with the name that counts."""
    words = []
    for body in bodies:
        right = next((part for part in (body.main or body.name).split() if _WORD.fullmatch(part)), "")
        if right:
            words.append(Known(right, body.id))
    return Names(words)


def _archives(word: str, known: Names) -> Known | None:
    stem = word.casefold()
    if any(one.name.casefold() == stem for one in known.near(word)):
        return None
    return next((one for one in known.near(word) if same_word(word, one.name)), None)


def _commoner(one: _Seen, seen: dict[str, _Seen]) -> Known | None:
    """The better spelling of those in the text; see :func:`_rank`."""
    alike = [other for other in seen.values() if other is not one and same_word(one.word, other.word)]
    best = min(alike, key=_rank, default=one)
    if best is one or _rank(best) > _rank(one):
        return None
    return Known(best.word, where=t("{count} times", count=best.count))


def _rank(one: _Seen) -> tuple[bool, bool, int, int, int]:
    """One in one piece first; then the head's, one with its dots and rings, the commoner, the earlier."""
    divided = " " in one.word or "-" in one.word
    accents = sum(not sign.isascii() for sign in one.word)
    return (divided, not one.in_head, -accents, -one.count, one.start)


def _cased(name: str, like: str) -> str:
    return name[:1].lower() + name[1:] if like[:1].islower() else name
