"""Documents made of a meeting: what they say, in three formats, the same each time, and with an office's own paper."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest

from tingsbok.actions import Edit
from tingsbok.archive import Archive
from tingsbok.errors import Refused, WrongUse
from tingsbok.exporting import files, templates, unpublished
from tingsbok.exporting.markup import blocks_of
from tingsbok.exporting.model import Doc, Heading, Paragraph, Run, Table
from tingsbok.exporting.package_zip import packed
from tingsbok.exporting.to_docx import to_docx
from tingsbok.exporting.to_html import to_html
from tingsbok.exporting.to_markdown import to_markdown
from tui.reads.exporting import Wanted, export_view

MINUTES = "lchnv-2024-11-07"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(demo, today=date(2024, 11, 8), cache_dir=tmp_path / "cache") as opened:
        opened.refresh()
        yield opened


def words(content: bytes) -> list[str]:
    """Every paragraph of a DOCX file, those in tables too."""
    body = docx.Document(io.BytesIO(content)).element.body
    return ["".join(node.itertext("{*}t")) for node in body.iter("{*}p")]


def test_minutes_say_all_that_happened(archive: Archive) -> None:
    text = to_markdown(files.compose(archive, MINUTES))
    for said in (
        "# Protokoll\n\n**Länsnätverket för förvaltningschefer**\n\n*Utkast*",
        "- Datum: torsdag 7 november 2024\n- Tid: 09.30–12.00",
        "- Diarienummer: Region Dalarna HSN 2024/1905",
        "- Ordförande: Beat Axå",
        "## Närvarande (4)",
        "| Beat Axå | Region Dalarna | ordförande, Divisionschef Psykiatri & Hab |",
        "#### § 4 d)  Uppdragsdirektiv- Lokala",
        "- Föredragande: Elin Axman-Björnfot",
        "**Länschefsnätverket beslutade**\n\n- att uppdragsdirektivet antas",
        "- Utfall: antaget",
        "Bakgrund: RSS ska kunna ge kommunerna ett varaktigt stöd.",
        "| Undersök läget för RÖK Kvinnofrid och svara RSS | Hedemora kommun, Säters kommun, Vansbro kommun |",
        "| Fyra delrapporter om Mini Maria till styrgruppen | Carina Wadås | 2024-12, 2025-02, 2025-04, 2025-06 |",
        "Beat Axå, Ordförande",
    ):
        assert said in text, said
    headings = [line for line in text.splitlines() if line.startswith("#")]
    items = [item.line["title"] for item in archive.parts(MINUTES).items if item.index >= 0]
    assert len([h for h in headings if any(str(title) in h for title in items)]) >= len(items)


def test_text_that_no_item_claims_is_kept(archive: Archive) -> None:
    record = archive.get(MINUTES)
    archive.save(
        Edit(record.id, record.fields, record.etag, f"Först.\n\n{record.body}\n## Efteråt\n\nEtt tillägg.\n")
    )
    text = to_markdown(files.compose(archive, MINUTES))
    assert "## Ärenden\n\nFörst." in text
    assert "### Efteråt\n\nEtt tillägg." in text


def test_a_condition_and_a_validity_follow_the_decision(archive: Archive) -> None:
    text = to_markdown(files.compose(archive, "lsg-2024-09-20"))
    assert "- Villkor: strategin ska anpassas om den kommande nationella strategin" in text
    assert "- Gäller: från 2025-01-01, tills vidare" in text
    assert "- Återkommer: LSG 2024-11-15" in text
    assert "Frågan återkommer: 2024-11-15" in text


def test_the_notice_has_the_agenda_with_times_and_papers(archive: Archive) -> None:
    record = archive.get("lsg-2024-11-15")
    items = [
        {"key": "1", "number": "45", "title": "Öppnande", "kind": "procedural", "minutes": "15"},
        {"key": "2", "number": "46", "title": "Riktlinje", "kind": "decision", "presenters": ["sofia-ogren"],
         "why": "bordlagt 2024-09-20", "papers": [{"label": "Bil 1", "title": "Förslaget"}]},
    ]  # fmt: skip
    archive.save(Edit(record.id, {**record.fields, "start": "09:00", "items": items}, record.etag))
    text = to_markdown(files.compose(archive, record.id))
    assert "# Kallelse" in text
    assert "| Tid | § | Ärende | Sort | Föredragande | Kommer från |" in text
    assert "| 09.15 | 46 | Riktlinje | beslut | Sofia Ögren | bordlagt 2024-09-20 |" in text
    assert "- Bil 1  Förslaget (§ 46)" in text


def test_the_notice_of_a_meeting_that_was_called_off_says_so(archive: Archive) -> None:
    record = archive.get("lsg-2024-11-15")
    assert "Inställt" not in to_markdown(files.compose(archive, record.id, "notice"))
    archive.save(Edit(record.id, {**record.fields, "status": "cancelled"}, record.etag))
    assert "\n\n*Inställt*\n\n" in to_markdown(files.compose(archive, record.id, "notice"))


def test_names_that_may_not_be_published_are_told_before_a_document_is_handed_on(archive: Archive) -> None:
    held = "lgl-2024-01-26"
    doc = files.compose(archive, held, "minutes")
    found = unpublished.names_in(archive, doc)
    assert found
    assert all(name in to_markdown(doc) for name in found)
    assert export_view(archive, held, Wanted("minutes")).warnings[0].endswith(", ".join(found))
    assert unpublished.names_in(archive, files.compose(archive, f"{held}-3a")) == []
    assert unpublished.warning(archive, files.compose(archive, f"{held}-3a")) == ""


def test_extracts_hold_what_concerns_somebody_and_nothing_else(archive: Archive) -> None:
    mine = to_markdown(files.compose(archive, MINUTES, "extract", party="hedemora"))
    assert "Det som rör Hedemora kommun." in mine
    assert "Undersök läget för RÖK Kvinnofrid" in mine
    assert "Mini Maria" not in mine
    one = files.compose(archive, f"{MINUTES}-4d")
    assert files.name_of(one, "docx") == f"utdrag-{MINUTES}-4d.docx"
    assert "Rätt utdraget intygar" in to_markdown(one)
    assert "Övriga" not in to_markdown(one)
    with pytest.raises(WrongUse):
        files.compose(archive, MINUTES, "extract")
    with pytest.raises(WrongUse):
        files.compose(archive, "lsg")


def test_a_correction_shows_the_old_words(archive: Archive) -> None:
    from tingsbok.acts.approving import correct

    archive.carry_out(
        correct(
            archive, "lgl-2024-01-26-3a", text="- att Jenny Gladh tar plats i gruppen\n", reason="skrivfel"
        )
    )
    text = to_markdown(files.compose(archive, "lgl-2024-01-26", "decisions"))
    assert "**Rättat 2024-11-08: skrivfel**" in text
    assert "Orden före rättelsen: - att Jenny Gladh, basenhetschef" in text
    assert "*Utkast*" not in text


# --- formats

NASTY = Doc(
    kind="minutes",
    about="m",
    title="Protokoll <b>",
    owner="A & B",
    language="sv",
    day="2024-11-07",
    mark="Utkast",
    running="A & B",
    blocks=(
        Heading(1, "<script>alert(1)</script>"),
        Paragraph((Run("# inget *stjärna* "), Run("fet ", bold=True), Run("länk", href='https://x.example/?a=1&b="2"'))),
        *blocks_of("1. att ett\n   - under\n2. att två", str),
        Table(("A", "B"), (("1 | 2", "<td>"),), (1, 1)),
    ),
)  # fmt: skip


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_web_page_is_whole_and_runs_nothing() -> None:
    text = to_html(NASTY)
    page = Page()
    page.feed(text)
    assert page.open == []
    tags = [tag for tag, _ in page.seen]
    assert page.seen[0] == ("html", {"lang": "sv"})
    assert "script" not in tags
    assert "b" not in tags
    assert tags.count("h1") == 1
    assert [attrs for tag, attrs in page.seen if tag == "th"] == [{"scope": "col"}] * 2
    assert ("a", {"href": 'https://x.example/?a=1&b="2"'}) in page.seen
    assert "<ol>\n<li>att ett\n<ul>\n<li>under\n</li></ul></li>\n<li>att två\n</li></ol>" in text


def test_markdown_keeps_signs_as_signs() -> None:
    text = to_markdown(NASTY)
    assert "## \\<script\\>alert(1)\\</script\\>" in text
    assert "\\# inget \\*stjärna\\* **fet** [länk](" in text
    assert "1. att ett\n    - under\n2. att två" in text
    assert "| 1 \\| 2 | \\<td\\> |" in text


def test_the_properties_of_a_table_stand_in_the_order_of_the_standard() -> None:
    order = ("tblStyle", "tblW", "tblBorders", "tblLayout", "tblLook")  # CT_TblPr of ECMA-376
    body = docx.Document(io.BytesIO(to_docx(NASTY))).element.body
    (properties,) = body.iter("{*}tblPr")
    assert tuple(node.tag.rpartition("}")[2] for node in properties) == order


def test_docx_is_the_same_each_time_and_has_what_an_office_needs() -> None:
    content = to_docx(NASTY)
    assert to_docx(NASTY) == content
    document = docx.Document(io.BytesIO(content))
    assert [p.style.name for p in document.paragraphs if p.text.startswith("<script>")] == ["Heading 1"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    footer = next(text for name, text in parts.items() if name.startswith("word/footer"))
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]
    assert "w:tblHeader" in parts["word/document.xml"]
    assert 'w:lang w:val="sv-SE"' in parts["word/styles.xml"]
    assert document.core_properties.modified == document.core_properties.created
    assert document.core_properties.modified.date() == date(2024, 11, 7)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["minutes", "notice", "agenda", "decisions"])
def test_every_document_of_the_sample_is_made(archive: Archive, kind: str) -> None:
    for identity in ("lsg-2024-09-20", "lgl-2024-01-26", "lchnv-2020-04-03"):
        made = files.made(archive, files.compose(archive, identity, kind), "docx")
        assert any("§" in text or text == "Godkännande av dagordning" for text in words(made.content)), (
            identity
        )


# --- where files go


def test_files_go_into_out_and_nowhere_else(archive: Archive, tmp_path: Path) -> None:
    made = files.made(archive, files.compose(archive, "lsg-2024-11-15"), "docx")
    file = files.write(archive, made)
    assert file == archive.root / "out" / "kallelse-lsg-2024-11-15.docx"
    assert file.read_bytes() == made.content
    assert subprocess.run(["git", "-C", str(archive.root), "status", "--porcelain"], check=True, capture_output=True).stdout == b""  # fmt: skip
    shutil.rmtree(archive.root / "out")
    (tmp_path / "elsewhere").mkdir()
    (archive.root / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="länk"):
        files.write(archive, made)
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- an office's own paper


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    files.write_to(pipe, b"protokoll")
    reader.join(5)
    assert read == [b"protokoll"]
    assert pipe.is_fifo()


def test_an_office_s_own_paper_is_used(archive: Archive) -> None:
    folder = archive.root / "templates"
    folder.mkdir(exist_ok=True)
    lines = ("{{ owner }} kallas {{ meeting.day }}", "{%p for item in items %}", "{{ item.number }}: {{ item.title|upper }}", "{%p endfor %}", "{% if nothing.at.all %}x{% endif %}")  # fmt: skip
    (folder / "kallelse.docx").write_bytes(template(*lines))
    doc = files.compose(archive, "lsg-2024-09-20", "notice")
    made = files.made(archive, doc, "docx")
    assert made.template == "templates/kallelse.docx"
    found = words(made.content)
    assert found[0] == "Länssamverkansgruppen kallas fredag 20 september 2024"
    assert (
        "38a: HJÄLPMEDELSRÅDETS SAMMANSÄTTNING, REFERENSGRUPP AV FÖRSKRIVARE SAMT DIGITAL KOMMUNIKATIONSYTA"
        in found
    )
    assert files.made(archive, doc, "docx").content == made.content
    assert files.made(archive, files.compose(archive, "lsg-2024-09-20"), "docx").template == ""


@pytest.mark.parametrize(
    "text",
    [
        "{{ title.__class__.__mro__ }}{{ title.__class__()|length }}",
        "{{ ''.join(items) }}",
        "{% set a = 'x' %}{% set a = a ~ a %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 1000000 }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ title|center(1000000000) }}",
        "{% include 'kallelse.docx' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in blocks %}{% for b in blocks %}{% for c in blocks %}{% for d in blocks %}{{ a.text }}{{ b.text }}{{ c.text }}{{ d.text }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_a_stranger_s_template_runs_nothing(archive: Archive, text: str) -> None:
    doc = files.compose(archive, "lsg-2024-09-20", "notice")
    with pytest.raises(Refused, match="Mallen"):
        templates.filled(template(text), doc)


def test_a_package_that_would_burst_is_not_opened(archive: Archive) -> None:
    folder = archive.root / "templates"
    folder.mkdir(exist_ok=True)
    file = folder / "kallelse.docx"
    sound = template("{{ title }}")
    with zipfile.ZipFile(io.BytesIO(sound)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = {**parts, "word/media/image1.png": bytes(40 * 1024 * 1024)}
    entity = {**parts, "word/document.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    for content in (packed(bomb), packed(entity), b"PK\x03\x04 no package", sound[:2000]):
        file.write_bytes(content)
        with pytest.raises(Refused) as caught:
            templates.template_for(archive.root, "kallelse")
        assert caught.value.remedy
    file.unlink()
    file.symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="vanlig fil"):
        templates.template_for(archive.root, "kallelse")


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_word_processor_opens_them(archive: Archive, tmp_path: Path) -> None:
    for identity in ("lsg-2024-09-20", MINUTES, "lgl-2024-01-26", "lchnv-2020-04-03"):
        for kind in ("minutes", "notice"):
            made = files.made(archive, files.compose(archive, identity, kind), "docx")
            (tmp_path / made.name).write_bytes(made.content)
    paths = sorted(str(path) for path in tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "txt:Text",
        "--outdir",
        str(tmp_path / "txt"),
        *paths,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    read = {path.stem: path.read_text(encoding="utf-8-sig") for path in (tmp_path / "txt").glob("*.txt")}
    assert len(read) == len(paths) == 8
    assert "Länsamverkansgruppens sammansättning" in read["protokoll-lsg-2024-09-20"]
    assert "Sofia Ögren" in read["kallelse-lsg-2024-09-20"]
