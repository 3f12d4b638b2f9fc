"""Commit messages: a subject that reads as a diary, every change in words, trailers for programs.

The form is that of ``docs/format.md``, section Commits, and git-interpret-trailers(1). Data can never break
it: what comes from a record is one line without control characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.changes import FieldChange, compare, lowered
from tingsbok.display import clean
from tingsbok.i18n import N_, in_language
from tingsbok.record import Record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import is_record_path

SUBJECT_CELLS: Final = 72
"""Widest subject; log views of 80 columns show it whole beside the commit's id."""

_FEWEST_CELLS: Final = 24
_LONGEST_VALUE: Final = 300
_LONGEST_PASSAGE: Final = 80
_MOST_LINES: Final = 200
_SHORT_HASH: Final = 7
_HASH = re.compile(r"[0-9a-f]{40}\Z")

Versions = tuple[Record | None, Record | None]
"""One record before and after; ``None`` where it does not exist."""


class UndoneCommit(Protocol):
    """What has to be known of a commit that is undone."""

    @property
    def subject(self) -> str:
        """First line of its message."""
        ...


def commit_message(
    kind: str,
    parts: Sequence[Versions],
    schemas: SchemaSet,
    language: str,
    *,
    name_of: Callable[[str], str] = str,
    summary: str = "",
    reason: str = "",
    target: Record | None = None,
    old_id: str = "",
    undone: UndoneCommit | None = None,
    rev: str = "",
    noun: str = "",
) -> str:
    """The whole message of one action.

    Args:
        kind: The value of the trailer ``Change``.
        parts: The records it touches; the first is the one it is about.
        schemas: Give types and fields their words.
        language: The archive's own language.
        name_of: Turns the id of a record into what people call it.
        summary: The user's own words; their first line takes the place of the generated sentence.
        reason: Why approved words are corrected.
        target: The record that a link was made to.
        old_id: The id before a rename.
        undone: The commit that is undone.
        rev: The revision that is restored.
        noun: What the first record is called instead of by its type.
    """
    words = _Words(schemas, language)
    touched = [
        Touched(before, after, tuple(compare(before, after, schemas, language, name_of=name_of)))
        for before, after in parts
    ]
    about = _About(kind, target, old_id, undone, rev, noun)
    first, *more = summary.strip().splitlines() or [""]
    blocks = [
        words.subject(touched, about, one_line(first)),
        "\n".join(one_line(line) for line in more).strip(),
        "\n".join(words.body(touched)),
        "\n".join(_trailers(touched, kind, reason)),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


class Touched(Struct, frozen=True):
    """One record of a commit with its changes in words."""

    before: Record | None
    after: Record | None
    changes: tuple[FieldChange, ...]

    @property
    def record(self) -> Record:
        """The record as it becomes, or as it was if it is taken away."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a commit touches a record that exists before or after it")
        return record


class _About(Struct, frozen=True):
    """What an action has to say beside the changes."""

    kind: str
    target: Record | None
    old_id: str
    undone: UndoneCommit | None
    rev: str
    noun: str = ""


def one_line(text: str) -> str:
    """Data as one line that no terminal and no trailer parser takes for something else."""
    return clean(" ".join(text.split()))


def cells(text: str) -> int:
    """How many columns of a terminal the text takes (Unicode Standard Annex #11)."""
    return sum(_cells_of(character) for character in text)


def shortened(text: str, width: int) -> str:
    """The text cut between words, or within one that is too long, to so many cells."""
    if cells(text) <= width:
        return text
    kept, left = "", width - 1
    for character in text:
        left -= _cells_of(character)
        if left < 0:
            break
        kept += character
    at_word, _, rest = kept.rpartition(" ")
    within_word = not text[len(kept)].isspace()
    if within_word and at_word and len(rest) < len(kept) // 2:
        kept = at_word
    return f"{kept.rstrip()}…"


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _trailers(touched: Sequence[Touched], kind: str, reason: str) -> Iterator[str]:
    for one in touched:
        if not is_record_path(one.record.path):
            continue
        yield f"Record: {one_line(one.record.id)}"
        if one.record.type:
            yield f"Record-Type: {one_line(one.record.type)}"
    yield f"Change: {kind}"
    if reason.strip():
        yield f"Reason: {one_line(reason)}"


class _Words:
    """The sentences of messages in one language."""

    def __init__(self, schemas: SchemaSet, language: str) -> None:
        self._schemas = schemas
        self._language = language
        self._t = in_language(language)

    def subject(self, touched: Sequence[Touched], about: _About, summary: str) -> str:
        """The first line; cut to :data:`SUBJECT_CELLS` where the ids leave room for a sentence."""
        if about.undone is not None and not summary:
            return shortened(self._reversed(one_line(about.undone.subject)), SUBJECT_CELLS)
        if not touched:
            return summary or self._t("Nothing changed")
        name = f"{one_line(about.noun) or self._noun(touched[0].record)} {one_line(touched[0].record.id)}"
        if about.rev and not summary:
            rev = about.rev[:_SHORT_HASH] if _HASH.match(about.rev) else one_line(about.rev)
            return self._t("Restore {record} to {rev}", record=lowered(name), rev=rev)
        room = max(SUBJECT_CELLS - cells(name) - 2, _FEWEST_CELLS)
        if summary:
            return summary if summary.startswith(name) else f"{name}: {shortened(summary, room)}"
        more = self._more(len(touched) - 1, N_("(+1 record)"), N_("(+{count} records)"))
        return f"{name}: {self._sentence(touched[0], about, room - cells(more))}{more}"

    def body(self, touched: Sequence[Touched]) -> list[str]:
        """Every change on a line of its own, under the record's name if there are several records."""
        lines: list[str] = []
        for one in touched:
            own = [self._line(change, new=one.before is None) for change in one.changes]
            if own and len(touched) > 1:
                lines.append(f"{self._noun(one.record)} {one_line(one.record.id)}:")
                own = [f"  {line}" for line in own]
            lines += own if one.after is not None else []
        if len(lines) > _MOST_LINES:
            rest = len(lines) - _MOST_LINES
            lines = [*lines[:_MOST_LINES], self._t("… and {count} more lines", count=rest)]
        return lines

    def _noun(self, record: Record) -> str:
        record_type = self._schemas.types.get(record.type)
        return record_type.title(self._language) if record_type else self._t("Record")

    def _reversed(self, subject: str) -> str:
        """Undoing an undo is doing it again."""
        undo, redo = self._t("Undo: "), self._t("Redo: ")
        if subject.startswith(undo):
            return redo + subject.removeprefix(undo)
        return undo + subject.removeprefix(redo)

    def _sentence(self, one: Touched, about: _About, room: int) -> str:
        if one.after is None:
            return self._t("removed from the archive")
        if one.before is None:
            return shortened(self._new(one.after, about.kind), room)
        if about.target is not None:
            kind, identity = lowered(self._noun(about.target)), about.target.id
            return self._t("linked to {type} {id}", type=kind, id=identity)
        if about.old_id:
            return self._t("new id, was {id}", id=about.old_id)
        if one.before.path.rpartition("/")[0] != one.after.path.rpartition("/")[0] and not one.changes:
            folder = one_line(one.after.path.rpartition("/")[0])
            return shortened(self._t("moved to {folder}", folder=folder), room)
        return self._changed(one.changes, room)

    def _new(self, record: Record, kind: str) -> str:
        """A new record: its state, then as much of its title as there is room for."""
        record_type = self._schemas.types.get(record.type)
        said = [self._t("read in") if kind == "import" else self._t("new")]
        field = record_type.field(record_type.status) if record_type and record_type.status else None
        if field and record.text(field.name):
            label = lowered(field.title(self._language))
            said.append(f"{label} {field.display(record.text(field.name), self._language)}")
        said.append(record.text("title") or record.text("name"))
        return one_line(", ".join(filter(None, said)))

    def _changed(self, changes: Sequence[FieldChange], room: int) -> str:
        """The first change, shortened as far as it stays a sentence, and how many more there are."""
        if not changes:
            return self._t("comments or layout")
        first, rest = changes[0], changes[1:]
        fields = {change.path[:1] for change in rest} - {first.path[:1]}
        words = (
            (N_("(+1 field)"), N_("(+{count} fields)"))
            if len(fields) == len(rest)
            else (N_("(+1 change)"), N_("(+{count} changes)"))
        )
        more = self._more(len(rest), *words)
        return self._first(first, room - cells(more)) + more

    def _more(self, count: int, one: str, many: str) -> str:
        """How many are left unsaid, in brackets; nothing for none."""
        return " " + self._t(one if count == 1 else many, count=count) if count else ""

    def _first(self, change: FieldChange, room: int) -> str:
        half = max((room - cells(one_line(change.label)) - cells("  → ")) // 2, _FEWEST_CELLS // 2)
        short = told_apart(change)
        for told, width in ((change, room), (short, room), (short, half)):
            text = self._phrase(told, width)
            if cells(text) <= room and not _cut_alike(told, width):
                return text
        if change.after and not change.in_list and change.kind != "text":
            told = short if _cut_alike(short, half) else change
            return shortened(f"{one_line(change.label)} → {one_line(told.after)}", room)
        return shortened(text, room)

    def _phrase(self, change: FieldChange, width: int) -> str:
        """A change within a subject, its values cut to *width*."""
        label = one_line(change.label)
        if change.kind == "text":
            if bool(change.before) == bool(change.after):
                return self._t("text changed: {label}", label=label)
            if label == self._t("text"):  # all of it, which has no name of its own
                return self._passage(change)
            form = N_("new text: {label}") if change.after else N_("text removed: {label}")
            return self._t(form, label=label)
        return f"{label} {self._values(change, width)}"

    def _line(self, change: FieldChange, *, new: bool) -> str:
        """A change on a line of the body; in a new record there is nothing to compare with."""
        label = one_line(change.label)
        if change.kind == "text":
            return f"{label}: {self._passage(change)}"
        if new and not change.in_list:
            return f"{label}: {shortened(one_line(change.after), _LONGEST_VALUE)}"
        return f"{label}: {self._values(change, _LONGEST_VALUE)}"

    def _values(self, change: FieldChange, width: int) -> str:
        before, after = (shortened(one_line(text), width) for text in (change.before, change.after))
        if change.in_list:
            return f"+ {after}" if after else f"- {before}"
        return f"{before or '–'} → {after or '–'}"

    def _passage(self, change: FieldChange) -> str:
        """A change of the text: the words themselves if they are few."""
        if bool(change.before) != bool(change.after):
            return self._t("new text") if change.after else self._t("text removed")
        before, after = _differing_words(one_line(change.before), one_line(change.after))
        if max(cells(before), cells(after)) > _LONGEST_PASSAGE:
            return self._t("text changed")
        return f"{before or '–'} → {after or '–'}" if before or after else self._t("text changed")


def told_apart(change: FieldChange) -> FieldChange:
    """The change with "…" for the words that its values begin and end with in common.

    Long values are cut at their ends: if that is where they differ, both would look the same.
    """
    old, new = change.before.split(), change.after.split()
    start, end = _shared(old, new)
    if start and old[start - 1] == "§":  # a number of an item says nothing without its sign
        start -= 1
    if not old or not new or not start + end or old == new:
        return change

    def differing(words: Sequence[str]) -> str:
        kept = words[start : len(words) - end]
        first = ["…"] if start else []
        last = ["…"] if end and (kept or not start) else []
        return " ".join([*first, *kept, *last])

    return replace(change, before=differing(old), after=differing(new))


def _cut_alike(change: FieldChange, width: int) -> bool:
    """Whether two values are cut before they begin to differ, as where a long word was changed at its end."""
    if change.in_list or change.kind == "text":
        return False
    before, after = (shortened(one_line(text), width) for text in (change.before, change.after))
    return before == after


def _differing_words(before: str, after: str) -> tuple[str, str]:
    """Both texts without the words that they begin and end with in common."""
    old, new = before.split(), after.split()
    start, end = _shared(old, new)
    return " ".join(old[start : len(old) - end]), " ".join(new[start : len(new) - end])


def _shared(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the others both end with."""
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    left = shortest - start
    return start, next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
