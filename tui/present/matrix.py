"""Several agreements side by side: a mark for what each party has answered, and one answer in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from tingsbok.collation import plain as folded
from tingsbok.followup.adoption import ADOPTED, ASKED, DECLINED, MISSING, SCHEDULED, Stance
from tingsbok.i18n import N_, current, t
from tingsbok.record import Record
from tingsbok.schema import Field
from tui.present.markdown import plain
from tui.widgets.columns import GAP, Column
from tui.widgets.document import FieldRow
from tui.widgets.pages import Line

UNASKED, OTHER_WORDING = "unasked", "other"
MARKS = {
    ADOPTED: N_("A adopted"),
    DECLINED: N_("D declined"),
    SCHEDULED: N_("S on an agenda"),
    ASKED: N_("Q asked"),
    MISSING: N_("? missing"),
    UNASKED: N_("· party, nobody has been asked"),
    OTHER_WORDING: N_("! other wording"),
}
"""Each mark with what it means; a party that is none of an agreement has no mark."""

PARTY = 18
CHOSEN = 15
EACH, MOST_EACH = 11, 18
"""Cells of a party's name, of the chosen agreement's mark and day, and of any other agreement's mark."""


class AnswerColumn(Struct, frozen=True):
    """One agreement of several.

    Attributes:
        id: The agreement, or the decision that holds answers.
        type: Its type.
        title: Its short name.
        marks: The mark of each of its parties, by id.
        notes: The day of the answer, or its status in words.
        differing: Ids of the parties whose own words are kept.
    """

    id: str
    type: str
    title: str
    marks: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    differing: frozenset[str] = frozenset()


def mark(stance: Stance, *, asked: bool) -> str:
    """The mark of a party's answer; *asked* tells whether anybody was asked at all."""
    name = UNASKED if stance.status == MISSING and not asked else stance.status
    other = _sign(OTHER_WORDING) if stance.wording == "other" else ""
    return _sign(name) + other


def _sign(name: str) -> str:
    return t(MARKS[name]).partition(" ")[0] if name in MARKS else name[:1]


def legend(columns: Iterable[AnswerColumn]) -> str:
    """What the marks mean that are used."""
    used = {sign for column in columns for found in column.marks.values() for sign in found}
    return "   ".join(t(said) for said in MARKS.values() if t(said)[0] in used)


def shown(columns: Sequence[AnswerColumn], width: int) -> tuple[AnswerColumn, ...]:
    """The agreements that there is room for in so many cells; the chosen one always."""
    return tuple(columns[: 1 + max(0, _room(width) // (EACH + GAP))])


def _room(width: int) -> int:
    return width - PARTY - GAP - CHOSEN


def table_columns(columns: Sequence[AnswerColumn], width: int) -> tuple[Column, ...]:
    """The columns of the table: the parties, then the agreements that :func:`shown` chose for the width."""
    each = min(MOST_EACH, _room(width) // max(1, len(columns) - 1) - GAP)
    others = (Column(column.title, each) for column in columns[1:])
    return (Column(t("Party"), least=PARTY, most=PARTY * 2), Column(columns[0].title, CHOSEN), *others)


def lines(columns: Sequence[AnswerColumn], parties: Iterable[Line]) -> list[Line]:
    """A line a party, as the table of the chosen agreement has it, with a mark for each agreement."""
    chosen, *others = columns
    return [
        Line(
            line.key,
            (
                line.cells[0],
                f"{chosen.marks.get(line.key, '')} {chosen.notes.get(line.key, '')}".strip(),
                *(other.marks.get(line.key, "") for other in others),
            ),
            line.mark,
            line.style,
        )
        for line in parties
    ]


# --- one answer


def answer_rows(
    name: str, cells: Sequence[str] | None, stance: Stance | None, known: Field | None
) -> tuple[FieldRow, ...]:
    """What a party has answered, a line for each fact that is known.

    Args:
        name: What the party is called.
        cells: Its row of the matrix in words; ``None`` for who is no party.
        stance: The same as data.
        known: The schema's field for answers.
    """
    title = t("Party")
    if cells is None or stance is None:
        return (FieldRow(title, name), FieldRow("", t("is no party of this agreement")))

    def label(key: str) -> str:
        child = known.child(key) if known else None
        return child.title(current()) if child else key

    facts = (
        (title, cells[0]),
        (label("status"), cells[1]),
        (label("date"), cells[2]),
        (t("Authority, §"), cells[3]),
        (label("wording"), cells[4]),
        (label("registration"), stance.registration),
        (label("reminded"), cells[5]),
        (label("note"), stance.note),
    )
    return tuple(FieldRow(said, value) for said, value in facts if value)


def answer_body(title: str, head: str, changes: Mapping[str, tuple[str, str]], record: Record) -> str:
    """How a party's words differ, then what the agreement is about, as Markdown."""
    parts = [f"## {plain(title)}", plain(head)]
    if changes:
        parts.append(f"### {t('Wording')}  {plain(t('[-as recommended-] {+as adopted+}'))}")
    for said, (before, after) in changes.items():
        signs = [f"[-{before}-]" if before else "", f"{{+{after}+}}" if after else ""]
        parts += [f"**{plain(said)}**", *(plain(sign) for sign in signs if sign)]
    full = record.text("title")
    if folded(full) != folded(title):
        parts.append(f"**{plain(full)}**")
    parts.append(record.body.strip() or t("No text is written."))
    return "\n\n".join(filter(None, parts))
