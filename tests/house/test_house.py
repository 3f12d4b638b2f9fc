"""What keeps the house as it is described: who imports what, what is never there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tingsbok.i18n import parse_po

ROOT = Path(__file__).parent.parent.parent
SOURCES = [*(ROOT / "tingsbok").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]
HEAVY = {
    *("textual", "rich", "git", "jsonschema", "frontmatter", "yaml", "sqlite3", "watchfiles", "asyncio"),
    *("docx", "docxtpl", "lxml", "jinja2", "icalendar", "holidays", "rapidfuzz", "shtab"),
    *("textual_serve", "aiohttp"),
}

DOORS = {
    "git": r"tingsbok/store/git\w*\.py",
    "sqlite3": r"tingsbok/index/\w+\.py",
    "jsonschema": r"tingsbok/schema/\w+\.py",
    "yaml": r"tingsbok/frontmatter/\w+\.py",
    "frontmatter": r"tingsbok/frontmatter/\w+\.py",
    "rich": r"(tingsbok/cli/render|tui/.*)\.py",
    "textual": r"tui/.*\.py",
    "docx": r"tingsbok/exporting/\w+\.py",
    "docxtpl": r"tingsbok/exporting/\w+\.py",
    "jinja2": r"tingsbok/exporting/\w+\.py",
    "icalendar": r"tingsbok/exporting/\w+\.py",
    "holidays": r"tingsbok/meetings/calendar\.py",
    "rapidfuzz": r"tingsbok/proofreading/\w+\.py",
    "shtab": r"tingsbok/cli/completion\.py",
    "tomlkit": r"tingsbok/settings/writing\.py",
    "textual_serve": r"tingsbok/serving/\w+\.py",
    "aiohttp": r"tingsbok/serving/\w+\.py",
}


@cache
def imports(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    users = [source.relative_to(ROOT).as_posix() for source in SOURCES if library in imports(source)]
    assert users
    assert [user for user in users if not re.fullmatch(DOORS[library], user)] == []


def test_the_core_never_imports_the_app() -> None:
    assert [s for s in SOURCES if s.is_relative_to(ROOT / "tingsbok") and "tui" in imports(s)] == []


def loaded_by(*words: str, cwd: Path) -> set[str]:
    """Top-level modules in memory after a command ran."""
    script = (
        "import sys\n"
        "from tingsbok.cli import main\n"
        f"code = main({list(words)!r})\n"
        "print('\\n'.join(sorted({n.partition('.')[0] for n in sys.modules})), file=sys.stderr)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cwd / ".cache-for-test")}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, env=environ, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("version",), set()),
        (("--version",), set()),
        (("list", "decision", "--plain"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("search", "strategi", "--json"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("show", "lsg", "--plain"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("todo", "--plain"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("meeting", "agenda", "lsg-2024-11-15"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("agreement", "matrix", "rok-kvinnofrid"), {"git", "sqlite3", "yaml", "frontmatter"}),
        (("inforce", "--plain"), {"git", "sqlite3", "yaml", "frontmatter"}),
    ],
)
def test_headless_verbs_load_only_what_they_use(
    demo: Path, words: tuple[str, ...], allowed: set[str]
) -> None:
    loaded_by("list", "decision", cwd=demo)  # the first run builds the index
    assert (loaded_by(*words, cwd=demo) & HEAVY) - allowed - {"asyncio"} == set()


def test_the_app_loads_the_archive_behind_its_first_screen() -> None:
    script = "import sys, tui.app\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    late = (
        "tingsbok.archive",
        "tingsbok.record",
        "tingsbok.schema",
        "tingsbok.store",
        "yaml",
        "sqlite3",
        "git",
    )
    assert "tui.screens.start" in loaded
    assert loaded.intersection(late) == set()


def strings_for_translation(source: Path) -> set[str]:
    texts: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"t", "N_"}
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                texts.add(first.value)
    return texts


@pytest.mark.parametrize("package", ["tingsbok", "tui"])
def test_every_text_has_its_swedish(package: str) -> None:
    catalogue: dict[str, str] = {}
    for file in (ROOT / package / "locale" / "sv").glob("*.po"):
        catalogue |= parse_po(file.read_text(encoding="utf-8"))
    if package == "tui":
        for file in (ROOT / "tingsbok" / "locale" / "sv").glob("*.po"):
            catalogue |= parse_po(file.read_text(encoding="utf-8"))
    used = {text for source in (ROOT / package).rglob("*.py") for text in strings_for_translation(source)}
    assert sorted(text for text in used if text and text not in catalogue) == []


@pytest.mark.parametrize("package", ["tingsbok", "tui"])
def test_translations_keep_the_places_for_values(package: str) -> None:
    for file in (ROOT / package / "locale" / "sv").glob("*.po"):
        for english, swedish in parse_po(file.read_text(encoding="utf-8")).items():
            places = [set(re.findall(r"\{(\w+)", text)) for text in (english, swedish)]
            assert places[1] <= places[0], (file.name, english)


def test_swedish_texts_have_one_kind_of_quotation_marks() -> None:
    texts = [
        text
        for file in sorted(ROOT.glob("t*/locale/sv/*.po"))
        for text in parse_po(file.read_text(encoding="utf-8")).values()
    ]
    assert [text for text in texts if re.search("[“”„«»]", text)] == []


def test_records_hold_markdown_only() -> None:
    files = [file for file in (ROOT / "records").rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if file.suffix != ".md"] == []


def test_no_module_is_empty_or_over_500_lines() -> None:
    lengths = {s: len(s.read_text(encoding="utf-8").splitlines()) for s in SOURCES}
    assert [s for s, lines in lengths.items() if lines > 500] == []
    assert [s for s, lines in lengths.items() if not lines and s.name != "__init__.py"] == []


@pytest.mark.parametrize(("made", "door"), [(r"\bInput\(", "LineInput"), (r"\(TextArea\)", "TextLines")])
def test_every_field_keeps_what_is_pasted_into_it(made: str, door: str) -> None:
    users = [source for source in SOURCES if re.search(made, source.read_text(encoding="utf-8"))]
    assert [source.name for source in users if f"class {door}(" not in source.read_text()] == []


def test_broad_excepts_stand_only_at_the_two_edges() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{number}"
        for source in SOURCES
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"except( Exception| BaseException)?( as \w+)?:", line)
    ]
    assert len(found) <= 2, found


@pytest.mark.parametrize("mark", [("TO", "DO"), ("FIX", "ME"), ("X", "XX"), ("HA", "CK")])
def test_nothing_is_left_for_another_day(mark: tuple[str, str]) -> None:
    found = [s for s in SOURCES if re.search(rf"\b{''.join(mark)}\b", s.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "forbidden", ["repo.index", "is_dirty", "untracked_files", "iter_commits", "shell=True"]
)
def test_parts_of_git_that_lose_work_are_not_used(forbidden: str) -> None:
    doors = [s for s in SOURCES if s.is_relative_to(ROOT / "tingsbok")]
    assert [s for s in doors if forbidden in s.read_text(encoding="utf-8")] == []
