"""The YAML event stream, guarded: nothing that can blow up gets as far as a value.

libyaml is used where it is built, pure Python elsewhere. The pure one refuses some valid YAML that is not
written here (a tab after a colon, a question mark inside brackets); what both take, they take for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, cast

from tingsbok.frontmatter.parts import Document, FrontMatterError
from tingsbok.i18n import N_, t

if TYPE_CHECKING:
    from yaml.error import Mark, MarkedYAMLError
    from yaml.events import DocumentStartEvent, Event

MAX_DEPTH = 16
MAX_NODES = 5000  # a meeting with 60 people and 30 items has about 1,500

_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE)
_NAME_ALONE = re.compile(r"[ ]*[\w.-]+[ ]*\Z")
_NO_SPACE = re.compile(r"[ ]*[\w.-]+:[^ \t\n]")
_COLON_LACKS = (N_("A field name lacks its colon."), N_("Write the field as name: value."))
_SPACE_LACKS = (N_("There is no space after the colon."), N_("Write the field as name: value."))
_INDENTED = (
    N_("The line is indented, so it goes on with the text above it."),
    N_("Take the spaces in front of it away, or put the text above it in quotes together with it."),
)
_TAB = (N_("There is a tab where only spaces may stand."), N_("Replace it with spaces."))
_OPEN_BRACKET = (
    N_("A bracket or a brace is not closed where it should be."),
    N_("Write the closing one, or put the text in quotes."),
)
# Beginnings of the parsers' own words, and what a person needs to hear instead.
_REASONS = (
    (
        "mapping values are not allowed",
        N_("There is a colon inside a text."),
        N_("Put the text in quotes."),
    ),
    (
        "found character",
        N_("A value begins with a character that means something else in the fields."),
        N_("Put the text in quotes."),
    ),
    ("could not find expected ':'", *_COLON_LACKS),
    (
        "found unexpected end of stream",
        N_("A quote is never closed."),
        N_("Write the closing quote."),
    ),
    (
        "found unknown escape",
        N_("A backslash in double quotes has no such meaning."),
        N_("Use single quotes."),
    ),
    (
        "",
        N_("The fields are miswritten here."),
        N_("Compare indentation, quotes and brackets with a line that works."),
    ),
)


class _Last:
    """The front matter that was read last: its values and its places are asked for one after the other."""

    known: tuple[str, Sequence[Event]] = ("", ())


def events(document: Document) -> Iterable[Event]:
    """The events of the front matter's one document; those before a fault come before it is raised.

    Raises:
        FrontMatterError: Not valid YAML, too deep, too many values, or an alias.
    """
    front, known = _Last.known
    if front == document.front and known:
        return known
    import yaml

    loader = (yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader)(document.front)
    found: list[Event] = []
    try:
        _gather(document, iter(loader.get_event, None), found)
    except yaml.MarkedYAMLError as error:
        return chain(found, _raising(_invalid(document, error), error))
    except FrontMatterError as error:
        return chain(found, _raising(error))
    _Last.known = (document.front, found)
    return found


def _raising(error: FrontMatterError, cause: Exception | None = None) -> Iterator[Event]:
    yield from ()
    raise error from cause


def _gather(document: Document, stream: Iterator[Event], found: list[Event]) -> None:
    """Add the events of a stream, as far as they can be taken."""
    from yaml import events as kinds

    depth = nodes = 0
    starts = (kinds.MappingStartEvent, kinds.SequenceStartEvent)
    ends = (kinds.MappingEndEvent, kinds.SequenceEndEvent)
    for event in stream:
        kind = type(event)
        if kind is kinds.ScalarEvent:
            nodes += 1
        elif kind in starts:
            nodes += 1
            depth += 1
        elif kind in ends:
            depth -= 1
        elif kind is kinds.AliasEvent:
            raise alias(document, start_of(event))
        elif kind is kinds.DocumentStartEvent and cast("DocumentStartEvent", event).explicit:
            raise _second_document(document, start_of(event))
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise _too_complex(document, start_of(event))
        found.append(event)


def start_of(event: Event) -> int:
    """The character of the front matter that the event begins with, its anchor and tag included."""
    return cast("Mark", event.start_mark).index


def end_of(event: Event) -> int:
    """The character of the front matter after the event's last."""
    return cast("Mark", event.end_mark).index


def alias(document: Document, index: int) -> FrontMatterError:
    """The error for an alias or a merge key: a value that stands somewhere else."""
    return document.fault(
        index,
        "T108",
        t("A value is borrowed from another place in the file (alias or merge key)."),
        t("Write the value out where it is used."),
    )


def _second_document(document: Document, index: int) -> FrontMatterError:
    return document.fault(
        index,
        "T102",
        t("There is more between the lines of hyphens than the fields of one record."),
        t("Keep one list of fields between the two lines with three hyphens."),
    )


def _too_complex(document: Document, index: int) -> FrontMatterError:
    return document.fault(
        index,
        "T109",
        t("The front matter is nested too deeply or holds too many values."),
        t("Divide it into several records."),
    )


def _invalid(document: Document, error: MarkedYAMLError) -> FrontMatterError:
    if conflict := _CONFLICT.search(document.front):
        return document.fault(
            conflict.start(),
            "T122",
            t("The file holds the marks of an unfinished merge."),
            t("Keep the lines that are right and delete the marks."),
        )
    index, (message, remedy) = _reason(document.front, error)
    return document.fault(index, "T102", t(message), t(remedy))


def _reason(front: str, error: MarkedYAMLError) -> tuple[int, tuple[str, str]]:
    """What is wrong, what to do, and at which character: where the mistake is, not where it was noticed."""
    problem, context = str(error.problem), str(error.context)
    noticed = error.problem_mark.index if error.problem_mark else 0
    begun = error.context_mark.index if error.context_mark else noticed
    said, do = next((said, do) for start, said, do in _REASONS if problem.startswith(start))
    if front[noticed : noticed + 1] == "\t":
        return noticed, _TAB
    if problem.startswith("could not find expected ':'"):
        return begun, _SPACE_LACKS if _NO_SPACE.match(front, begun) else (said, do)
    if problem.startswith("found unexpected end of stream"):
        return begun, (said, do)
    if context.startswith("while parsing a flow"):
        return begun, _OPEN_BRACKET
    line = front.rfind("\n", 0, noticed) + 1
    if problem.startswith("mapping values") and line and _NAME_ALONE.match(front[line:noticed]):
        return _continued(front, line)
    return noticed, (said, do)


def _continued(front: str, line: int) -> tuple[int, tuple[str, str]]:
    """What is wrong with a line that is no field, since the one above it is a text that goes on."""
    above = front.rfind("\n", 0, line - 1) + 1
    if _NO_SPACE.match(front, above):
        return above, _SPACE_LACKS
    if front[line] != " ":
        return above, _COLON_LACKS
    return line + len(front[line:]) - len(front[line:].lstrip(" ")), _INDENTED
