"""The text format of a record: the only reader and the only writer of front matter.

Reading goes through python-frontmatter with a guarded handler of our own, every value as text. Writing never
dumps a document anew: :func:`rewrite` changes the bytes of what differs and proves that nothing else moved.
"""

from tingsbok.frontmatter.editing import rewrite
from tingsbok.frontmatter.nodes import place, places
from tingsbok.frontmatter.parts import Document, FieldPath, FrontMatterError, Value, split
from tingsbok.frontmatter.reading import Front, Remark, read
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
    "new_text",
    "place",
    "places",
    "read",
    "rewrite",
    "split",
]
