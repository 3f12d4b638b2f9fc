"""Values as new lines of YAML, in the house's style."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from tingsbok.frontmatter import scalars
from tingsbok.frontmatter.parts import FieldPath, Value
from tingsbok.frontmatter.scalars import CannotEdit
from tingsbok.i18n import t

Flow = Callable[[FieldPath], bool]


def never_flow(_path: FieldPath) -> bool:
    """Every list and mapping over several lines."""
    return False


class Style(Struct, frozen=True):
    """How new lines look: which values stand on one line, and how a line ends."""

    flow: Flow = never_flow
    newline: str = "\n"


def new_text(fields: Mapping[str, Value], body: str, *, flow: Flow = never_flow) -> bytes:
    """A new record file.

    Args:
        fields: Front matter; the keys keep their order.
        body: The text below it; a missing line end at its end is added.
        flow: Says by path which lists and mappings stand on one line. One with a text of several lines in it
            stands on several all the same.

    Raises:
        CannotEdit: A text or a name cannot be written in YAML, or the body not in UTF-8.
    """
    lines = entries(fields, "", (), Style(flow))
    ending = "\n" if body and not body.endswith("\n") else ""
    try:
        return "".join(["---\n", *lines, "---\n", body, ending]).encode()
    except UnicodeEncodeError as error:
        raise CannotEdit(
            t("The text holds half a character, or bytes that are not UTF-8."),
            code="T104",
            remedy=t("Write the text anew, or save it as UTF-8."),
        ) from error


def entries(fields: Mapping[str, Value], indent: str, path: FieldPath, style: Style) -> list[str]:
    """Lines of a block mapping at an indentation."""
    lines: list[str] = []
    for name, value in fields.items():
        head, rest = after_colon(value, indent, (*path, name), style)
        lines += [f"{indent}{scalars.key(name, flow=False)}:{head}{style.newline}", *rest]
    return lines


def items(values: list[Value], indent: str, path: FieldPath, style: Style) -> list[str]:
    """Lines of a block list at an indentation."""
    lines: list[str] = []
    for position, value in enumerate(values):
        lines += item(value, indent, (*path, position), style)
    return lines


def item(value: Value, indent: str, path: FieldPath, style: Style, gap: str = " ") -> list[str]:
    """Lines of one item of a block list; *gap* stands between the dash and the value."""
    inner = indent + " " + " " * len(gap)
    if value and not isinstance(value, str) and not _on_one_line(value, path, style):
        lines = (
            entries(value, inner, path, style)
            if isinstance(value, dict)
            else items(value, inner, path, style)
        )
        return [indent + "-" + gap + lines[0].removeprefix(inner), *lines[1:]]
    head, rest = _value(value, inner, style)
    return [f"{indent}-{gap}{head}{style.newline}", *rest]


def after_colon(value: Value, indent: str, path: FieldPath, style: Style) -> tuple[str, list[str]]:
    """What follows a key's colon on its line, space included, and the lines below.

    An empty text is written as nothing at all: the field stands there, waiting.
    """
    if value == "":
        return "", []
    if value and not isinstance(value, str) and not _on_one_line(value, path, style):
        inner = indent + "  "
        if isinstance(value, dict):
            return "", entries(value, inner, path, style)
        return "", items(value, inner, path, style)
    head, rest = _value(value, indent + "  ", style)
    return " " + head, rest


def _value(value: Value, indent: str, style: Style) -> tuple[str, list[str]]:
    if isinstance(value, str) and "\n" in value and (block := scalars.block(value, indent, style.newline)):
        return block[0], block[1:]
    return one_line(value), []


def _on_one_line(value: Value, path: FieldPath, style: Style) -> bool:
    return style.flow(path) and not _has_lines(value)


def _has_lines(value: Value) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return any(_has_lines(inner) for inner in (value.values() if isinstance(value, dict) else value))


def one_line(value: Value, *, flow: bool = False) -> str:
    """A value on one line, lists in brackets and mappings in braces; *flow* if it stands inside such."""
    if isinstance(value, str):
        return scalars.inline(value, flow=flow)
    if isinstance(value, list):
        return "[" + ", ".join(one_line(inner, flow=True) for inner in value) + "]"
    return "{" + ", ".join(pair(name, inner) for name, inner in value.items()) + "}"


def pair(name: str, value: Value) -> str:
    """One ``name: value`` inside braces."""
    return f"{scalars.key(name, flow=True)}: {one_line(value, flow=True)}"
