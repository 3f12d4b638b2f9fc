"""Answers to a joint decision: registered, reminded of, taken home and read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.tui.driver import DAY, git
from tingsbok.acts.letters import answer, package, remind, write_reminders
from tingsbok.acts.ratifying import Answer, answer_day, ratify
from tingsbok.archive import Archive
from tingsbok.errors import NotFound, Refused, TingsbokError, WrongUse
from tingsbok.followup.adoption import State
from tingsbok.questions.adoption import matrix_of

ROK = "rok-kvinnofrid"
RECOMMENDED = "vfr-rok-kvinnofrid-rekommendation"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=DAY, cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def test_the_sample_misses_three_of_sixteen(archive: Archive) -> None:
    matrix = matrix_of(archive, ROK)
    found = matrix.adoption
    assert [matrix.name(s.party) for s in found.waiting] == ["Hedemora", "Säter", "Vansbro"]
    assert (len(found.parties), found.count("adopted"), found.state) == (16, 13, State.OPEN)
    assert found.clauses == ("att huvudmännen var för sig godkänner överenskommelsen",)
    assert matrix_of(archive, RECOMMENDED).record.id == ROK  # the answers are kept with the agreement
    home_care = matrix_of(archive, "avtal-hemsjukvard").adoption
    assert (len(home_care.parties), home_care.state) == (16, State.UNTRACKED)


def test_an_answer_is_one_line_and_one_commit(archive: Archive) -> None:
    done = ratify(archive, ROK, ["Säter"], Answer.referring("sn 112", date="2024-11-07"))
    assert done.advice == ()
    saved = archive.carry_out(done.work)
    assert saved.subject == f"Ställningstagande {ROK}: Säter antagen 2024-11-07"
    shown = git(archive.root, "show", "--format=%(trailers:key=Record-Type,valueonly)", "-U0", "HEAD")
    changed = [line for line in shown.splitlines() if line.startswith(("+ ", "- "))]
    assert changed == [
        "+  - {party: sater, status: adopted, date: 2024-11-07, authority: SN, section: § 112}"
    ]
    assert shown.startswith("agreement")
    again = ratify(archive, ROK, ["sater"], Answer(status="declined", registration="SN 2024/12"))
    archive.carry_out(again.work)
    stance = matrix_of(archive, ROK).adoption.stance("sater")
    assert stance is not None
    assert (stance.status, stance.date, stance.reference, stance.registration) == (
        "declined", "", "SN § 112", "SN 2024/12",
    )  # fmt: skip
    assert matrix_of(archive, ROK).adoption.state is State.FAILED


def test_several_parties_answer_alike(archive: Archive) -> None:
    done = ratify(archive, ROK, ["hedemora", "Vansbro", "Säter"], Answer(date="2024-11-05", section="§ 9"))
    archive.carry_out(done.work)
    assert matrix_of(archive, ROK).adoption.state is State.REACHED
    assert matrix_of(archive, ROK).adoption.since == ""  # most adoptions have no date


@pytest.mark.parametrize(
    ("answer_", "said"),
    [
        (Answer(date="2025-01-01", section="§ 1"), "inte varit"),
        (Answer(date="2024-11-01"), "Paragrafen"),
        (Answer(status="scheduled", date="2024-12-01"), ""),
    ],
)
def test_what_is_odd_is_told_and_registered(archive: Archive, answer_: Answer, said: str) -> None:
    advice = ratify(archive, ROK, ["sater"], answer_).advice
    assert [said in sentence for sentence in advice] == ([True] if said else [])


@pytest.mark.parametrize(
    ("target", "party", "status", "refusal"),
    [
        (ROK, "umea", "adopted", NotFound),
        (ROK, "sater", "kanske", WrongUse),
        ("hjalpmedelshandboken", "sater", "adopted", WrongUse),
        ("lsg", "sater", "adopted", WrongUse),
    ],
)
def test_what_cannot_be_registered(
    archive: Archive, target: str, party: str, status: str, refusal: type[TingsbokError]
) -> None:
    with pytest.raises(refusal):
        ratify(archive, target, [party], Answer(status=status))


@pytest.mark.parametrize(
    ("typed", "status", "day"),
    [
        ("7/11", "adopted", "2024-11-07"),
        ("9/11", "adopted", "2023-11-09"),
        ("fre", "adopted", "2024-11-08"),
        ("mån", "declined", "2024-11-04"),
        ("15:e", "adopted", "2024-10-15"),
        ("nov", "adopted", "2024-11"),
        ("v45", "adopted", "2024-11-04"),
        ("idag", "adopted", "2024-11-08"),
        ("7/11", "scheduled", "2025-11-07"),
        ("mån", "scheduled", "2024-11-11"),
        ("", "adopted", ""),
    ],
)
def test_a_day_without_year_lies_behind_unless_it_is_planned(typed: str, status: str, day: str) -> None:
    assert answer_day(typed, status, DAY) == day


def test_reminders_are_drafts_and_one_commit(archive: Archive) -> None:
    reminders = remind(archive, ROK)
    saved = write_reminders(archive, reminders)
    assert saved is not None
    assert saved.subject == f"Ställningstagande {ROK}: 3 parter, påminnelse 2024-11-08"
    letter = (archive.root / "out" / f"paminnelse-{ROK}-hedemora.md").read_text()
    office = docx.Document(str(archive.root / "out" / f"paminnelse-{ROK}-hedemora.docx"))
    assert any("13 av 16 parter har svarat" in paragraph.text for paragraph in office.paragraphs)
    assert "Till Hedemora kommun" in letter
    assert "13 av 16 parter har svarat" in letter
    assert "- att huvudmännen var för sig godkänner" in letter
    stance = matrix_of(archive, ROK).adoption.stance("hedemora")
    assert stance is not None
    assert (stance.status, stance.reminded) == ("asked", "2024-11-08")
    assert remind(archive, ROK).work is None  # once a day is enough
    assert git(archive.root, "status", "--porcelain") == ""


def test_nobody_is_reminded_of_what_is_answered_or_on_an_agenda(archive: Archive) -> None:
    with pytest.raises(Refused):
        remind(archive, ROK, ["avesta"])
    archive.carry_out(ratify(archive, ROK, ["sater"], Answer(status="scheduled", date="2024-12-01")).work)
    assert remind(archive, ROK, missing=True).parties == ("hedemora", "vansbro")
    assert remind(archive, ROK).parties == ("hedemora", "sater", "vansbro")


def filled(archive: Archive, **said: str) -> bytes:
    """The form of Säter with its lines filled in, and ``text`` instead of the clauses."""
    form = next(
        one for one in package(archive, ROK, "Säter") if one.path.endswith("svar-rok-kvinnofrid-sater.md")
    )
    text = form.content.decode()
    for field, value in said.items():
        if field == "text":
            text = text.replace("- att huvudmännen var för sig godkänner överenskommelsen\n", value)
        else:
            at = text.index(f"\n{field}:")
            end = text.index("\n", at + 1)
            text = f"{text[:at]}\n{field}: {value}{text[end:]}"
    return text.encode()


def test_a_form_comes_back_into_the_matrix(archive: Archive) -> None:
    raw = filled(
        archive,
        Status="antagen",
        Datum="7/11",
        Nämnd="Socialnämnden",
        Paragraf="112",
        Diarienummer="SN 2024/77",
    )
    archive.carry_out(answer(archive, raw).work)
    stance = matrix_of(archive, ROK).adoption.stance("sater")
    assert stance is not None
    assert (stance.status, stance.date, stance.reference, stance.wording, stance.text) == (
        "adopted", "2024-11-07", "Socialnämnden § 112", "same", "",
    )  # fmt: skip


def test_other_words_in_the_form_are_kept_and_differ(archive: Archive) -> None:
    text = '- att kommunen godkänner överenskommelsen\n- att den utvärderas: "2026"\n'
    archive.carry_out(answer(archive, filled(archive, Status="antagen", text=text)).work)
    stance = matrix_of(archive, ROK).adoption.stance("sater")
    assert stance is not None
    assert (stance.wording, stance.text.strip()) == ("other", text.strip())
    assert not [problem for problem in archive.check() if problem.is_error and ROK in problem.path]


@pytest.mark.parametrize("raw", [b"", b"---\nAvtal: rok-kvinnofrid\n---\n", b"\xff\xfe", b"---\na: [\n---\n"])
def test_what_is_no_form_is_refused(archive: Archive, raw: bytes) -> None:
    with pytest.raises(WrongUse):
        answer(archive, raw)


def test_a_form_without_an_answer_is_refused(archive: Archive) -> None:
    with pytest.raises(WrongUse, match="vad som beslutades"):
        answer(archive, filled(archive))


def test_a_party_takes_home_a_draft_of_its_own_paper(archive: Archive) -> None:
    paper = package(archive, ROK, "sater")[0]
    text = paper.content.decode()
    assert paper.path == f"paket-{ROK}-sater/tjansteskrivelse.md"
    assert "Säters kommun" in text
    assert "## Förslag till beslut\n\n- att huvudmännen" in text
    assert "[[" not in text
