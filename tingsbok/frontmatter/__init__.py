"""The text format of a record: the only reader and the only writer of front matter.

Reading goes through python-frontmatter with a guarded handler of our own, every value as text. Writing never
dumps a document anew: :func:`rewrite` changes the bytes of what differs and proves that nothing else moved.

What writes is loaded when it is first asked for: most commands only read.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tingsbok.frontmatter.parts import Document, FieldPath, FrontMatterError, Value, body_of, split
from tingsbok.frontmatter.reading import Front, Remark, read

if TYPE_CHECKING:
    from tingsbok.frontmatter.editing import rewrite
    from tingsbok.frontmatter.nodes import place, places
    from tingsbok.frontmatter.scalars import CannotEdit
    from tingsbok.frontmatter.writing import new_text

__all__ = [
    "CannotEdit",
    "Document",
    "FieldPath",
    "Front",
    "FrontMatterError",
    "Remark",
    "Value",
    "body_of",
    "new_text",
    "place",
    "places",
    "read",
    "rewrite",
    "split",
]

_LATER = {
    "CannotEdit": "scalars",
    "new_text": "writing",
    "place": "nodes",
    "places": "nodes",
    "rewrite": "editing",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"tingsbok.frontmatter.{_LATER[name]}"), name)
