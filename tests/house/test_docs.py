"""The documents tell the truth: generated pages are as the program is, links lead somewhere."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest

from tests.reference import PAGES
from tingsbok.actions import ChangeKind
from tingsbok.archive import Archive
from tingsbok.cli import run, verbs
from tingsbok.errors import WrongUse
from tingsbok.settings import ARCHIVE_ONLY, SETTINGS

ROOT = Path(__file__).parent.parent.parent
DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("name", PAGES)
def test_reference_pages_are_as_the_program_is(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [
        target.partition("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if not target.startswith(("http", "mailto:", "#"))
    ]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    named = {name for each in (*SETTINGS, *ARCHIVE_ONLY) for name in (each.key, each.variable) if name}
    assert sorted(name for name in named if f"`{name}`" not in text) == []


def test_every_kind_of_change_is_documented() -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    named = text.partition("`Change` is one of ")[2].partition(". So")[0]
    assert [kind for kind in ChangeKind if f"`{kind}`" not in named] == []


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name, as forges make them from headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_to_a_place_in_a_document_lead_there() -> None:
    missing = []
    for page in DOCS:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target, place in re.findall(r"\]\(([^)\s#]*\.md)?#([^)\s]+)\)", text):
            if place not in anchors(page.parent / target if target else page):
                missing.append((page.name, target, place))
    assert missing == []


def commands_of(page: Path) -> list[str]:
    """The command lines in a page's blocks: without the explanation beside them, one for each part of a chain."""
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```[^\n]*\n(.*?)```", text, flags=re.DOTALL))
    indented = "\n".join(re.findall(r"^    (tingsbok .*)$", text, flags=re.MULTILINE))
    lines = [re.split(r"\s{2,}| #", line)[0] for line in f"{blocks}\n{indented}".splitlines()]
    parts = [part.strip() for line in lines for part in re.split(r" (?:&&|\|) ", line)]
    return [part.removesuffix(" …") for part in parts if part.startswith("tingsbok")]


def read_by_the_parser(words: list[str]) -> None:
    """Read a command as the program would, and run nothing."""
    position = run.verb_position(words)
    found = run._resolve(words, position) if position is not None else None
    if found is None:  # the app: only flags, or a folder
        assert not words or words[0].startswith("-"), words
        return
    name, rest = found
    parser = verbs._Parser(prog=name, add_help=False)
    importlib.import_module(f"tingsbok.cli.{verbs.VERBS[name].module}").arguments(parser)
    verbs.global_arguments(parser)
    parser.parse_args(rest)


WRITTEN = [page for page in DOCS if page.name not in PAGES]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_in_documents_can_be_read(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for command in commands_of(page):
        try:
            read_by_the_parser(shlex.split(command)[1:])
        except WrongUse as error:
            pytest.fail(f"{command}: {error.message}")


def test_the_type_that_developers_are_shown_is_one(demo: Path) -> None:
    text = (ROOT / "docs" / "dev" / "extending.md").read_text(encoding="utf-8")
    (schema,) = re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)
    (demo / "schemas").mkdir(exist_ok=True)
    (demo / "schemas" / "visit.schema.json").write_text(schema, encoding="utf-8")
    with Archive.open(demo, cache_dir=demo.parent / "cache") as archive:
        kind = archive.schemas.types["visit"]
        draft = archive.draft("visit", {"title": "Studiebesök i Umeå", "date": "2024-05-02"})
        assert [archive.schemas.problems, kind.title("sv"), kind.fields[-1].title("sv")] == [
            (),
            "Studiebesök",
            "Värd",
        ]
        assert draft.path == "records/visits/2024/studiebesok-i-umea.md"
        assert [column.title("sv") for column in kind.columns] == ["Datum", "Rubrik", "Värd"]
        assert archive.schemas.schema_problems() == []


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
