"""The query language of the app and the command line: text in, a frozen :class:`Query` out, no database."""

from tingsbok.query.nodes import Every, Limit, Query, Some, Sort, Term, Without, Words
from tingsbok.query.parser import field_names, parse, sort_by
from tingsbok.query.tokens import narrowed, quoted

__all__ = [
    "Every",
    "Limit",
    "Query",
    "Some",
    "Sort",
    "Term",
    "Without",
    "Words",
    "field_names",
    "narrowed",
    "parse",
    "quoted",
    "sort_by",
]
