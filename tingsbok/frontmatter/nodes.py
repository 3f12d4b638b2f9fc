"""Where each value stands in the file: the front matter as a tree of character spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field

from tingsbok.frontmatter.events import end_of, events, start_of
from tingsbok.frontmatter.parts import Document, FieldPath, split

if TYPE_CHECKING:
    from yaml.events import ScalarEvent, SequenceStartEvent


class Scalar(Struct):
    """A text: characters ``start`` to ``end`` of the front matter, quotes included."""

    start: int
    end: int
    marked: bool
    value: str
    style: str
    """Empty for plain, else the quote or the block indicator."""


class Collection(Struct):
    """A list or a mapping; for a block one ``end`` is the end of its last child."""

    start: int
    end: int
    marked: bool
    flow: bool


class Sequence(Collection):
    """A list."""

    items: list[Node] = field(default_factory=list)


class Mapping(Collection):
    """A mapping: key and value in file order."""

    entries: list[tuple[Scalar, Node]] = field(default_factory=list)

    def entry(self, key: str | int) -> tuple[Scalar, Node] | None:
        """The key's own entry."""
        return next((entry for entry in self.entries if entry[0].value == key), None)


Node = Scalar | Sequence | Mapping


def compose(document: Document) -> Mapping:
    """Return the tree of a front matter that :func:`reading.read_document` has accepted."""
    return cast("Mapping", _Composer().compose(document))


class _Composer:
    def __init__(self) -> None:
        self._open: list[Sequence | Mapping] = []
        self._key: Scalar | None = None

    def compose(self, document: Document) -> Node | None:
        from yaml import events as kinds

        root: Node | None = None
        for event in events(document):
            kind = type(event)
            if kind is kinds.ScalarEvent:
                node: Node = _scalar(cast("ScalarEvent", event))
            elif kind is kinds.MappingStartEvent or kind is kinds.SequenceStartEvent:
                node = _collection(cast("SequenceStartEvent", event), mapping=kind is kinds.MappingStartEvent)
            elif kind is kinds.MappingEndEvent or kind is kinds.SequenceEndEvent:
                _close(self._open.pop(), end_of(event))
                continue
            else:
                continue
            root = root or node
            self._attach(node)
        return root

    def _attach(self, node: Node) -> None:
        if self._open:
            parent = self._open[-1]
            if isinstance(parent, Sequence):
                parent.items.append(node)
            elif self._key is None:
                self._key = cast("Scalar", node)
            else:
                parent.entries.append((self._key, node))
                self._key = None
        if not isinstance(node, Scalar):
            self._open.append(node)


def _scalar(event: ScalarEvent) -> Scalar:
    marked = bool(event.anchor or event.tag)
    return Scalar(start_of(event), end_of(event), marked, event.value, event.style or "")


def _collection(event: SequenceStartEvent, *, mapping: bool) -> Sequence | Mapping:
    kind = Mapping if mapping else Sequence
    start = start_of(event)
    return kind(start, start, bool(event.anchor or event.tag), bool(event.flow_style))


def _close(node: Sequence | Mapping, end: int) -> None:
    if node.flow:
        node.end = end
        return
    last = node.items[-1] if isinstance(node, Sequence) else node.entries[-1][1]
    node.end = last.end


def children(node: Node) -> Iterator[Node]:
    """The node's keys and values, in file order."""
    if isinstance(node, Sequence):
        yield from node.items
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield value


def place(raw: bytes, path: FieldPath) -> tuple[int, int]:
    """1-based line and column of a field's name, or of a list's item.

    A field that is absent stands where its nearest parent stands; a file without readable fields, or a
    path without one, at the first line.

    Raises:
        FrontMatterError: The file cannot be read.
    """
    return places(raw)(path)


def places(raw: bytes) -> Callable[[FieldPath], tuple[int, int]]:
    """As :func:`place`, for many fields of one file: it is read once.

    Raises:
        FrontMatterError: The file cannot be read.
    """
    document = split(raw)
    root = _outline(document)

    def position(path: FieldPath) -> tuple[int, int]:
        found = _start_of(root, path)
        return (1, 1) if found is None else document.position(found)

    return position


_Outline = dict[str | int, tuple[int, "_Outline"]]
"""Where the keys of a mapping, or the items of a list, begin, each with what is in it; empty for a text."""


def _outline(document: Document) -> _Outline:
    """Less than :func:`compose` finds out, in a third of the time: every link of a record has a line."""
    from yaml import events as kinds

    top: _Outline = {}
    around, is_list = top, True
    opened: list[tuple[_Outline, bool]] = []
    key: tuple[str, int] | None = None
    for event in events(document):
        kind = type(event)
        if kind is kinds.MappingEndEvent or kind is kinds.SequenceEndEvent:
            around, is_list = opened.pop()
        elif kind in (kinds.ScalarEvent, kinds.MappingStartEvent, kinds.SequenceStartEvent):
            inner: _Outline = {}
            if is_list:
                around[len(around)] = start_of(event), inner
            elif key is None:
                key = getattr(event, "value", ""), start_of(event)
            else:
                around.setdefault(key[0], (key[1], inner))
                key = None
            if kind is not kinds.ScalarEvent:
                opened.append((around, is_list))
                around, is_list = inner, kind is kinds.SequenceStartEvent
    return top[0][1] if top else top


def _start_of(inner: _Outline, path: FieldPath) -> int | None:
    """Where the field, or its nearest parent, begins; ``None`` for neither."""
    found: int | None = None
    for step in path:
        if step not in inner:
            break
        found, inner = inner[step]
    return found
