"""Dates as minutes and staff write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tingsbok import i18n
from tingsbok.dates import is_date, is_real_date, read_date, show_date, week

BASE = date(2024, 11, 7)  # a Thursday, week 45
NEXT = date(2025, 2, 14)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    before = i18n.current()
    i18n.use("sv")
    yield
    i18n.use(before)


READ = [
    # what is written, the day
    ("2024-11-15", "2024-11-15"),
    ("2024-1-5", "2024-01-05"),
    ("2024/11/15", "2024-11-15"),
    ("20241115", "2024-11-15"),
    ("241115", "2024-11-15"),
    ("24-11-15", "2024-11-15"),
    ("990101", "1999-01-01"),
    ("15-11-2024", "2024-11-15"),
    ("15/11", "2024-11-15"),
    ("15.11", "2024-11-15"),
    ("15.11.", "2024-11-15"),
    ("15/11 2023", "2023-11-15"),
    ("15/11-24", "2024-11-15"),
    ("15.11.2024", "2024-11-15"),
    ("7/11", "2024-11-07"),
    ("6/11", "2025-11-06"),
    ("15 nov", "2024-11-15"),
    ("15 november", "2024-11-15"),
    ("15 nov.", "2024-11-15"),
    ("15 nov 2026", "2026-11-15"),
    ("15nov", "2024-11-15"),
    ("den 15:e november", "2024-11-15"),
    ("Den 15 november 2024.", "2024-11-15"),
    ("1:a maj", "2025-05-01"),
    ("November 15, 2024", "2024-11-15"),
    ("15th of November", "2024-11-15"),
    ("the 2nd of May", "2025-05-02"),
    ("may 2", "2025-05-02"),
    ("29 feb", "2028-02-29"),
    ("29/2", "2028-02-29"),
    ("den 15:e", "2024-11-15"),
    ("5:e", "2024-12-05"),
    ("tor", "2024-11-07"),
    ("fre", "2024-11-08"),
    ("på fredag", "2024-11-08"),
    ("fre.", "2024-11-08"),
    ("ons", "2024-11-13"),
    ("mån", "2024-11-11"),
    ("lordag", "2024-11-09"),
    ("Wednesday", "2024-11-13"),
    ("fre v46", "2024-11-15"),
    ("v46 fre", "2024-11-15"),
    ("fredag vecka 46", "2024-11-15"),
    ("Fri week 46", "2024-11-15"),
    ("v46", "2024-11-11"),
    ("v.46", "2024-11-11"),
    ("V 46", "2024-11-11"),
    ("w46", "2024-11-11"),
    ("v1", "2024-12-30"),
    ("v44", "2025-10-27"),
    ("v53", "2026-12-28"),
    ("ons v45", "2025-11-05"),
    ("fre v45", "2024-11-08"),
    ("v46 2023", "2023-11-13"),
    ("2023-W46", "2023-11-13"),
    ("2023v46", "2023-11-13"),
    ("fredag 15/11", "2024-11-15"),
    ("fredagen den 15 november", "2024-11-15"),
    ("2024-11-15 fre v.46", "2024-11-15"),
    ("2024-11-15 Fri w.46", "2024-11-15"),
    ("fre 15/11 v46", "2024-11-15"),
    ("idag", "2024-11-07"),
    ("i dag", "2024-11-07"),
    ("imorgon", "2024-11-08"),
    ("tomorrow", "2024-11-08"),
    ("i övermorgon", "2024-11-09"),
    ("igår", "2024-11-06"),
    ("+14", "2024-11-21"),
    ("+1d", "2024-11-08"),
    ("+2v", "2024-11-21"),
    ("+2 veckor", "2024-11-21"),
    ("+1 week", "2024-11-14"),
    ("nästa", "2025-02-14"),
    ("Nästa möte", "2025-02-14"),
    ("next meeting", "2025-02-14"),
    ("dec", "2024-12"),
    ("nov", "2024-11"),
    ("oktober", "2025-10"),
    ("december 2024", "2024-12"),
    ("May 2025", "2025-05"),
    ("2024-11", "2024-11"),
    ("2024-11 nov", "2024-11"),
    ("2024", "2024"),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_dates_are_read(text: str, value: str) -> None:
    read = read_date(text, base=BASE, next_meeting=NEXT)
    assert (read.value, read.problem, read.text, read.certain) == (value, "", text, True)
    assert is_real_date(value)


@pytest.mark.parametrize(
    "text",
    [
        "hösten 2025",
        "efter sommaren",
        "nästa år",
        "",
        "  ",
        "snarast",
        "4d",
        "§ 31",
        "15",
        "9:30",
        "1,5",
        "+2 månader",
        "fredag november",
        "fre lör",
        "v46 v47",
        "2024-11 dec",
        "x" * 99,
        "١٥/١١",
        "12345",
    ],
)
def test_words_stay_words(text: str) -> None:
    read = read_date(text, base=BASE, next_meeting=NEXT)
    assert (read.value, read.problem, read.proposals, read.text, read.certain) == ("", "", (), text, False)


def test_next_is_a_word_when_no_meeting_is_known() -> None:
    assert read_date("nästa", base=BASE) == read_date("nästa", base=NEXT)
    assert read_date("nästa", base=BASE).value == ""


WRONG = [
    # what is written, what is said, what is proposed
    ("måndag 15/11", "2024-11-15 är en fredag, inte en måndag.", ("2024-11-15", "2024-11-18")),
    ("tor 15 nov", "2024-11-15 är en fredag, inte en torsdag.", ("2024-11-15", "2024-11-14")),
    ("2024-10-10 fre", "2024-10-10 är en torsdag, inte en fredag.", ("2024-10-10", "2024-10-11")),
    ("fre 15/11 v47", "2024-11-15 ligger i vecka 46.", ("2024-11-15", "2024-11-22")),
    ("15/11 v47", "2024-11-15 ligger i vecka 46.", ("2024-11-15", "2024-11-22")),
    ("2024-02-30", '"2024-02-30" finns inte.', ("2024-02-29", "2024-03-01")),
    ("31 april", '"31 april" finns inte.', ("2025-04-30", "2025-05-01")),
    ("31/12 2024", "", ()),
    ("32/12", '"32/12" finns inte.', ("2024-12-31", "2025-01-01")),
    ("11/15", '"11/15" finns inte.', ("2024-11-15",)),
    ("99/99", '"99/99" finns inte.', ()),
    ("0/1", '"0/1" finns inte.', ()),
    ("241315", '"241315" finns inte.', ()),
    ("2024-13", '"2024-13" finns inte.', ()),
    ("0000-01-01", '"0000-01-01" finns inte.', ()),
    ("v54", '"v54" finns inte.', ()),
    ("v53 2024", '"v53 2024" finns inte.', ("2024-12-23",)),
    ("nästa fredag", '"nästa fredag" kan betyda två dagar.', ("2024-11-08", "2024-11-15")),
]


@pytest.mark.parametrize(("text", "problem", "proposals"), WRONG)
def test_what_cannot_be_is_said_with_proposals(text: str, problem: str, proposals: tuple[str, ...]) -> None:
    read = read_date(text, base=BASE)
    assert (read.problem, read.proposals) == (problem, proposals)
    assert bool(read.value) == (not problem)
    assert read.certain == (not problem)


@pytest.mark.parametrize("day", [5, 7, 10])
def test_a_week_that_has_begun_is_uncertain(day: int) -> None:
    read = read_date("v45", base=date(2024, 11, day))
    assert (read.value, read.certain, read.proposals) == ("2024-11-04", False, ("2024-11-04", "2025-11-03"))


@pytest.mark.parametrize(
    ("day", "past", "monday"), [(3, False, "2024-11-04"), (4, False, "2024-11-04"), (11, False, "2025-11-03"), (6, True, "2024-11-04")]
)  # fmt: skip
def test_a_week_that_has_not_begun_or_is_over_is_certain(day: int, monday: str, *, past: bool) -> None:
    read = read_date("v45", base=date(2024, 11, day), past=past)
    assert (read.value, read.certain, read.proposals) == (monday, True, ())


@pytest.mark.parametrize(
    ("text", "given_"), [("fre 15/11", True), ("15/11", False), ("mån 15/11", True), ("v46", False)]
)
def test_a_weekday_is_told(text: str, given_: bool) -> None:
    assert read_date(text, base=BASE).weekday_given is given_


def test_today_may_be_another_day_than_the_records() -> None:
    assert read_date("idag", base=BASE, today=date(2026, 1, 2)).value == "2026-01-02"
    assert read_date("+1", base=BASE, today=date(2026, 1, 2)).value == "2024-11-08"


def test_a_problem_is_in_the_language_in_use() -> None:
    i18n.use("en")
    assert read_date("Mon 15/11", base=BASE).problem == "2024-11-15 is a Friday, not a Monday."


@given(st.text(max_size=30) | st.from_regex(r"[0-9+/.\- vw:]{1,12}", fullmatch=True), st.dates())
@example("+9999", date(9999, 12, 1))
@example("v1", date(9999, 12, 31))
@example("fre", date(9999, 12, 31))
@example("nästa fre", date(9999, 12, 31))
@example("31/12", date(9999, 12, 31))
@example("mån 31/12 9999", BASE)
@example("1/1 0001 fre", BASE)
@example("igår", date(1, 1, 1))
def test_no_text_is_too_odd(text: str, base: date) -> None:
    read = read_date(text, base=base)
    assert read.text == text
    assert not (read.value and read.problem)
    assert read.value == "" or is_real_date(read.value)
    assert all(is_real_date(proposal) for proposal in read.proposals)
    past = read_date(text, base=base, past=True)
    assert past.value == "" or is_real_date(past.value)


WAYS = [
    "{d.day}/{d.month}",
    "{d.day}.{d.month}",
    "{weekday} {d.day}/{d.month}",
    "{d.day} {month}",
    "{weekday} v{week}",
]


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 360),
    st.sampled_from(WAYS),
    st.sampled_from(["sv", "en"]),
)
def test_without_a_year_it_is_the_first_on_or_after(base: date, ahead: int, way: str, language: str) -> None:
    meant = base + timedelta(days=ahead)
    shown = show_date(meant.isoformat(), language).split()
    text = way.format(
        d=meant,
        weekday=shown[1],
        month=show_date(meant.isoformat()[:7], language).split()[1],
        week=week(meant.isoformat()),
    )
    read = read_date(text, base=base)
    if read.value != meant.isoformat():  # within a year only a week's number can come twice
        assert "v" in text
        assert base <= date.fromisoformat(read.value) < meant
    else:
        assert read.certain


WITHOUT_YEAR = [
    *("{d.day}/{d.month}", "{d.day} {month}", "{month}", "{d.day}:e", "{weekday}"),
    *("v{week}", "{weekday} v{week}"),
]


def written(day: date, way: str) -> str:
    iso = day.isoformat()
    month, weekday = (show_date(part, "sv").split()[1] for part in (iso[:7], iso))
    return way.format(d=day, month=month, weekday=weekday, week=week(iso))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(), st.sampled_from(WITHOUT_YEAR))
@example(date(2025, 1, 20), date(2024, 11, 1), "{weekday}")
@example(date(2025, 3, 30), date(2024, 1, 31), "{d.day}:e")
@example(date(1903, 3, 1), date(2024, 2, 29), "{d.day}/{d.month}")
@example(date(2024, 12, 31), date(2020, 12, 28), "v{week}")
def test_of_what_has_happened_it_is_the_latest_such_day(today: date, like: date, way: str) -> None:
    text = written(like, way)
    read = read_date(text, base=today, today=today, past=True)
    back = (today - timedelta(days=number) for number in range(366 * 9))
    same = (day for day in back if written(day, way) == text)
    latest = next(day for day in same if way != "v{week}" or day.weekday() == 0)  # a week is its Monday
    assert read.certain
    assert read.value == latest.isoformat()[: len(read.value)]
    assert len(read.value) == len("2024-11" if way == "{month}" else "2024-11-15")


def test_of_what_has_happened_it_is_what_is_said() -> None:
    for text in ("6/11 2026", "imorgon", "+14", "2026"):
        assert read_date(text, base=BASE, past=True) == read_date(text, base=BASE)


@given(st.dates(), st.dates(), st.sampled_from(["sv", "en"]))
def test_what_is_shown_can_be_read(day: date, base: date, language: str) -> None:
    for iso in (day.isoformat(), day.isoformat()[:7]):
        assert read_date(show_date(iso, language), base=base).value == iso


SHOWN = [
    ("2024-11-15", "sv", "2024-11-15 fre v.46"),
    ("2024-11-15", "en", "2024-11-15 Fri w.46"),
    ("2024-12-30", "sv", "2024-12-30 mån v.1"),
    ("2024-11", "sv", "2024-11 nov"),
    ("2024-05", "sv", "2024-05 maj"),
    ("2024", "sv", "2024"),
    ("hösten", "sv", "hösten"),
    ("2024-02-30", "sv", "2024-02-30"),
    ("", "sv", ""),
    ("2024-11-15", "xx", "2024-11-15 Fri w.46"),
]


@pytest.mark.parametrize(("iso", "language", "shown"), SHOWN)
def test_dates_are_shown_with_what_one_checks_them_by(iso: str, language: str, shown: str) -> None:
    assert show_date(iso, language) == shown


@pytest.mark.parametrize(
    ("text", "form", "real"),
    [
        ("2024-11-15", True, True),
        ("2024-11", True, True),
        ("2024", True, True),
        ("2024-02-30", True, False),
        ("2024-13", True, False),
        ("0000", True, False),
        ("2024-1-1", False, False),
        ("2024-11-15 ", False, False),
        ("2024-11-15\n", False, False),
        ("20241115", False, False),
        ("٢٠٢٤", False, False),
        ("", False, False),
    ],
)
def test_the_form_of_a_date(text: str, form: bool, real: bool) -> None:
    assert (is_date(text), is_real_date(text)) == (form, real)


@pytest.mark.parametrize(
    ("iso", "number"), [("2024-11-15", 46), ("2024-12-30", 1), ("2021-01-01", 53), ("2024-11", 0), ("x", 0)]
)
def test_weeks(iso: str, number: int) -> None:
    assert week(iso) == number
