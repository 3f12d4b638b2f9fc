"""Whether letters that are typed are text for the widget that has the focus."""

from __future__ import annotations

import sys

from textual.widget import Widget
from textual.widgets import Input

_AREAS = "textual.widgets._text_area"


def takes_text(widget: Widget | None) -> bool:
    """True for a field of one line or several; those are loaded with the first form, not at start."""
    areas = sys.modules.get(_AREAS)
    return isinstance(widget, Input) or (areas is not None and isinstance(widget, areas.TextArea))
