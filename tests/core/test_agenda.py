"""The agenda as a list: taking up, moving, nesting, numbering, the clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tingsbok.meetings import agenda
from tingsbok.meetings.agenda_numbers import Line, clock, completed, first_number, renumbered
from tingsbok.meetings.carryover import Proposal, Reason
from tingsbok.record import Record


def lines(*keys: str) -> list[Line]:
    """Items by key; ``b:a`` is *b* under *a*."""
    pairs = [key.partition(":")[::2] for key in keys]
    return [{"key": key, **({"parent": parent} if parent else {}), "title": key} for key, parent in pairs]


def tree(found: list[Line]) -> str:
    return " ".join(
        f"{line['key']}:{line['parent']}" if "parent" in line else str(line["key"]) for line in found
    )


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (lambda a: agenda.moved(a, "3", before="1"), "3 1 2 2a:2 2b:2"),
        (lambda a: agenda.moved(a, "2", before="1"), "2 2a:2 2b:2 1 3"),
        (lambda a: agenda.moved(a, "1"), "2 2a:2 2b:2 3 1"),
        (lambda a: agenda.moved(a, "3", before="2b"), "1 2 2a:2 3:2 2b:2"),
        (lambda a: agenda.moved(a, "3", parent="2"), "1 2 2a:2 2b:2 3:2"),
        (lambda a: agenda.moved(a, "2", before="2a"), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.moved(a, "2", parent="2b"), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.moved(a, "x", before="1"), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.stepped(a, "1", 1), "2 2a:2 2b:2 1 3"),
        (lambda a: agenda.stepped(a, "3", -1), "1 3 2 2a:2 2b:2"),
        (lambda a: agenda.stepped(a, "2b", -1), "1 2 2b:2 2a:2 3"),
        (lambda a: agenda.stepped(a, "1", -1), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.nested(a, "3"), "1 2 2a:2 2b:2 3:2"),
        (lambda a: agenda.nested(a, "1"), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.lifted(a, "2a"), "1 2 2b:2 2a 3"),
        (lambda a: agenda.lifted(a, "1"), "1 2 2a:2 2b:2 3"),
        (lambda a: agenda.removed(a, "2"), "1 3"),
    ],
)
def test_an_item_moves_with_its_parts(change: Callable[[list[Line]], list[Line]], after: str) -> None:
    before = lines("1", "2", "2a:2", "2b:2", "3")
    kept = [dict(line) for line in before]
    assert tree(change(before)) == after
    assert before == kept, "the old agenda is as it was"


def test_numbers_until_the_meeting_is_called() -> None:
    new = agenda.added(lines("9", "9a:9", "ordet", "ordet-x:ordet", "2"), {"title": "ny"}, "9")
    plan = renumbered(new, 45)
    assert [(line["key"], line["number"]) for line in plan.lines] == [
        ("45", "45"),
        ("45a", "45 a"),
        ("45b", "45 b"),
        ("ordet", "46"),
        ("ordet-x", "46 a"),
        ("47", "47"),
    ]
    assert [line.get("parent") for line in plan.lines] == [None, "45", "45", None, "ordet", None]
    assert plan.keys == {"9": "45", "9a": "45a", "2": "47"}


def test_keys_stay_when_the_meeting_is_called() -> None:
    called: list[Line] = [{**line, "number": line["key"]} for line in lines("1", "2", "2a:2", "4")]
    new = agenda.added(agenda.added(called, {"title": "x"}), {"title": "y"}, "2")
    plan = completed(new, 1)
    assert [(line["key"], line["number"]) for line in plan.lines] == [
        ("1", "1"), ("2", "2"), ("2a", "2a"), ("2b", "2 b"), ("4", "4"), ("5", "5"),
    ]  # fmt: skip
    assert plan.keys == {}


def meeting(day: str, *numbers: str, status: str = "approved") -> Record:
    items = [{"key": number, "number": number} for number in numbers]
    fields = {"type": "meeting", "date": day, "status": status, "items": items}
    return Record(f"{day}.md", day, "meeting", fields, "", "", b"")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbering", "day", "first"),
    [
        ("meeting", "2024-11-15", 1),
        ("", "2024-11-15", 1),
        ("year", "2024-11-15", 45),
        ("year", "2024-01-01", 1),
        ("year", "2025-01-10", 1),
        ("year", "2023-12-24", 100),
    ],
)
def test_numbers_may_run_through_the_year(numbering: str, day: str, first: int) -> None:
    held = [
        meeting("2023-01-01", "99"),
        meeting("2024-09-20", "§ 43", "44", "44 a"),
        meeting("2024-10-10", "50", status="cancelled"),
        meeting("2024-12-20", "90"),
    ]
    assert first_number(held, meeting(day), numbering) == first


def test_two_meetings_of_one_day_do_not_get_the_same_numbers() -> None:
    def at(hour: str, *numbers: str) -> Record:
        found = meeting("2024-11-15", *numbers)
        return replace(found, id=f"{found.id}-{hour[:2]}", fields={**found.fields, "start": hour})

    early, late = at("09:00", "45", "46"), at("13:00", "47")
    assert first_number([early, late], late, "year") == 47
    assert first_number([early, late], early, "year") == 1


STANDING = [
    {"title": "Mötets öppnande", "kind": "procedural"},
    {"title": "Föregående protokoll", "kind": "decision"},
    {"title": "Övriga frågor", "kind": "other"},
    {"title": "Nästa möte", "kind": "procedural"},
]


def proposal(title: str, reason: Reason) -> Proposal:
    return Proposal(title, title, "why", (reason,), title, "", due=True, kind="decision")


FRAME = [
    *(proposal(line["title"], Reason.STANDING) for line in STANDING if "protokoll" not in line["title"]),
    proposal("Föregående protokoll", Reason.MINUTES),
]
MATTERS = [proposal("A", Reason.POSTPONED), proposal("B", Reason.REPORT)]
ALL = ["Mötets öppnande", "Föregående protokoll", "A", "B", "Övriga frågor", "Nästa möte"]


@pytest.mark.parametrize("rounds", [[[*MATTERS, *FRAME]], [FRAME, MATTERS], [MATTERS, FRAME[::-1]]])
def test_matters_stand_within_the_frame(rounds: list[list[Proposal]]) -> None:
    found: list[Line] = []
    for chosen in rounds:
        found = agenda.taken(found, chosen, STANDING)
    assert [line["title"] for line in found] == ALL
    carried = {str(line["title"]): line.get("carried_from") for line in found}
    assert carried["A"] == ["A"]
    assert carried["Övriga frågor"] is None
    assert carried["Föregående protokoll"] == ["Föregående protokoll"]


@pytest.mark.parametrize(
    ("minutes", "start", "times"),
    [
        (["10", "", "15", "5", ""], "09:30", ["09:30", "09:40", "09:40", "09:55", "10:00"]),
        (["", "30", "10", "", "5"], "23:50", ["23:50", "23:50", "23:50", "00:00", "00:20"]),
        (["", "", "", "", ""], "09:30", ["", "", "", "", ""]),
        (["10", "", "", "", ""], "", ["", "", "", "", ""]),
        (["10", "", "", "", ""], "snart", ["", "", "", "", ""]),
    ],
)
def test_the_clock_runs(minutes: list[str], start: str, times: list[str]) -> None:
    timed = [
        {**line, **({"minutes": given} if given else {})}
        for line, given in zip(lines("1", "2", "2a:2", "2b:2", "3"), minutes, strict=True)
    ]
    assert clock(timed, start) == times
