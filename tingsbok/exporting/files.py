"""Where documents go: the archive's folder ``out/``, or the one file the user has named. Nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tingsbok.errors import NotFound, WrongUse
from tingsbok.exporting import outbox
from tingsbok.exporting.concerns import concerning
from tingsbok.exporting.dossier import dossier
from tingsbok.exporting.model import Doc
from tingsbok.exporting.outbox import put
from tingsbok.i18n import N_, in_language, t

if TYPE_CHECKING:
    from tingsbok.archive import Archive

KINDS: Final = {
    "notice": N_("meeting-notice"),
    "agenda": N_("agenda"),
    "minutes": N_("minutes"),
    "decisions": N_("decisions"),
    "extract": N_("extract"),
}
"""What can be made of a meeting, and what it is called in names of files."""

FORMATS: Final = ("docx", "html", "md")


class Made(Struct, frozen=True):
    """A document that is ready to be written.

    Attributes:
        doc: The document itself.
        name: The name of its file.
        content: The file's bytes.
        template: The office's template that it was made with; empty for the built-in layout.
    """

    doc: Doc
    name: str
    content: bytes
    template: str = ""


def usual_kind(status: str) -> str:
    """What is most likely wanted of a meeting in a status: before it the notice, after it the minutes."""
    return "minutes" if status in {"held", "drafted", "approved", "signed"} else "notice"


def compose(archive: Archive, identity: str, kind: str = "", *, party: str = "") -> Doc:
    """A document about a meeting, or the extract of one decision.

    Args:
        archive: The archive.
        identity: A meeting, or a decision.
        kind: One of :data:`KINDS`; what is usual for the meeting's status if empty.
        party: For whom an extract of a meeting is made.

    Raises:
        NotFound: There is no such record.
        WrongUse: The record has no such document.
    """
    from tingsbok.exporting import minutes, notice

    record = archive.get(identity)
    if record.type == "decision" and kind in {"", "extract"}:
        if not record.text("meeting"):
            raise WrongUse(
                t("{id} belongs to no meeting, so there are no minutes to take it from.", id=record.id)
            )
        return minutes.extract(dossier(archive, record.text("meeting")), record)
    if record.type != "meeting":
        raise WrongUse(
            t("Of {id} there is no such document.", id=record.id),
            remedy=t("Documents are made of meetings, and extracts of decisions."),
        )
    kind = kind or usual_kind(record.text("status"))
    if kind not in KINDS:
        raise WrongUse(t('There is no document "{kind}".', kind=kind), remedy=", ".join(KINDS))
    file = dossier(archive, record.id)
    if kind == "extract":
        if not party:
            raise WrongUse(
                t("For whom is the extract?"), remedy=t("Name a party with --party, or a decision instead.")
            )
        found = archive.get(party)
        decided, tasks = concerning(file.parts, found.id, file.body, file.resolve)
        return minutes.party_extract(file, found.id, decided, tasks)
    make = {
        "notice": notice.notice,
        "agenda": notice.agenda,
        "minutes": minutes.minutes,
        "decisions": minutes.decisions,
    }[kind]
    return make(file)


def name_of(doc: Doc, form: str) -> str:
    """The file's name: ``kallelse-lsg-2024-11-15.docx``."""
    kind = in_language(doc.language)(KINDS[doc.kind]) + "-" if doc.kind in KINDS else ""
    return f"{kind}{doc.about}.{form}"


def made(archive: Archive, doc: Doc, form: str) -> Made:
    """The document in a format.

    Raises:
        WrongUse: There is no such format.
        Refused: The office's template cannot be used.
    """
    from tingsbok.exporting import templates

    name = name_of(doc, form)
    if form == "md":
        from tingsbok.exporting.to_markdown import to_markdown

        return Made(doc, name, to_markdown(doc).encode())
    if form == "html":
        from tingsbok.exporting.to_html import to_html

        return Made(doc, name, to_html(doc).encode())
    if form != "docx":
        raise WrongUse(t('There is no format "{format}".', format=form), remedy=", ".join(FORMATS))
    own = in_language(doc.language)(KINDS[doc.kind]) if doc.kind in KINDS else ""
    template = templates.template_for(archive.root, own) if own else None
    if template is not None:
        return Made(doc, name, templates.filled(template, doc), f"{templates.FOLDER}/{own}.docx")
    from tingsbok.exporting.to_docx import to_docx

    return Made(doc, name, to_docx(doc))


def write(archive: Archive, document: Made) -> Path:
    """Write a document into the archive's ``out/``; a former one of the same name is replaced.

    Raises:
        Refused: The folder is a link to elsewhere, or the file cannot be written.
    """
    return put(archive.root, [outbox.Document(document.name, document.content)])[0]


def write_to(file: Path, content: bytes) -> Path:
    """Write to the file that the user has named.

    Raises:
        NotFound: Its folder does not exist.
        Refused: It cannot be written.
    """
    if not file.parent.is_dir():
        raise NotFound(t("There is no folder {path}.", path=file.parent))
    return outbox.save(file, content, whole=not (file.is_char_device() or file.is_fifo()))
