"""The documents tell the truth: generated pages are as the program is, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reference import PAGES
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


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
