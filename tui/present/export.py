"""What is said of a document before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from tingsbok.i18n import N_, t
from tui.reads.exporting import RECORD, ExportView

KINDS = {
    "notice": ("k", N_("Notice of meeting")),
    "agenda": ("a", N_("Agenda")),
    "minutes": ("p", N_("Minutes")),
    "decisions": ("b", N_("Summary of decisions")),
    "extract": ("u", N_("Extract for a party")),
    RECORD: ("i", N_("The record itself")),
}
"""Letter and name of what can be written, in the order of the menu."""

FORMATS = {"docx": ("d", "DOCX"), "html": ("h", "HTML"), "md": ("m", "Markdown")}
"""Letter and name of each format."""

_MOST_WARNINGS = 3
_WIDEST = 66


def lines(view: ExportView) -> Iterator[str]:
    """Where it goes, what is missing and what it holds, the least needed last."""
    known = t("there is one, it is replaced") if view.exists else t("new")
    yield t("Is written to: {file} ({known})", file=view.file, known=known)
    if view.template:
        yield t("With your template: {path}", path=view.template)
    yield from (f"! {shortened(sentence)}" for sentence in view.warnings[:_MOST_WARNINGS])
    if more := len(view.warnings[_MOST_WARNINGS:]):
        yield t("! and {count} more things are missing", count=more)
    if view.counts is not None:
        items, decisions, tasks = view.counts
        yield t(
            "Items: {items}  Decisions: {decisions}  Assignments: {tasks}",
            items=items,
            decisions=decisions,
            tasks=tasks,
        )
    yield from (shortened(f"{label}: {value}") for label, value in view.facts)


def shortened(text: str) -> str:
    """The text in one line of the dialog."""
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1].rstrip()}…"
