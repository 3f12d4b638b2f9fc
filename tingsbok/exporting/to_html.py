"""A document as one web page: complete in itself, readable by screen readers, without any script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from tingsbok.exporting.model import (
    Block,
    Doc,
    Facts,
    Heading,
    Paragraph,
    Point,
    Points,
    Run,
    Signatures,
    Table,
    Text,
    cleaned,
    in_one_line,
)

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""The page loads nothing and runs nothing."""
_STYLE: Final = """\
:root { color-scheme: light; }
body { font: 1rem/1.55 system-ui, "Segoe UI", Arial, sans-serif; margin: 0; }
body { color: #1a1a1a; background: #fff; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.4rem; margin: 2.2rem 0 .4rem; }
h3 { font-size: 1.15rem; margin: 1.8rem 0 .3rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
p { margin: .5rem 0; }
.owner { font-size: 1.1rem; margin: .2rem 0 1rem; }
.mark { display: inline-block; border: 2px solid; color: #8a1c1c; font-weight: 700; padding: .1rem .6rem; }
.lead { margin: 1rem 0 .2rem; }
.note { font-size: .92rem; color: #444; }
blockquote { margin: .6rem 0; padding-left: 1rem; border-left: 3px solid #767676; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .15rem 1rem; margin: .8rem 0; }
dt { color: #444; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; }
th, td { border-bottom: 1px solid #8c8c8c; padding: .3rem .6rem .3rem 0; }
th, td { text-align: left; vertical-align: top; }
td { white-space: pre-wrap; }
.signatures { display: grid; gap: 3rem 2rem; margin-top: 4rem; }
.signatures { grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); }
.signatures p { border-top: 1px solid #1a1a1a; padding-top: .3rem; margin: 0; }
@media print {
  main { max-width: none; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  tr { break-inside: avoid; }
}
"""


def to_html(doc: Doc) -> str:
    """The whole page."""
    doc = cleaned(doc)
    title = escape(f"{doc.title} – {doc.owner} {doc.day}")
    body = "\n".join(line for block in doc.blocks for line in _lines(block))
    mark = f'<p class="mark">{escape(doc.mark)}</p>\n' if doc.mark else ""
    return (
        f'<!doctype html>\n<html lang="{escape(doc.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(doc.title)}</h1>\n<p class="owner">{escape(doc.owner)}</p>\n{mark}{body}\n'
        "</main>\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            level = min(6, block.level + 1)
            yield f"<h{level}>{escape(block.text)}</h{level}>"
        case Paragraph(style="quote"):
            yield f"<blockquote><p>{_inline(block.text)}</p></blockquote>"
        case Paragraph(style="body"):
            yield f"<p>{_inline(block.text)}</p>"
        case Paragraph():
            yield f'<p class="{block.style}">{_inline(block.text)}</p>'
        case Points():
            yield from _list(block.points)
        case Facts():
            facts = ((escape(label), escape(in_one_line(value))) for label, value in block.rows)
            rows = (f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts)
            yield f"<dl>{''.join(rows)}</dl>"
        case Table():
            yield from _table(block)
        case Signatures():
            yield '<div class="signatures">'
            for role, name in block.lines:
                yield f"<p>{escape(name)}<br>{escape(role)}</p>" if name else f"<p>{escape(role)}</p>"
            yield "</div>"


def _list(points: Iterable[Point]) -> Iterator[str]:
    """Entries, deeper ones as lists inside the entry before them."""
    tags: list[str] = []
    for point in points:
        depth = min(point.depth, max(0, len(tags) - point.goes_on))
        ended = "".join(f"</li></{tag}>" for tag in reversed(tags[depth + 1 :]))
        del tags[depth + 1 :]
        if point.goes_on:
            yield f"{ended}<p>{_inline(point.text)}</p>"
            continue
        tag = "ul" if point.number is None else "ol"
        if depth < len(tags):
            ended += "</li>"
            if tags[depth] != tag:
                ended += f"</{tags.pop()}>"
        if ended:
            yield ended
        if depth == len(tags):
            tags.append(tag)
            yield f"<{tag}>" if point.number in {None, 1} else f'<{tag} start="{point.number}">'
        yield f"<li>{_inline(point.text)}"
    if tags:
        yield "".join(f"</li></{tag}>" for tag in reversed(tags))


def _table(table: Table) -> Iterator[str]:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td>{escape(in_one_line(cell))}</td>' for cell in row)}</tr>"
    yield "</tbody>\n</table>"


def _inline(text: Text) -> str:
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    inner = escape(run.text).replace("\n", "<br>")
    if run.italic:
        inner = f"<em>{inner}</em>"
    if run.bold:
        inner = f"<strong>{inner}</strong>"
    return f'<a href="{escape(run.href)}">{inner}</a>' if run.href else inner
