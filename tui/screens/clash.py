"""Two people changed the same field: mine or theirs, field by field, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui.display import content
from tui.reads import Clash
from tui.screens.base import WIDEST
from tui.widgets.columns import Column
from tui.widgets.dialogs import Dialog
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable
from tui.widgets.word_diff import shortened, word_difference

MINE, THEIRS = "mine", "theirs"
_ENOUGH = 20
"""Lines of a window in which the texts have room below the table."""


class ClashDialog(Dialog[dict[str, str] | None]):
    """Asks for each field whose value shall stand; the result maps fields to ``mine`` or ``theirs``.

    The field under the cursor stands below in full three times: as it was before, as it is here, and as it is
    there, with the words that are new underlined; one beside the other in a very wide window.

    Args:
        clashes: The fields that both changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('mine')", show=False),
        Binding("d", "take('theirs')", show=False),
        Binding("ctrl+s", "save", show=False),
    ]

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(t("Somebody else has changed the same thing"))
        self._clashes = tuple(clashes)
        self._answers: dict[str, str] = {}

    def inside(self) -> Sequence[Widget]:
        """The fields with both values, and those of the current one in full."""
        columns = (
            Column(t("Field"), 10),
            Column(t("Yours (m)")),
            Column(t("Theirs (d)"), 24),
            Column(t("Stands"), 6),
        )
        self._table = RecordTable(columns)
        self._sides = [Static("", classes="clash--text", markup=False) for _ in range(3)]
        titles = (t("Before"), t("Yours (m)"), t("Theirs (d)"))
        sides = [
            VerticalScroll(Static(title, classes="clash--title", markup=False), side, can_focus=False)
            for title, side in zip(titles, self._sides, strict=True)
        ]
        note = t("Everything else of both is kept.")
        return (
            self._table,
            Horizontal(*sides, classes="clash--sides"),
            Static(content(note), classes="dialog--note"),
        )

    def keys(self) -> str:
        """How to answer."""
        return t("m yours  d theirs  ctrl+s save  Esc back to the form")

    def on_mount(self) -> None:
        """Show the fields."""
        self._table.focus()
        self._show()

    def on_resize(self) -> None:
        """There may be room for the three texts now, or no longer."""
        self.set_class(self.app.size.width >= WIDEST, "-beside")
        self.set_class(self.app.size.height < _ENOUGH, "-low")

    @on(RecordTable.RowHighlighted)
    def _compare(self, event: RecordTable.RowHighlighted) -> None:
        event.stop()
        clash = next(each for each in self._clashes if each.field == event.key)
        before = content(clash.before or t("(empty)"), keep_newlines=True)
        shown = (before, *(_underlined(clash.before, text) for text in (clash.mine, clash.theirs)))
        for side, text in zip(self._sides, shown, strict=True):
            side.update(text)

    def _show(self) -> None:
        said = {"": "?", MINE: t("yours"), THEIRS: t("theirs")}
        lines = [
            Line(each.field, (each.label, each.mine, each.theirs, said[self._answers.get(each.field, "")]))
            for each in self._clashes
        ]
        self._table.show(Lines(lines), self._table.key or None)

    def action_take(self, answer: str) -> None:
        """Let one value stand, and go on to the next field."""
        if self._table.key:
            self._answers[self._table.key] = answer
            self._show()
            self._table.action_move(1)

    def action_save(self) -> None:
        """Save when every field has an answer."""
        if all(each.field in self._answers for each in self._clashes):
            self.dismiss(self._answers)


def _underlined(before: str, after: str) -> Content:
    """A text with its new words underlined, where it has something in common with the former one."""
    parts = [part for part in shortened(word_difference(before, after)) if part.kind != "gone"]
    if not any(part.kind == "same" for part in parts):
        return content(after or t("(empty)"), keep_newlines=True)
    return Content("").join(
        content(part.text, "bold underline" if part.kind == "new" else "", keep_newlines=True)
        for part in parts
    )
