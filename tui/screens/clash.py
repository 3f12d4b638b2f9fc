"""Two people changed the same field: mine or theirs, field by field, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui.display import content
from tui.reads import Clash
from tui.widgets.columns import Column
from tui.widgets.dialogs import Dialog
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

MINE, THEIRS = "mine", "theirs"


class ClashDialog(Dialog[dict[str, str] | None]):
    """Asks for each field whose value shall stand; the result maps fields to ``mine`` or ``theirs``.

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
        """The fields with both values."""
        columns = (
            Column(t("Field"), 10),
            Column(t("Yours (m)")),
            Column(t("Theirs (d)"), 24),
            Column(t("Stands"), 6),
        )
        self._table = RecordTable(columns)
        note = t("Everything else of both is kept.")
        return self._table, Static(content(note), classes="dialog--note")

    def keys(self) -> str:
        """How to answer."""
        return t("m yours  d theirs  ctrl+s save  Esc back to the form")

    def on_mount(self) -> None:
        """Show the fields."""
        self._table.focus()
        self._show()

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
