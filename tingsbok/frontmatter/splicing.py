"""From the fields that are to the fields that shall be: the smallest changes to the text between them."""

from __future__ import annotations

from collections.abc import Sequence as Many

from msgspec import Struct
from msgspec.structs import replace

from tingsbok.frontmatter import scalars, writing
from tingsbok.frontmatter.matching import following, pairs
from tingsbok.frontmatter.nodes import Mapping, Node, Scalar, Sequence, children
from tingsbok.frontmatter.parts import FieldPath, Value
from tingsbok.frontmatter.rows import Added, Row, block_rows, flow_rows, placed
from tingsbok.frontmatter.scalars import CannotEdit
from tingsbok.frontmatter.sheet import Sheet, Spans, TooFine
from tingsbok.frontmatter.writing import Style
from tingsbok.i18n import t


class Slot(Struct, frozen=True):
    """Where a value hangs.

    Attributes:
        hook: The character after the colon or the dash.
        indent: The indentation of the key or the dash.
        keyed: It hangs on a key, not on a dash.
        flow: It stands inside brackets or braces.
        lead: What has to come before a value where there is none yet.
    """

    hook: int
    indent: str
    keyed: bool
    flow: bool
    lead: str = " "


class Splicer:
    """Notes the changes on a sheet.

    Args:
        sheet: The front matter.
        style: How new values look.
        order: Order of the fields of the record's type; places new fields.
        coarse: Replace a field's whole value even when less would do.
    """

    def __init__(self, sheet: Sheet, style: Style, order: Many[str], *, coarse: bool) -> None:
        self._sheet = sheet
        self._style = style
        self._order = order
        self._coarse = coarse

    def fields(self, root: Mapping, old: dict[str, Value], new: dict[str, Value]) -> None:
        """Note what turns the fields *old* of *root* into *new*."""
        self._mapping(root, old, new, ())

    def _value(self, node: Node, old: Value, new: Value, path: FieldPath, slot: Slot) -> None:
        if old == new:
            return
        if self._coarse:
            self._replace(node, new, path, slot)
        elif isinstance(node, Scalar) and isinstance(new, str):
            self._text(node, new, slot)
        elif isinstance(node, Mapping) and isinstance(old, dict) and isinstance(new, dict) and old and new:
            self._mapping(node, old, new, path)
        elif isinstance(node, Sequence) and isinstance(old, list) and isinstance(new, list) and old and new:
            self._list(node, old, new, path)
        else:
            self._replace(node, new, path, slot)

    def _mapping(self, node: Mapping, old: dict[str, Value], new: dict[str, Value], path: FieldPath) -> None:
        for key, value in node.entries:
            name = key.value
            if name not in new:
                self._refuse_marks(key, value)
            elif old[name] != new[name]:
                self._value(value, old[name], new[name], (*path, name), self._slot(key, node))
        kept = [key.value in new for key, _ in node.entries]
        self._rows(
            node,
            [self._entry_row(node, *entry) for entry in node.entries],
            kept,
            self._added(node, new, path),
        )

    def _slot(self, key: Scalar, parent: Mapping) -> Slot:
        hook = self._sheet.after_colon(key)
        if hook is None and not parent.flow:
            raise TooFine
        indent = self._sheet.indent(key.start)
        if hook is None:
            return Slot(key.end, indent, keyed=True, flow=True, lead=": ")
        return Slot(hook, indent, keyed=True, flow=parent.flow)

    def _entry_row(self, node: Mapping, key: Scalar, value: Node) -> Row:
        return Row(key.start, max(key.end, value.end) if node.flow else self._sheet.extent(value))

    def _added(self, node: Mapping, new: dict[str, Value], path: FieldPath) -> Added:
        names = [key.value for key, _ in node.entries]
        order = list(new) if path else self._order
        indent = self._sheet.indent(node.entries[0][0].start)
        added: Added = {}
        for name, after in placed(names, list(new), order, at_end=not path):
            if node.flow:
                lines = [writing.pair(name, new[name])]
            else:
                lines = writing.entries({name: new[name]}, indent, path, self._style)
            added.setdefault(after, []).extend(lines)
        return added

    def _list(self, node: Sequence, old: list[Value], new: list[Value], path: FieldPath) -> None:
        matched = dict(pairs(old, new))
        slots = self._slots(node)
        for position, item in enumerate(node.items):
            if position in matched:
                j = matched[position]
                self._value(item, old[position], new[j], (*path, j), slots[position])
            else:
                self._refuse_marks(item)
        rows = [self._item_row(node, slot, item) for slot, item in zip(slots, node.items, strict=True)]
        gone = [(old[position], row) for position, row in enumerate(rows) if position not in matched]
        added: Added = {}
        for j, after in following(matched, len(new)):
            near = max(after, 0)
            lines = self._moved(node, new[j], gone) or self._new_item(
                node, node.items[near], slots[near], new[j], (*path, j)
            )
            added.setdefault(after, []).extend(lines)
        self._rows(node, rows, [position in matched for position in range(len(rows))], added)

    def _slots(self, node: Sequence) -> list[Slot]:
        if node.flow:
            return [Slot(item.start, "", keyed=False, flow=True) for item in node.items]
        if node.marked:
            raise TooFine
        ends = [node.start, *(self._sheet.extent(item) for item in node.items)]
        hooks = [self._sheet.after_dash(item, since) for item, since in zip(node.items, ends, strict=False)]
        indent = self._sheet.indent(node.start)
        return [Slot(hook, indent, keyed=False, flow=False) for hook in hooks]

    def _item_row(self, node: Sequence, slot: Slot, item: Node) -> Row:
        return Row(slot.hook, item.end) if node.flow else Row(slot.hook - 1, self._sheet.extent(item))

    def _moved(self, node: Sequence, value: Value, gone: list[tuple[Value, Row]]) -> list[str]:
        """The own text of an item that only moved, so that its quotes and comments move along."""
        for position, (was, row) in enumerate(gone):
            if was == value:
                del gone[position]
                own = self._sheet.text[row.start : row.end]
                return [own if node.flow else self._sheet.indent(node.start) + own]
        return []

    def _new_item(
        self, node: Sequence, neighbour: Node, slot: Slot, value: Value, path: FieldPath
    ) -> list[str]:
        """The lines, or inside brackets the text, of a new item; it looks like its neighbour."""
        if node.flow:
            return [writing.one_line(value, flow=True)]
        style = self._style
        if not isinstance(neighbour, Scalar):
            style = replace(style, flow=lambda at: neighbour.flow if at == path else self._style.flow(at))
        gap = self._sheet.text[slot.hook : neighbour.start]
        return writing.item(value, slot.indent, path, style, gap if gap and not gap.strip(" ") else " ")

    def _rows(self, node: Mapping | Sequence, rows: list[Row], kept: list[bool], added: Added) -> None:
        if node.flow:
            flow_rows(self._sheet, node.start, rows, kept, added)
        else:
            block_rows(self._sheet, rows, kept, added, self._style.newline)

    def _text(self, node: Scalar, new: str, slot: Slot) -> None:
        self._refuse_marks(node)
        sheet = self._sheet
        spans = sheet.spans(node)
        head, lines = self._styled(node, new, slot, spans)
        if not head:
            sheet.note(slot.hook, spans.end, "")
        else:
            self._inline(node, spans.start, spans.end, head, slot)
        sheet.note(spans.first, spans.last, "".join(lines))

    def _styled(self, node: Scalar, new: str, slot: Slot, spans: Spans) -> tuple[str, list[str]]:
        """The text in the style that the old one had, if that can carry it."""
        if slot.flow:
            return scalars.inline(new, flow=True, style=node.style), []
        if node.style in ("|", ">"):
            indent = self._sheet.block_indent(node, spans.first) or slot.indent + "  "
            digit = len(indent) - len(slot.indent)
            width = max(len(line) for line in self._sheet.text[spans.first : spans.last].split("\n"))
            header = self._sheet.text[spans.start : spans.end]
            block = scalars.block(new, indent, self._style.newline, header=header, digit=digit, width=width)
        elif "\n" in new and not (node.style == '"' and "\n" in node.value):
            block = scalars.block(new, slot.indent + "  ", self._style.newline)
        else:
            block = None
        if block:
            return block[0], block[1:]
        if not new and slot.keyed and node.style not in ("'", '"'):
            return "", []
        return scalars.inline(new, flow=False, style=node.style if node.style in ("'", '"') else ""), []

    def _replace(self, node: Node, new: Value, path: FieldPath, slot: Slot) -> None:
        self._refuse_marks(node)
        sheet = self._sheet
        if slot.flow:
            self._inline(node, node.start, node.end, writing.one_line(new, flow=True), slot)
            return
        head, lines = self._written(new, path, slot)
        rest = "".join(lines)
        if isinstance(node, Scalar) or node.flow:
            spans = sheet.spans(node)
            gap = sheet.text[slot.hook : spans.start]
            if slot.keyed and head and gap and not gap.strip(" "):
                sheet.note(spans.start, spans.end, head[1:])
            else:
                sheet.note(slot.hook, spans.end, head)
            sheet.note(spans.first, spans.last, rest)
        elif sheet.line_end(slot.hook) <= node.start:
            sheet.note(slot.hook, slot.hook, head)
            sheet.note(sheet.line_end(slot.hook), sheet.extent(node), rest)
        else:
            sheet.note(slot.hook, sheet.extent(node), head + self._style.newline + rest)

    def _written(self, value: Value, path: FieldPath, slot: Slot) -> tuple[str, list[str]]:
        """What follows the colon or the dash on its line, and the lines below."""
        if slot.keyed:
            return writing.after_colon(value, slot.indent, path, self._style)
        lines = writing.item(value, slot.indent, path, self._style)
        return lines[0][len(slot.indent) + 1 :].removesuffix(self._style.newline), lines[1:]

    def _inline(self, node: Node, start: int, end: int, text: str, slot: Slot) -> None:
        """Note a text for the value, with what has to come before it where there was none."""
        if node.start < node.end:
            self._sheet.note(start, end, text)
        else:
            self._sheet.note(slot.hook, slot.hook, slot.lead + text)

    def _refuse_marks(self, *nodes: Node) -> None:
        for node in nodes:
            if node.marked:
                raise CannotEdit(
                    t("The value carries an anchor or a tag, which a form cannot write."),
                    code="T108",
                    line=2 + self._sheet.text.count("\n", 0, node.start),
                    remedy=t("Change it in the editor."),
                )
            self._refuse_marks(*children(node))
