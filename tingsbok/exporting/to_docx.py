"""A document as DOCX (Office Open XML, ECMA-376): real headings, repeated table heads, page numbers.

The same document gives the same bytes: its dates are those of the meeting, and the package has no clock.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from tingsbok.exporting.model import (
    Block,
    Doc,
    Facts,
    Heading,
    Paragraph,
    Points,
    Run,
    Signatures,
    Table,
    Text,
    cleaned,
    in_one_line,
)
from tingsbok.exporting.package_zip import repacked
from tingsbok.i18n import in_language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph as DocxParagraph

_WIDTH: Final = 16.0
"""Centimetres between the margins of an A4 page."""
_LABEL: Final = 3.6
_FONT: Final = "Calibri"
_LANGUAGES: Final = {"sv": "sv-SE", "en": "en-GB"}
_DEEPEST_LIST: Final = 2


def to_docx(doc: Doc) -> bytes:
    """The file's bytes."""
    import docx

    doc = cleaned(doc)
    document = docx.Document()
    _set_up(document, doc)
    _head(document, doc)
    for block in doc.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


# --- the page


def _set_up(document: Document, doc: Doc) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _styles(document, _LANGUAGES.get(doc.language, "en-GB"))
    section.header.paragraphs[0].text = doc.running
    section.header.paragraphs[0].style.font.size = Pt(9)
    _page_numbers(section.footer.paragraphs[0], doc)
    when = _moment(doc.day)
    about = document.core_properties
    about.title, about.author, about.subject = f"{doc.title} {doc.day}", doc.owner, doc.about
    about.language, about.comments, about.last_modified_by = _LANGUAGES.get(doc.language, "en-GB"), "", ""
    about.created = about.modified = when
    about.revision = 1


def _moment(day: str) -> datetime:
    """The day as a moment that a file can carry; a fixed one if the day is unknown."""
    try:
        return datetime.fromisoformat(day).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def _styles(document: Document, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tag = defaults.find(qn("w:lang"))
    if tag is None:
        tag = OxmlElement("w:lang")
        defaults.append(tag)
    for name in ("w:val", "w:eastAsia"):
        tag.set(qn(name), language)
    sizes = {"Normal": 11, "Title": 22, "Heading 1": 15, "Heading 2": 13, "Heading 3": 12, "Heading 4": 11}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0x1A, 0x1A, 0x1A)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:hAnsi"), _FONT)
    body: Any = document.styles["Normal"]
    body.paragraph_format.space_after, body.paragraph_format.line_spacing = Pt(6), 1.1
    for name, before in (("Heading 1", 20), ("Heading 2", 16), ("Heading 3", 12), ("Heading 4", 8)):
        heading: Any = document.styles[name]
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(3)
        heading.paragraph_format.keep_with_next = True
        heading.font.bold = True


