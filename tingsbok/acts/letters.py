"""Papers about a joint decision for its parties: reminders, what a party takes home, its form to answer on.

Nothing is sent: the drafts lie in ``out/`` until a person sends them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tingsbok.actions import Saved, Work
from tingsbok.acts.ratifying import Answer, Ratified, answer_day, ratify, read_status, reminded, to_remind
from tingsbok.archive import Archive
from tingsbok.errors import WrongUse
from tingsbok.exporting.markup import blocks_of, without_links
from tingsbok.exporting.model import Doc
from tingsbok.exporting.outbox import Document, put
from tingsbok.exporting.package import Filled, form_text, paper_text, read_form
from tingsbok.exporting.reminder import Letter, reminder_text
from tingsbok.exporting.to_docx import to_docx
from tingsbok.i18n import N_, in_language, t
from tingsbok.ids import slug
from tingsbok.origin import origin_of
from tingsbok.questions.adoption import Matrix, matrix_of, with_parties
from tingsbok.record import Record, said
from tingsbok.schema import Field

REMINDER, PACKAGE, PAPER, REPLY = N_("reminder"), N_("package"), N_("paper"), N_("reply")
"""Names of the files, in the archive's language."""


class Paper(Struct, frozen=True):
    """A letter that is written in two forms: as Markdown, and as a document an office goes on writing in.

    Attributes:
        name: Its file below ``out/``, without the ending.
        text: What it says, as Markdown; its first line is the heading.
        letter: Whom it is to and what it is about.
    """

    name: str
    text: str
    letter: Letter

    @property
    def files(self) -> tuple[str, str]:
        """The files as people are told them."""
        return Document(f"{self.name}.md", b"").shown, Document(f"{self.name}.docx", b"").shown

    def documents(self) -> tuple[Document, Document]:
        """The files with their content; takes a moment the first time."""
        head, _, rest = self.text.partition("\n")
        doc = Doc(
            kind="",
            about=self.name,
            title=head.removeprefix("# "),
            owner=self.letter.owner or self.letter.body,
            language=self.letter.language,
            day=self.letter.day,
            blocks=blocks_of(rest, str, level=2),
            mark=in_language(self.letter.language)("Draft"),
        )
        return Document(f"{self.name}.md", self.text.encode()), Document(f"{self.name}.docx", to_docx(doc))


class Reminders(Struct, frozen=True):
    """Drafts of reminders, and the change that remembers them.

    Attributes:
        parties: Ids of the parties that are reminded.
        papers: The drafts.
        work: The change; ``None`` if all of them are marked as reminded today already.
    """

    parties: tuple[str, ...]
    papers: tuple[Paper, ...]
    work: Work | None

    @property
    def files(self) -> list[str]:
        """The files that are written."""
        return [file for paper in self.papers for file in paper.files]

    def documents(self) -> list[Document]:
        """The files with their content."""
        return [document for paper in self.papers for document in paper.documents()]


def remind(archive: Archive, target: str, parties: Sequence[str] = (), *, missing: bool = False) -> Reminders:
    """Draft a reminder for each party that has not answered, or for those that are named.

    Args:
        archive: The archive.
        target: The agreement or decision.
        parties: Parties by id or name; nobody means everybody who has not answered.
        missing: Leave out those that have it on an agenda.

    Raises:
        NotFound: There is no such record or party.
        Refused: There is nobody to remind, or one that is named has answered.
    """
    matrix = with_parties(matrix_of(archive, target))
    ids = to_remind(matrix, parties, missing=missing)
    papers = [_reminder(archive, matrix, party) for party in ids]
    return Reminders(tuple(ids), tuple(papers), reminded(archive, matrix, ids))


def write_reminders(archive: Archive, reminders: Reminders) -> Saved | None:
    """Write the drafts, then remember that the parties are reminded; ``None`` if nothing is to remember.

    The drafts come first: a party must not count as reminded by a letter that was never written.
    """
    put(archive.root, reminders.documents())
    return archive.carry_out(reminders.work) if reminders.work else None


