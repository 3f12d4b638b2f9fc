"""Reading a record: fields as text, body as it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from tingsbok.frontmatter.events import alias, events, start_of
from tingsbok.frontmatter.parts import Document, FrontMatterError, Value, split
from tingsbok.i18n import t

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent


class Remark(Struct, frozen=True):
    """Something odd that did not stop the reading; the file keeps it.

    Attributes:
        code: Problem code: ``T108`` for an anchor or a tag, ``T104`` for a body that is not UTF-8.
        message: One sentence in the user's language.
        line: 1-based line in the file.
        column: 1-based column.
        remedy: What to do about it.
    """

    code: str
    message: str
    line: int
    column: int
    remedy: str


class Front(Struct, frozen=True):
    """What a record file says.

    Attributes:
        fields: The front matter in file order, every value as text; an empty value is an empty text.
        body: The text after the front matter, line ends kept; bytes that are not UTF-8 show as U+FFFD.
        remarks: What is odd but readable.
    """

    fields: dict[str, Value]
    body: str
    remarks: tuple[Remark, ...] = ()


def read(raw: bytes) -> Front:
    """Read a record file.

    Raises:
        FrontMatterError: The file cannot be read; nothing else is ever raised, whatever the bytes.
    """
    return read_document(split(raw))


def read_document(document: Document) -> Front:
    """As :func:`read`, for a file that is already cut into its parts."""
    import frontmatter

    handler = _handler_class()(document)
    # The handler knows the parts already; the reader only needs a text to hand back to it.
    fields, _ = frontmatter.parse("---", handler=handler)
    try:
        body = document.body.decode()
    except UnicodeDecodeError as error:
        body = document.body.decode("utf-8", "replace")
        handler.remarks.append(_damaged_body(document, error.start))
    return Front(cast("dict[str, Value]", fields), body, tuple(handler.remarks))


@cache
def _handler_class() -> Any:
    """python-frontmatter's door for other readers, made on first use: importing it costs time at start."""
    from frontmatter.default_handlers import BaseHandler

    class Handler(BaseHandler):  # type: ignore[misc,unused-ignore]
        """Gives python-frontmatter our exact parts and our guarded, text-only values."""

        FM_BOUNDARY = re.compile("---")

        def __init__(self, document: Document) -> None:
            super().__init__()
            self.document = document
            self.remarks: list[Remark] = []

        def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - cut on bytes, before it became text
            return self.document.front, ""

        def load(self, fm: str) -> dict[str, Any]:  # noqa: ARG002 - the same text, with its places in the file
            return cast("dict[str, Any]", _Builder(self.document, self.remarks).build())

    return Handler


class _Builder:
    """Builds values from events with a stack of its own, so that depth costs no recursion."""

    def __init__(self, document: Document, remarks: list[Remark]) -> None:
        self._document = document
        self._remarks = remarks
        self._key: str | None = None
        self._open: list[dict[str, Value] | list[Value]] = []
        self._root: Value | None = None

    def build(self) -> dict[str, Value]:
        from yaml import events as kinds

        for event in events(self._document):
            kind = type(event)
            if kind is kinds.ScalarEvent:
                self._scalar(cast("ScalarEvent", event))
            elif kind is kinds.MappingStartEvent:
                self._start({}, event)
            elif kind is kinds.SequenceStartEvent:
                self._start([], event)
            elif kind is kinds.MappingEndEvent or kind is kinds.SequenceEndEvent:
                self._open.pop()
        if isinstance(self._root, dict) and self._root:
            return self._root
        raise self._not_fields()

    def _scalar(self, event: ScalarEvent) -> None:
        if event.anchor or event.tag:
            self._remark(event)
        if self._open:
            container = self._open[-1]
            if self._key is None and isinstance(container, dict):
                self._key = self._checked_key(event, container)
                return
        self._add(self._text(event))

    def _text(self, event: ScalarEvent) -> str:
        if event.style == '"' and not event.value.isascii():  # only there are escapes
            try:
                event.value.encode()
            except UnicodeEncodeError as error:
                raise self._document.fault(
                    start_of(event),
                    "T104",
                    t("A text holds half a character (a lone surrogate)."),
                    t("Delete the escape that stands for it."),
                ) from error
        return event.value

    def _add(self, value: Value) -> None:
        if not self._open:
            self._root = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[cast("str", self._key)] = value
            self._key = None

    def _start(self, container: dict[str, Value] | list[Value], event: Event) -> None:
        if event.anchor or event.tag:  # type: ignore[attr-defined]
            self._remark(event)
        if self._open and self._key is None and isinstance(self._open[-1], dict):
            raise self._wrong_key(event)
        self._add(container)
        self._open.append(container)

    def _checked_key(self, event: ScalarEvent, container: dict[str, Value]) -> str:
        key = self._text(event)
        if key == "<<" and not event.style:
            raise alias(self._document, start_of(event))
        if not key:
            raise self._wrong_key(event)
        if key in container:
            raise self._document.fault(
                start_of(event),
                "T103",
                t("The field {key} is given twice.", key=key),
                t("Keep one of them."),
            )
        return key

    def _wrong_key(self, event: Event) -> FrontMatterError:
        return self._document.fault(
            start_of(event),
            "T102",
            t("A field name must be a text."),
            t("Write the field as name: value."),
        )

    def _not_fields(self) -> FrontMatterError:
        if self._root is None or self._root == {}:
            message = t("The front matter is empty.")
        else:
            message = t("The front matter is not a list of fields.")
        return self._document.fault(
            0, "T102", message, t("Write at least type: and the record's type, one field a line.")
        )

    def _remark(self, event: Event) -> None:
        message = t("An anchor or a tag is kept, but has no meaning in a record; the value is read as text.")
        remedy = t("Delete the word that begins with & or !.")
        line, column = self._document.position(start_of(event))
        self._remarks.append(Remark("T108", message, line, column, remedy))


def _damaged_body(document: Document, offset: int) -> Remark:
    before = document.head + document.front.encode() + document.close + document.body[:offset]
    return Remark(
        "T104",
        t("The body is not UTF-8 text here; it is shown with marks and kept as it is."),
        line=before.count(b"\n") + 1,
        column=len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1,
        remedy=t("Save it as UTF-8 in the editor."),
    )
