"""The style sheets, and how they are read: each once, and first those that the first screen needs."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_FOLDER = Path(__file__).parent / "styles"

_AT_FIRST = ("table", "chrome", "screens/base", "screens/start")
_WIDGETS = ("document", "dialogs", "form", "picker", "editor", "diff")

FIRST: list[str | PurePath] = [_FOLDER / f"{name}.tcss" for name in _AT_FIRST]
"""What the first screen needs, for ``App.CSS_PATH``."""

LATER: list[str | PurePath] = [
    path
    for path in (
        *(_FOLDER / f"{name}.tcss" for name in _WIDGETS),
        *sorted((_FOLDER / "screens").glob("*.tcss")),
    )
    if path not in FIRST
]
"""The rest, widgets before screens, for the ``CSS_PATH`` of all other screens and dialogs.

Parsing them takes as long as all else that comes before the first paint, so they are read behind it; a screen
that is opened sooner brings them along.
"""


class ParsedOnce(Stylesheet):
    """A style sheet whose sources are parsed once for each set of variables.

    Textual parses every source again for each view that is opened first, and four times at the start: its
    own cache holds fewer sources than an app of this size has, and a fresh sheet has none at all.
    That is a third of what the first paint costs beyond loading Textual itself.
    """

    _parsed: ClassVar[dict[object, list[RuleSet]]] = {}

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._theme = frozenset(self._variables.items())

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (self._theme, css, read_from, is_default_rules, tie_breaker, scope)
        if key not in self._parsed:
            self._parsed[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return self._parsed[key]

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's variables; what was read with the same ones is kept."""
        if variables != self._variables:
            super().set_variables(variables)
            self._theme = frozenset(variables.items())

    def reparse(self) -> None:
        """Put the rules together anew; only what changed is parsed."""
        self.parse()
