"""What a search found as lines of a table: names first, then texts, each with its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tingsbok.i18n import t
from tingsbok.index.search import SHORTEST
from tui.display import content
from tui.present.words import Words
from tui.widgets.columns import Column
from tui.widgets.pages import Line

if TYPE_CHECKING:
    from tingsbok.index.rows import Hit, Row, SearchResult

TYPE_ORDER = ("case", "agreement", "decision", "assignment", "meeting", "body", "person", "organisation")
"""What people look for first comes first when names are equally like."""


def columns() -> tuple[Column, ...]:
    """The columns of what was found."""
    return (Column(t("Type"), 10), Column(t("Title"), least=34), Column(t("Found"), 22, drop=1))


def in_order(text: str, named: Sequence[Row], hits: Sequence[Hit]) -> tuple[tuple[Row, Hit | None], ...]:
    """Rows whose name is like the text first, those that begin with it foremost, then the other hits.

    Args:
        text: What was typed.
        named: Records whose name is like it.
        hits: Records whose text holds it.
    """
    by_id = {hit.row.id: hit for hit in hits}
    typed = text.casefold().strip()
    likest = sorted(named, key=lambda row: (not row.title.casefold().startswith(typed), _rank(row.type)))
    first = {row.id for row in likest}
    found: list[tuple[Row, Hit | None]] = [(row, by_id.get(row.id)) for row in likest]
    return (*found, *((hit.row, hit) for hit in hits if hit.row.id not in first))


def lines(found: Iterable[tuple[Row, Hit | None]], words: Words) -> tuple[Line, ...]:
    """A line for each record."""
    return tuple(
        Line(row.id, (words.type_title(row.type), _title(row, hit, words), _snippet(row, hit, words)))
        for row, hit in found
    )


def _title(row: Row, hit: Hit | None, words: Words) -> Content:
    before = _where(row, words)
    title = content(row.title)
    for start, end in hit.title_matches if hit else ():
        title = title.stylize("bold underline", start, end)
    return Content.assemble(title, content(f"  {before}") if before else "")


def _where(row: Row, words: Words) -> str:
    """Body and date, for what belongs to a meeting."""
    if row.type in ("meeting", "case", "person", "organisation", "body"):
        return ""
    return " ".join(filter(None, (words.name_of(row.body) if row.body else "", row.date)))


def _snippet(row: Row, hit: Hit | None, words: Words) -> Content:
    record_type = words.type(row.type)
    status = words.value(row.type, record_type.status, row.status) if record_type and row.status else ""
    if hit is None or not hit.snippet or hit.title_matches:
        return content(status)
    sign = len(hit.snippet) - len(hit.snippet.lstrip("#-* "))
    shown = content(hit.snippet[sign:])
    for start, end in hit.matches:
        shown = shown.stylize("bold underline", max(0, start - sign), max(0, end - sign))
    return shown


def tabs(result: SearchResult, named: int, words: Words) -> tuple[tuple[str, str], ...]:
    """Type and label of each tab: everything, then each type with its number of hits.

    Args:
        result: What was found in the texts.
        named: How many records are shown because of their names.
        words: Words for the types.
    """
    if named and not result.count:
        return (("", t("Names {count}", count=named)),)
    return (
        ("", t("All {count}", count=_number(result.count, result))),
        *(
            (name, f"{words.plural(name)} {_number(count, result)}")
            for name, count in _sorted(result.by_type)
        ),
    )


def _number(count: int, result: SearchResult) -> str:
    """A number of hits, with a sign if it is at least so many."""
    return f"{count}+" if result.more else str(count)


def _sorted(by_type: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(by_type.items(), key=lambda pair: _rank(pair[0]))


def facts(text: str, result: SearchResult, total: int, named: int = 0) -> str:
    """How much was found, or what to try instead.

    Args:
        text: What was typed.
        result: What was found in the texts.
        total: How many records there are.
        named: How many records are shown because of their names.
    """
    if not text.strip():
        return ""
    if result.count:
        if result.count == 1 and not result.more:
            return t("1 hit in {total} records", total=total)
        return t("{count} hits in {total} records", count=_number(result.count, result), total=total)
    if result.did_you_mean:
        return t("Did you mean {other}? (ctrl+n)", other=result.did_you_mean)
    if named:
        too_short = len(text.strip()) < SHORTEST
        names, near = (
            t("names only; one more letter searches everything"),
            t("only records with a similar name"),
        )
        return names if too_short else near
    return t("Nothing for {text}.", text=text)


def empty(text: str, result: SearchResult) -> str:
    """Why nothing is shown and what to do."""
    if not text.strip():
        return t("Type a word, a name or an id. sedan:2021, organ:lsg and utfall:bordlagt narrow it.")
    if result.did_you_mean:
        return t(
            "Nothing for {text}. Did you mean {other}? ctrl+n searches for it.",
            text=text,
            other=result.did_you_mean,
        )
    return t("Nothing for {text}. Fewer or shorter words find more; Esc goes back.", text=text)


def _rank(name: str) -> int:
    return TYPE_ORDER.index(name) if name in TYPE_ORDER else len(TYPE_ORDER)