def package(archive: Archive, target: str, party: str) -> tuple[Document, ...]:
    """What a party takes home: a draft of its own paper, and a form to answer with.

    Args:
        archive: The archive.
        target: The agreement or decision.
        party: The party, by id or name.
    """
    matrix = with_parties(matrix_of(archive, target))
    identity = matrix.party_named(party)
    letter = letter_to(archive, matrix, identity)
    folder = f"{_word(archive, PACKAGE)}-{matrix.record.id}-{identity}"
    record_type = archive.schemas.types[matrix.record.type]
    name = record_type.title(archive.language)
    form = form_text(matrix.record.id, identity, letter, _answers(archive, matrix.record.type), name)
    answer = f"{folder}/{_word(archive, REPLY)}-{matrix.record.id}-{identity}.md"
    paper = Paper(f"{folder}/{_word(archive, PAPER)}", paper_text(letter), letter)
    return (*paper.documents(), Document(answer, form.encode()))


def answer(archive: Archive, raw: bytes) -> Ratified:
    """Register what stands in a form that came back.

    Raises:
        WrongUse: It is no such form, or its status or day cannot be understood.
        NotFound: It names an agreement or party that there is not.
    """
    types = [archive.schemas.types[name] for name in ("agreement", "decision")]
    names = [name for kind in types for name in (kind.name, *kind.titles.values())]
    filled = read_form(raw, _answers(archive, "agreement"), names)
    matrix = matrix_of(archive, filled.target)
    return ratify(archive, filled.target, [filled.party], _answer(archive, matrix, filled))


def letter_to(archive: Archive, matrix: Matrix, party: str) -> Letter:
    """What a letter to one party says."""
    record, found = matrix.record, matrix.adoption
    stance = found.stance(party)
    body = archive.resolve(origin_of(matrix.decision, archive.resolve).body) if matrix.decision else None
    owner = archive.resolve(record.text("owner")) if record.text("owner") else body
    papers = [" ".join(filter(None, (said(p, "label"), said(p, "title")))) for p in record.entries("papers")]
    numbers = [said(line, "number") for line in record.entries("registrations")]
    return Letter(
        language=archive.language,
        day=archive.today.isoformat(),
        party=_full_name(archive.resolve(party), party),
        title=record.text("title") or record.id,
        short=matrix.title,
        body=_full_name(body, "") if body else "",
        decided=matrix.day,
        clauses=found.clauses,
        parties=len(found.parties),
        answered=len(found.parties) - len(found.waiting),
        reminded=stance.reminded if stance else "",
        owner=_full_name(owner, "") if owner else "",
        background=without_links(record.body, archive.name).strip() if record.type == "agreement" else "",
        papers=papers,
        registration=", ".join(filter(None, numbers)),
    )


def _reminder(archive: Archive, matrix: Matrix, party: str) -> Paper:
    letter = letter_to(archive, matrix, party)
    name = f"{_word(archive, REMINDER)}-{matrix.record.id}-{party}"
    return Paper(name, reminder_text(letter), letter)


def _answer(archive: Archive, matrix: Matrix, filled: Filled) -> Answer:
    given = dict(filled.values)
    status = read_status(archive, matrix, given.get("status", ""))
    if not status:
        raise WrongUse(
            t("The form does not say what was decided."),
            remedy=t("Fill in its line {field}.", field=_title(archive, "status")),
        )
    wording = _answers(archive, "agreement").child("wording")
    adopted = status == "adopted"
    given |= {
        "status": status,
        "date": answer_day(given.get("date", ""), status, archive.today),
        "wording": wording.choice_for(given.get("wording", "")) if wording and adopted else "",
        "text": filled.text if adopted else "",
    }
    return Answer(**given)


def _answers(archive: Archive, type_name: str) -> Field:
    return archive.schemas.types[type_name].field("ratifications") or Field("ratifications")


def _title(archive: Archive, key: str) -> str:
    child = _answers(archive, "agreement").child(key)
    return child.title(archive.language) if child else key


def _word(archive: Archive, word: str) -> str:
    return slug(in_language(archive.language)(word))


def _full_name(record: Record | None, otherwise: str) -> str:
    return (record.text("name") or record.text("title") or record.id) if record else otherwise
