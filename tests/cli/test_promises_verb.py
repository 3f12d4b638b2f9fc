"""``promises`` as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run


def test_promises_are_shown_taken_and_dismissed(tb: Run, demo: Path, git: Callable[..., str]) -> None:
    assert tb("promises", "lsg-2024-09-20").code == 1
    file = next(demo.rglob("lsg-2024-09-20.md"))
    text = "Sofia återkommer med underlag senast 1 december. Katarina ska kontakta huvudmännen."
    file.write_text(file.read_text().replace("Inget är antecknat under punkten.", text))
    tb("commit")
    done = tb("löften", "lsg-2024-09-20", "--json")
    assert [item["promise"]["due"] for item in done.json["items"]] == ["2024-12-01", ""]
    assert "Sofia Ögren" in tb("promises").out
    assert "assignees: [sofia-ogren]" in tb("promises", "lsg-2024-09-20", "--accept", "1", "-n").out
    assert tb("promises", "lsg-2024-09-20", "--dismiss", "2").code == 2
    assert tb("promises", "lsg-2024-09-20", "--dismiss", "2", "--reason", "redan gjort").code == 0
    assert tb("promises", "lsg-2024-09-20", "--accept", "2").code == 4
    assert tb("promises", "--accept", "1").code == 2
    assert tb("promises", "lsg-2024-09-20", "--accept", "1").code == 0
    assert "Uppdrag" in git("log", "-1", "--format=%s")
    assert tb("promises").code == 1
