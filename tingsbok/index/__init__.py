"""The disposable index: lists, search and backlinks without reading the archive. The only door to SQLite."""

from tingsbok.index.index import Index
from tingsbok.index.rows import Hit, Listing, Refresh, Row, SearchResult

__all__ = ["Hit", "Index", "Listing", "Refresh", "Row", "SearchResult"]
