"""A meeting's whole round as a script: from a new meeting to approved minutes that Word can open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docx import Document

from tests.cli.conftest import Run

Git = Callable[..., str]
LGL = "lgl-2024-12-04"
ROUND = (
    ("meeting", "new", "body=lgl", "--date", "4/12", "--place", "Kalmar"),
    ("meeting", "agenda", LGL, "--add", "Nytt avtal om hemsjukvård", "--kind", "decision"),
    ("meeting", "agenda", LGL, "--add", "Bussar till mottagningarna", "--kind", "decision"),
    ("meeting", "agenda", LGL, "--add", "Läget i kommunerna", "--kind", "information"),
    ("meeting", "status", LGL, "called", "--on", "2024-11-15"),
    ("meeting", "attendance", LGL, "--all", "present", "--absent", "susann-winsth,anette-nilsson"),
    ("meeting", "status", LGL, "held", "--on", "2024-12-04"),
    ("decision", "add", LGL, "1", "--outcome", "godkänna", "--text", "att godkänna avtalet"),
    ("decision", "defer", LGL, "2", "--to", "next"),
    ("assignment", "add", "Sammanställ läget", "--from", f"{LGL}#3", "--for", "johan-hansson", "--due", "31/1"),
    ("meeting", "status", LGL, "drafted", "--on", "2024-12-05"),
    ("meeting", "approve", LGL, "--on", "2024-12-10"),
    ("export", LGL, "--what", "minutes", "--to", "docx"),
)  # fmt: skip


def test_a_script_carries_a_meeting_from_new_to_approved_minutes(tb: Run, demo: Path, git: Git) -> None:
    for words in ROUND:
        done = tb(*words)
        assert done.code == 0, (words, done.err)
    meeting = tb("show", LGL, "--json").json["items"][0]
    assert (meeting["status"], len(meeting["items"])) == ("approved", 3)
    document = Document(str(demo / "out" / f"protokoll-{LGL}.docx"))
    styles = [(one.style.name or "" if one.style else "", one.text) for one in document.paragraphs]
    headings = [text for style, text in styles if style.startswith("Heading")]
    text = "\n".join(one.text for one in document.paragraphs)
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for title in ("Nytt avtal om hemsjukvård", "Bussar till mottagningarna", "Läget i kommunerna"):
        assert any(title in heading for heading in headings), headings
    assert "att godkänna avtalet" in text
    assert "att bordlägga frågan till nästa möte" in text
    assert "Susann Winsth" in text + cells
    assert "Sammanställ läget" in text + cells
    head = git("rev-parse", "HEAD")
    assert tb("meeting", "agenda", LGL, "--add", "För sent").code == 6
    assert git("rev-parse", "HEAD") == head
    late = tb("decision", "add", LGL, "3", "--outcome", "godkänna", "--text", "att tacka", "--dry-run")
    assert "råd: Protokollet är godkänt: beslutet läggs till i efterhand" in late.err