def _page_numbers(paragraph: DocxParagraph, doc: Doc) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    words = in_language(doc.language)
    paragraph.style.font.size = Pt(9)  # type: ignore[union-attr] # every paragraph of a footer has its style
    stops = paragraph.style.paragraph_format.tab_stops  # type: ignore[union-attr]
    stops.clear_all()
    stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(doc.foot + "\t" + words("Page") + " ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" " + words("of") + " ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: DocxParagraph, code: str) -> None:
    """A field that the reader's program fills in (ECMA-376 part 1, 17.16)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def _head(document: Document, doc: Doc) -> None:
    from docx.shared import Pt, RGBColor

    title = document.add_paragraph(doc.title, style="Title")
    title.paragraph_format.space_after = Pt(2)
    borders = title.style.element.pPr.xpath("./w:pBdr")  # type: ignore[union-attr] # made just above
    for border in borders:
        border.getparent().remove(border)
    owner = document.add_paragraph()
    run = owner.add_run(doc.owner)
    run.font.size = Pt(14)
    if doc.mark:
        mark = document.add_paragraph().add_run(doc.mark.upper())
        mark.bold = True
        mark.font.color.rgb = RGBColor(0x8A, 0x1C, 0x1C)


# --- blocks


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, level=min(4, block.level))
        case Paragraph():
            _paragraph(document, block)
        case Points():
            _points(document, block)
        case Facts():
            _facts(document, block)
        case Table():
            _table(document, block)
        case Signatures():
            _signatures(document, block)


def _paragraph(document: Document, block: Paragraph) -> None:
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    _runs(paragraph, block.text)
    form = paragraph.paragraph_format
    if block.style == "lead":
        form.keep_with_next, form.space_before, form.space_after = True, Pt(8), Pt(2)
    elif block.style == "quote":
        form.left_indent = Cm(0.8)
    elif block.style == "note":
        for run in paragraph.runs:
            run.font.size = Pt(10)


def _runs(paragraph: DocxParagraph, text: Text) -> None:
    for run in text:
        if run.href:
            _link(paragraph, run)
        else:
            added = paragraph.add_run(run.text)
            added.bold, added.italic = run.bold or None, run.italic or None


def _link(paragraph: DocxParagraph, run: Run) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rel = paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), rel)
    added = paragraph.add_run(run.text)
    added.font.underline = True
    link.append(added._r)  # noqa: SLF001 - python-docx cannot make links
    paragraph._p.append(link)  # noqa: SLF001


def _points(document: Document, block: Points) -> None:
    from docx.shared import Pt

    counting: dict[int, tuple[int, int]] = {}
    for point in block.points:
        depth = min(point.depth, _DEEPEST_LIST)
        kind = "List Continue" if point.goes_on else "List Bullet" if point.number is None else "List Number"
        style = kind + (f" {depth + 1}" if depth else "")
        paragraph = document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(2)
        if not point.goes_on:
            counting = {level: state for level, state in counting.items() if level <= depth}
            numbering, last = counting.pop(depth, (0, 0))
            if point.number is not None:
                if not numbering or point.number != last + 1:
                    numbering = _new_numbering(document, style, point.number)
                counting[depth] = numbering, point.number
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
                properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, numbering
        _runs(paragraph, point.text)


def _new_numbering(document: Document, style: str, start: int) -> int:
    """A list of its own that begins at *start*; the style alone would count on from the list before."""
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.element
    of_style: Any = document.styles[style]
    used = of_style.element.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == used).find(qn("w:abstractNumId"))
    made = numbering.add_num(int(abstract.get(qn("w:val"))))
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def _facts(document: Document, block: Facts) -> None:
    table = _grid(document, len(block.rows), (_LABEL, _WIDTH - _LABEL))
    for row, (label, value) in zip(table.rows, block.rows, strict=True):
        _cell(row.cells[0], label, bold=True)
        _cell(row.cells[1], value)
        _keep_whole(row)
    for cell in (cell for row in table.rows[:-1] for cell in row.cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _space_after(document)


def _table(document: Document, block: Table) -> None:
    if not block.head:
        return
    share = sum(block.widths) or 1
    widths = [_WIDTH * width / share for width in block.widths]
    table = _grid(document, len(block.rows) + 1, widths, style="Table Grid")
    _light_lines(table)
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        _cell(cell, text, bold=True, shade="E8E8E8")
    _repeat(table.rows[0])
    for row, texts in zip(table.rows[1:], block.rows, strict=True):
        _keep_whole(row)
        for cell, text in zip(row.cells, [*texts, *[""] * len(block.head)][: len(block.head)], strict=True):
            _cell(cell, text)
    _space_after(document)


def _signatures(document: Document, block: Signatures) -> None:
    """Two lines to sign on in a row, none of them torn from its neighbour by a page break."""
    from docx.shared import Pt

    pairs = [block.lines[at : at + 2] for at in range(0, len(block.lines), 2)]
    table = _grid(document, len(pairs), (_WIDTH / 2, _WIDTH / 2))
    for row, pair in zip(table.rows, pairs, strict=True):
        _keep_whole(row)
        for cell, (role, name) in zip(row.cells, pair, strict=False):
            first = cell.paragraphs[0]
            first.paragraph_format.space_before = Pt(44)
            first.paragraph_format.space_after = Pt(0)
            first.add_run("_" * 32)
            for text in filter(None, (name, role)):
                cell.add_paragraph(text).paragraph_format.space_after = Pt(0)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


# --- tables


def _grid(document: Document, rows: int, widths: Iterable[float], style: str = "") -> DocxTable:
    from docx.shared import Cm

    sizes = list(widths)
    table: DocxTable = document.add_table(rows, len(sizes), style=style or "Normal Table")
    table.autofit = False
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = Cm(size)
        for cell in column.cells:
            cell.width = Cm(size)
    return table


def _cell(cell: Any, text: str, *, bold: bool = False, shade: str = "") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    text = in_one_line(text)
    inner = text.lstrip(" ")
    if inner != text:  # what is indented stays so on its further lines
        paragraph.paragraph_format.left_indent = Cm(0.1 * (len(text) - len(inner)))
    run = paragraph.add_run(inner)
    run.bold, run.font.size = bold or None, Pt(10)
    if shade:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no shading
        mark = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            mark.set(qn(f"w:{name}"), value)
        properties.append(mark)


def _light_lines(table: DocxTable) -> None:
    """Lines between rows only, in grey."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        none = side in {"left", "right", "insideV"}
        shown = (("val", "nil"),) if none else (("val", "single"), ("sz", "4"), ("color", "8C8C8C"))
        for name, value in shown:
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001 - python-docx has no borders
    layout.addprevious(borders)  # where the standard has them


def _repeat(row: Any) -> None:
    """The row is the head of every page that the table goes on to."""
    _row_property(row, "w:tblHeader")
    _keep_whole(row)


def _keep_whole(row: Any) -> None:
    """No page break goes through the row."""
    _row_property(row, "w:cantSplit")


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no row properties


def _space_after(document: Document) -> None:
    """A table has no space of its own below it."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)
