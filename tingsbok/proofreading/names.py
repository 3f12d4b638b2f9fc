"""Names that are known, and finding the one that a slip of the pen was meant for.

Names are kept by first letter and length, so that a name of a text is compared with a few of many thousands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

LONGEST: Final = 80
"""Characters of the longest name that is compared."""
_MOST_REMEMBERED: Final = 10_000
"""Names whose likes are kept at hand: minutes name the same few again and again."""
_FOLDED = str.maketrans("éèêëáàâüíìóòôñçåäö", "eeeeaaauiiooonc" + "aao")
_INITIAL = re.compile(r"\b[a-zåäö]\.?(?= )")
_PATRONYM: Final = ("son", "sson")
_LONG: Final = 16
"""Letters from which on two slips are as likely as one in a shorter name."""
_SHORTEST: Final = 7


class Known(Struct, frozen=True):
    """A name that is known.

    Attributes:
        name: As it is to be written.
        id: The record it is the name of; empty if there is none.
        main: The record's own name, if this is another spelling of it.
        where: Where it was seen, for a name without a record: a line of the same text, or another file.
    """

    name: str
    id: str = ""
    main: str = ""
    where: str = ""


@lru_cache(4_096)
def bare(name: str) -> str:
    """A name without what spellings differ in by habit: capitals, hyphens, spaces and single initials."""
    lowered = name.casefold()
    return "".join(sign for sign in _INITIAL.sub("", lowered) if sign.isalnum())


@lru_cache(4_096)
def folded(name: str) -> str:
    """A bare name without accents too."""
    return bare(name).translate(_FOLDED)


def slips(one: str, other: str) -> int:
    """How many letters two bare names differ in (Levenshtein), three meaning three or more."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=2)


def allowed(bare_name: str) -> int:
    """How many slips make another spelling of a bare name, and not another name."""
    return 2 if len(bare_name) >= _LONG else 1 if len(bare_name) >= _SHORTEST else 0


def same_person(one: str, other: str) -> bool:
    """Whether two names written differently are likely one person's.

    *Anna* and *Hanna* are two given names, and so are *Maria* and *Marie* before a common patronymic; what
    tells families apart by one letter (Jonsson, Jansson) is no slip either.
    """
    first, second = bare(one), bare(other)
    if one == other or _strip_s(first) == _strip_s(second):
        return one != other and _differs_in_form(one, other)
    if folded(one) == folded(other):
        return True
    if first[:1] != second[:1] or slips(first, second) > allowed(min(first, second, key=len)):
        return False
    given, family = _parts(one), _parts(other)
    if given[1] == family[1]:  # the given names differ
        return not given[1].endswith(_PATRONYM) and slips(given[0], family[0]) == 1
    return not (given[1].endswith(_PATRONYM) and family[1].endswith(_PATRONYM)) or "-" in one + other


def is_slip(spelling: str, name: str) -> bool:
    """Whether a known other spelling of a name is a slip, and not a short form or another name."""
    return same_person(spelling, name) or 0 < slips(bare(spelling), bare(name)) <= allowed("x" * _LONG)


def same_word(one: str, other: str) -> bool:
    """Whether two long words of the kind that names a body are one word, written differently."""
    first, second = _strip_s(bare(one)), _strip_s(bare(other))
    if first[:1] != second[:1] and folded(one)[:1] != folded(other)[:1]:
        return False
    if first == second:
        return _strip_s(one).casefold() != _strip_s(other).casefold()
    if first.translate(_FOLDED) == second.translate(_FOLDED):
        return True
    return first[:1] == second[:1] and slips(first, second) == 1


class Names:
    """Names by what they are alike in.

    Args:
        known: The names; of two alike the first counts.
    """

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known = tuple(known)
        self._near: dict[str, tuple[Known, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._known)

    def __contains__(self, name: object) -> bool:
        return name in self._exact

    @cached_property
    def _exact(self) -> dict[str, Known]:
        found: dict[str, Known] = {}
        for known in self._known:
            found.setdefault(known.name, known)
        return found

    @cached_property
    def _blocks(self) -> dict[tuple[str, int], tuple[list[str], list[Known]]]:
        blocks: dict[tuple[str, int], tuple[list[str], list[Known]]] = defaultdict(lambda: ([], []))
        for known in self._known:
            letters = folded(known.name[:LONGEST])
            folds, names = blocks[letters[:1], len(letters)]
            folds.append(letters)
            names.append(known)
        return blocks

    def get(self, name: str) -> Known | None:
        """The known name that is written so, a genitive *s* aside."""
        return self._exact.get(name) or self._exact.get(name.removesuffix("s"))

    def near(self, name: str) -> Iterator[Known]:
        """Known names with the same first letter, accents aside, and at most two slips."""
        letters = folded(name[:LONGEST])
        if letters not in self._near:
            if len(self._near) >= _MOST_REMEMBERED:
                self._near.clear()
            self._near[letters] = tuple(self._alike(letters))
        return iter(self._near[letters])

    def _alike(self, letters: str) -> Iterator[Known]:
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        for length in (0, 1, -1, 2, -2):
            folds, names = self._blocks.get((letters[:1], len(letters) + length), ([], []))
            for _, _, at in extract(letters, folds, scorer=Levenshtein.distance, score_cutoff=2, limit=20):
                yield names[at]


def _parts(name: str) -> tuple[str, str]:
    """Given name and the rest, bare."""
    given, _, family = name.strip().partition(" ")
    return bare(given), bare(family)


def _strip_s(word: str) -> str:
    return word.removesuffix("s")


def _differs_in_form(one: str, other: str) -> bool:
    """Whether two names of the same letters are divided differently, and not only in the genitive."""
    first, second = (_strip_s(_INITIAL.sub("", name.casefold()).strip()) for name in (one, other))
    return first.replace("  ", " ") != second.replace("  ", " ")
