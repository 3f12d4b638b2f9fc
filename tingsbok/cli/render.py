"""What a person sees on a terminal, drawn with rich. Loaded only there."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from tingsbok.display import clean


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, colour: bool) -> None:
    """Print a table; data is shown as text, never as markup."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        grid.add_column(Text(heading), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    _console(colour=colour).print(grid)


def markdown(text: str, *, colour: bool) -> None:
    """Print rendered Markdown."""
    _console(colour=colour).print(Markdown(clean(text, keep_newlines=True), hyperlinks=False))


def _console(*, colour: bool) -> Console:
    return Console(no_color=not colour, highlight=False, markup=False, emoji=False)
