"""What was changed: field by field, word by word, or as git shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, Protocol

from msgspec import Struct
from textual import events
from textual.reactive import reactive

from tingsbok.i18n import t
from tui.display import clean
from tui.widgets.rows_view import RowsView
from tui.widgets.word_diff import Part, shortened, word_difference
from tui.widgets.wrap import Row, Span, fold, width_of, wrap

Mode = Literal["words", "fields", "raw"]
MODES: tuple[Mode, ...] = ("words", "fields", "raw")
WIDE = 100
"""Cells from which before and after stand side by side."""

LONGEST = 50_000
"""Characters of a value, or of the file, that are laid out; whoever wants more reads the record itself."""

_LABEL = 22
_GAP = 2
_BEFORE_IT = 200


class Change(Protocol):
    """A change of one field, as :class:`tingsbok.changes.FieldChange` is."""

    @property
    def label(self) -> str:
        """What people call the field."""

    @property
    def before(self) -> str:
        """The earlier value; empty if there was none."""

    @property
    def after(self) -> str:
        """The later value; empty if there is none."""


class ChangeSet(Struct, frozen=True):
    """Changes that belong together.

    Attributes:
        changes: The changes.
        heading: What they are about, such as a record's name; empty for none.
    """

    changes: Sequence[Change]
    heading: str = ""


class DiffView(RowsView):
    """Changes as rows. Signs say the same as the colours: ``[-gone-]{+new+}``, ``-`` and ``+``."""

    mode: reactive[Mode] = reactive[Mode]("words")
    """How the changes are shown."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._sets: tuple[ChangeSet, ...] = ()
        self._raw = ""
        self._empty = ""

    def show(
        self, changes: Sequence[Change] | Sequence[ChangeSet], raw: str = "", *, empty: str = ""
    ) -> None:
        """Show changes.

        Args:
            changes: The changes, or sets of them with headings.
            raw: The same in git's own words (a unified diff).
            empty: What to say when there are none.
        """
        sets = [one for one in changes if isinstance(one, ChangeSet)]
        loose = [one for one in changes if not isinstance(one, ChangeSet)]
        self._sets = (*sets, ChangeSet(loose)) if loose else tuple(sets)
        self._raw = raw
        self._empty = empty or t("No changes yet.")
        self._lay_out()

    def next_mode(self) -> Mode:
        """Show the same changes the next way, and return which."""
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        return self.mode

    def watch_mode(self) -> None:
        """Lay out the rows anew."""
        self._lay_out()

    def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        self._lay_out(top=self.scroll_offset.y)

    def _lay_out(self, top: int = 0) -> None:
        if self.room > 0:
            self.put(list(self._rows_of(self.room)), top)

    def _rows_of(self, width: int) -> Iterator[Row]:
        if self.mode == "raw" and self._raw:
            yield from raw_rows(self._raw, width)
        elif not any(one.changes for one in self._sets):
            yield Row((Span(self._empty, "muted"),))
        else:
            for number, one in enumerate(self._sets):
                if number:
                    yield Row()
                yield from set_rows(one, width, words=self.mode != "fields")


def set_rows(changes: ChangeSet, width: int, *, words: bool) -> Iterator[Row]:
    """Yield the rows of changes that belong together.

    Args:
        changes: The changes.
        width: Cells of a row; from :data:`WIDE` before and after stand side by side.
        words: Whether the words that differ are marked.
    """
    if changes.heading:
        for spans in wrap([Span(clean(changes.heading), "h2")], width):
            yield Row(spans)
    labels = max((width_of([Span(clean(change.label))]) for change in changes.changes), default=0)
    labels = min(labels, _LABEL, width // 3)
    for change in changes.changes:
        label = wrap([Span(clean(change.label), "label")], labels)
        value = _value_rows(change, width - labels - _GAP, words=words)
        for left, right in zip_longest(label, value, fillvalue=()):
            yield Row((*left, Span(" " * (labels - width_of(left) + _GAP)), *right))


def _value_rows(change: Change, width: int, *, words: bool) -> list[tuple[Span, ...]]:
    left_out = max(len(change.before), len(change.after)) - LONGEST
    note = [_note(left_out, width)] if left_out > 0 else []
    return [*note, *_changed_rows(*_clipped(change.before, change.after), width, words=words)]


def _note(left_out: int, width: int) -> tuple[Span, ...]:
    return wrap([Span(t("({count} characters are left out)", count=left_out), "muted")], width)[0]


def _clipped(before: str, after: str) -> tuple[str, str]:
    """Values short enough to be laid out while somebody waits, from a little before where they part."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    start = max(0, _common(before, after) - _BEFORE_IT)
    return before[start : start + LONGEST], after[start : start + LONGEST]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _changed_rows(before: str, after: str, width: int, *, words: bool) -> list[tuple[Span, ...]]:
    before, after = (clean(text, keep_newlines=True) for text in (before, after))
    parts = shortened(word_difference(before, after)) if words and before and after else _whole(before, after)
    if width + _LABEL >= WIDE:
        return _beside(parts, width)
    if words and before and after:
        return wrap(_marked(parts), width)
    return [*_signed("gone", parts, width), *_signed("new", parts, width)]


def _whole(before: str, after: str) -> list[Part]:
    return [part for part in (Part("gone", before), Part("new", after)) if part.text]


def _marked(parts: Sequence[Part]) -> Iterator[Span]:
    """Yield one running text with signs around what differs."""
    signs = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
    for part in parts:
        before, after = signs.get(part.kind, ("", ""))
        yield Span(f"{before}{part.text}{after}", "" if part.kind == "same" else part.kind)


def _signed(kind: Literal["gone", "new"], parts: Sequence[Part], width: int) -> list[tuple[Span, ...]]:
    """Return one version behind its sign; where the other version has the same, it is not marked."""
    own = [part for part in parts if part.kind in {"same", kind}]
    if not any(part.kind == kind for part in own):
        return []
    whole = len(own) == 1
    spans = [Span(_signs(part, whole=whole), "" if part.kind == "same" else kind) for part in own]
    sign = Span("- " if kind == "gone" else "+ ", kind)
    lines = wrap(spans, width - 2)
    return [((sign if number == 0 else Span("  ")), *line) for number, line in enumerate(lines)]


def _signs(part: Part, *, whole: bool) -> str:
    if whole or part.kind == "same":
        return part.text
    return f"[-{part.text}-]" if part.kind == "gone" else f"{{+{part.text}+}}"


def _beside(parts: Sequence[Part], width: int) -> list[tuple[Span, ...]]:
    """Return the versions side by side."""
    half = (width - _GAP) // 2
    old, new = (_signed("gone", parts, half), _signed("new", parts, half))
    rows = []
    for left, right in zip_longest(old, new, fillvalue=()):
        rows.append((*left, Span(" " * (half - width_of(left) + _GAP)), *right))
    return rows


def raw_rows(raw: str, width: int) -> Iterator[Row]:
    """Yield the rows of a unified diff."""
    if len(raw) > LONGEST:
        yield Row(_note(len(raw) - LONGEST, width))
    for line in clean(raw[:LONGEST], keep_newlines=True).split("\n"):
        for part in fold(Span(line, _raw_look(line)), width):
            yield Row((part,))


def _raw_look(line: str) -> str:
    if line.startswith(("+++", "---", "diff ", "index ")):
        return "strong"
    return {"+": "new", "-": "gone", "@": "quote"}.get(line[:1], "")
