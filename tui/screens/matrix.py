"""Several agreements at once on the page of one, and one answer in full, where the window is very wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from tingsbok.errors import TingsbokError
from tingsbok.i18n import t
from tui.intents import Group
from tui.present import agreement as present
from tui.present import matrix
from tui.present.matrix import AnswerColumn
from tui.present.record import Document
from tui.reads import matrix as reads
from tui.screens.records import show_document
from tui.screens.suspects import ReliantPage
from tui.widgets.beside import Beside
from tui.widgets.document import DocumentView
from tui.widgets.hints import Hint
from tui.widgets.matrix import MatrixTable
from tui.widgets.pages import Line, Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tui.screens.base import Page


class AnswerPane(Beside, Vertical):
    """One party's answer to one agreement, and what that agreement says."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: tuple[str, str] = ("", "")

    def compose(self) -> Iterator[Widget]:
        """The answer and the text."""
        yield DocumentView()

    def show(self, agreement: str, party: str) -> None:
        """Show what a party has answered, if the pane can be seen; nothing without a party."""
        wanted = (agreement, party)
        if not self.is_seen or wanted == self._shown:
            return
        self._shown = wanted
        if not party:
            self._put(wanted, Document())
            return
        page = cast("Page", self.screen)
        ask = lambda archive: reads.answer_document(archive, agreement, party)  # noqa: E731
        page.ask("answer", ask, partial(self._put, wanted), quiet=True)

    def renew(self) -> None:
        """Read it again when it is shown next."""
        self._shown = ("", "")

    def _put(self, wanted: tuple[str, str], document: Document) -> None:
        if wanted == self._shown:
            show_document(self.query_one(DocumentView), document)


class ManyAgreements(ReliantPage):
    """A page about one agreement whose table of parties may show others beside it.

    It has a :class:`MatrixTable` with the id ``rows`` and an :class:`AnswerPane`; what it shows beside the
    chosen agreement is read only while the pane can be seen.
    """

    identity: str
    view: str
    columns: tuple[AnswerColumn, ...] = ()
    """The chosen agreement and others; none while they are not known."""

    def parties(self) -> Sequence[Line]:
        """A line for each party, as a table of the chosen agreement alone has them."""
        raise NotImplementedError

    def nobody(self) -> str:
        """Why there is no party to show."""
        raise NotImplementedError

    @property
    def rows(self) -> MatrixTable:
        """The parties."""
        return self.query_one("#rows", MatrixTable)

    @property
    def other(self) -> AnswerColumn | None:
        """The agreement in whose column the cursor is; ``None`` in that of the page's own."""
        number = self.rows.column if self.rows.is_matrix else 0
        return self.columns[number] if 0 < number < len(self.columns) else None

    def show_parties(self) -> None:
        """Show the parties with as many agreements as there is room for."""
        rows, found = self.rows, self.parties()
        room = rows.room
        columns = matrix.shown(self.columns, room) if self._is_wide else ()
        if len(columns) > 1:
            rows.set_columns(matrix.table_columns(columns, room))
            rows.show_names([column.title for column in columns])
            found = matrix.lines(columns, found)
        else:
            rows.set_columns(present.columns())
            rows.show_names(())
        rows.show(Lines(found), rows.key or None, empty=self.nobody())
        if not found:
            self.query_one(AnswerPane).show(self.identity, "")
        self.renew_hints()

    def large_hints(self) -> Sequence[Hint]:
        """The way into the answer that is read in full."""
        if not self.is_mounted or not self.query_one(AnswerPane).is_seen:
            return ()
        return (Hint("Tab", t("the answer in full"), "app.focus_next", 80, group=Group.GO, large=True),)

    def legend(self) -> str:
        """What the marks mean, while there are any."""
        return matrix.legend(self.columns) if self.rows.is_matrix else ""

    def forget_columns(self) -> None:
        """The record has been read again: read anew what stands beside it, now or when it can be seen."""
        self.query_one(AnswerPane).renew()
        if self._is_wide:
            self._read_columns()
        else:
            self.columns = ()

    @property
    def _is_wide(self) -> bool:
        return self.query_one(AnswerPane).is_seen

    @on(AnswerPane.Shown)
    def _pane_is_seen(self) -> None:
        if self.columns:
            self._show_columns(self.columns)
        elif self._is_wide and self.parties():
            self._read_columns()
        self._show_answer()

    def _read_columns(self) -> None:
        self.rows.expect()
        ask = partial(reads.answer_columns, identity=self.identity)
        self.ask("columns", ask, self._show_columns, quiet=True)

    def _show_columns(self, columns: tuple[AnswerColumn, ...]) -> None:
        self.columns = columns
        self.show_parties()
        self.tell_note()
        self.rows.decide()

    def was_refused(self, channel: str, error: TingsbokError) -> None:
        """Without other agreements the keys do what they do for one."""
        if channel == "columns":
            self.rows.decide()
        super().was_refused(channel, error)

    def tell_note(self) -> None:
        """Write the lines under the table again."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """There may be room for more or fewer agreements now."""
        self.call_after_refresh(self._look_at_width)

    def _look_at_width(self) -> None:
        if not self.is_mounted:
            return
        if self.columns:
            self.show_parties()
            self.tell_note()
        if self.focused is None:  # it was in the pane, which is gone
            self.show_tab()
        self.renew_hints()

    def show_tab(self) -> None:
        """Show what belongs to the current tab, and give it the keys."""
        raise NotImplementedError

    @on(MatrixTable.ColumnChanged)
    def _column_changed(self) -> None:
        self.renew_hints()
        self._show_answer()

    @on(RecordTable.RowHighlighted, "#rows")
    def _show_answer(self) -> None:
        other = self.other
        self.query_one(AnswerPane).show(other.id if other else self.identity, self.rows.key)
