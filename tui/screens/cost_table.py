"""Who pays what of a cost; a very wide window also shows what they paid before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events

from tui.present import agreement as present
from tui.present import earlier_costs
from tui.reads import earlier_costs as reads
from tui.screens.base import WIDEST
from tui.widgets.pages import Lines
from tui.widgets.table import RecordTable

if TYPE_CHECKING:
    from tingsbok.questions.costs import Cost
    from tui.present.earlier_costs import Earlier
    from tui.screens.base import Page


class CostTable(RecordTable):
    """The shares of a cost, and columns with those of the agreements before it where there is room."""

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__((), id=id, empty=empty)
        self._cost: Cost | None = None
        self._earlier: tuple[Earlier, ...] = ()
        self._read = ""

    def show_cost(self, cost: Cost) -> None:
        """Show the shares."""
        self._cost = cost
        self._read = ""
        self._put()
        self._look()

    def on_show(self, event: events.Show) -> None:  # noqa: ARG002 - being seen is all that matters
        """The tab has come up."""
        self._look()

    def on_resize(self) -> None:
        """There may be room for what was before now."""
        self._look()

    def _look(self) -> None:
        """Read what was before, if there is room for it and it is not read yet."""
        record = self._cost.record.id if self._cost else ""
        if not record or record == self._read or self.region.width < WIDEST:
            return
        self._read = record
        page = cast("Page", self.screen)
        page.ask("earlier", lambda archive: reads.earlier_costs(archive, record), self._answered, quiet=True)

    def _answered(self, earlier: tuple[Earlier, ...]) -> None:
        self._earlier = earlier
        self._put()

    def _put(self) -> None:
        if self._cost is None:
            return
        cost, earlier = self._cost, self._earlier
        self.set_columns([*present.cost_columns(cost), *earlier_costs.columns(cost, earlier)])
        lines = earlier_costs.with_earlier(present.cost_lines(cost), cost, earlier)
        self.show(Lines(lines), self.key or None, empty="")
