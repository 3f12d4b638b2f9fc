"""Swedish and English: one catalogue a package, looked up when the text is needed.

Source texts are English. Swedish stands in the ``.po`` files under ``locale/sv`` of each package. The files
are small and read directly: no compiled catalogue can be out of date, and nothing has to be built first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
_PACKAGES = ("tingsbok", "tui")
_ROOT = Path(__file__).resolve().parent.parent

_COUNTS = frozenset({"count", "done", "shown", "total"})
"""Names of values that say how many there are, never which: those may be years, ports and line numbers."""
_FIVE_DIGITS = 10_000

_PAIR = re.compile(r'^msgid "([^"\\\n]+)"\nmsgstr "([^"\\\n]+)"$(?!\n")\n*', re.MULTILINE)
"""A text and its translation, each on one line and without a backslash."""

_language = "sv"


def use(language: str) -> None:
    """Set the language of all texts from now on; an unknown language means English."""
    global _language  # noqa: PLW0603 - one user, one screen, one language for the process
    _language = language if language in LANGUAGES else "en"


def current() -> str:
    """The language in use, ``sv`` or ``en``."""
    return _language


def t(text: str, /, **values: object) -> str:
    """Return *text* in the language in use, with ``{name}`` replaced from *values*."""
    return in_language(_language)(text, **values)


def in_language(language: str) -> Callable[..., str]:
    """Return a function like :func:`t` for a fixed language, such as the archive's own."""
    catalogue = _catalogue(language)

    def translate(text: str, /, **values: object) -> str:
        found = catalogue.get(text, text)
        if not values:
            return found
        for name in _COUNTS & values.keys():
            values[name] = grouped(values[name], language)
        return found.format(**values)

    return translate


def grouped(value: object, language: str) -> object:
    """A whole number of five digits or more in groups of three, as *language* has it; all else as it is.

    Shorter numbers have no gap, as Swedish writing rules advise (*Svenska skrivregler*, on digits).
    """
    if not isinstance(value, int) or abs(value) < _FIVE_DIGITS:
        return value
    return f"{value:,}".replace(",", "\u00a0") if language == "sv" else f"{value:,}"


def N_(text: str) -> str:  # noqa: N802 - the marker's customary name
    """Mark a constant for translation at the time it is shown."""
    return text


@cache
def _catalogue(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for package in _PACKAGES:
        for file in sorted((_ROOT / package / "locale" / language).glob("*.po")):
            texts.update(parse_po(file.read_text(encoding="utf-8")))
    return texts


def parse_po(text: str) -> dict[str, str]:
    """Return the translations of one ``.po`` file (GNU gettext's format; no plurals, no contexts).

    The pairs that stand on two lines, nearly all, are taken out first: every command reads all files.
    """
    texts = dict(_PAIR.findall(text))
    rest = _PAIR.sub("", text)
    texts.update((message, translation) for message, translation in _entries(rest) if message and translation)
    return texts


def _entries(text: str) -> Iterator[tuple[str, str]]:
    message: list[str] = []
    translation: list[str] = []
    part = message
    for line in [*text.splitlines(), 'msgid ""']:
        keyword, _, quoted = line.strip().partition(" ")
        if keyword == "msgid":
            yield "".join(message), "".join(translation)
            message, translation = [_said(quoted)], []
            part = message
        elif keyword == "msgstr":
            part = translation
            part.append(_said(quoted))
        elif keyword.startswith('"'):
            part.append(_said(line.strip()))


def _said(quoted: str) -> str:
    """What stands between the quotes; the escapes that gettext writes are those of JSON."""
    text: str = json.loads(quoted)
    return text
