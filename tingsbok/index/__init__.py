"""The disposable index: lists, search and backlinks without reading the archive. The only door to SQLite.

What answers questions is loaded when it is first asked for: the first screen stands before that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tingsbok.index.index import Index
    from tingsbok.index.rows import Hit, Listing, Refresh, Row, SearchResult

__all__ = ["Hit", "Index", "Listing", "Refresh", "Row", "SearchResult"]

_LATER = {name: "index" if name == "Index" else "rows" for name in __all__}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"tingsbok.index.{_LATER[name]}"), name)
