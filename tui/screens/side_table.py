"""A column of rows that only a very wide window shows: it costs nothing while it cannot be seen."""

from __future__ import annotations

from tui.widgets.beside import Beside
from tui.widgets.columns import Column
from tui.widgets.table import RecordTable


class SideTable(Beside, RecordTable):
    """Rows beside those of the page; it tells when it can be seen, so that nobody reads for it before."""

    def __init__(self, *columns: Column, id: str) -> None:
        super().__init__(columns, header=False, id=id)
