"""GitPython is used through one door only; docs/decisions/0009-gitpython.md says why."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOOR = ROOT / "tingsbok/store/git_run.py"


def test_only_the_starting_of_programs_is_taken_from_it() -> None:
    taken: dict[Path, set[str]] = {}
    for source in [*(ROOT / "tingsbok").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(name.name.split(".")[0] == "git" for name in node.names), source
            elif (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").split(".")[0] == "git"
                and not node.level
            ):
                taken.setdefault(source, set()).update(name.name for name in node.names)
    assert taken == {DOOR: {"Git", "GitCommandNotFound"}}


def test_programs_are_started_as_lists_and_never_by_a_shell() -> None:
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Git"]
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Call)
        and isinstance(node.func.value.func, ast.Name)
        and node.func.value.func.id == "Git"
    ]
    assert [ast.unparse(call.func) for call in calls] == ["Git(directory).execute"]
    assert len(uses) == 1
    assert "shell" not in {keyword.arg for keyword in calls[0].keywords}
    started = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_popen(node)]
    assert [{keyword.arg for keyword in call.keywords} for call in started] == [
        {"cwd", "env", "stdin", "stdout", "stderr", None}
    ]
    assert not any(isinstance(node, ast.Constant) and node.value == "shell" for node in ast.walk(tree))


def _is_popen(node: ast.Call) -> bool:
    return ast.unparse(node.func) == "subprocess.Popen"


def test_every_advisory_that_is_known_has_its_answer() -> None:
    page = (ROOT / "docs/decisions/0009-gitpython.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith(("| CVE", "| GHSA"))]
    assert len(rows) >= 14
    assert all(cell.strip() for row in rows for cell in row[1:4])
