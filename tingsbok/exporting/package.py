"""What a party takes home from a joint decision: a draft of its own paper, and a form to answer with.

The form is a text file that any editor opens: fields above, and below them the clauses as they were
recommended. A party that adopts other words writes them there, and the difference shows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from tingsbok import frontmatter
from tingsbok.display import clean
from tingsbok.errors import WrongUse
from tingsbok.exporting.reminder import Letter, how_to_answer, origin
from tingsbok.i18n import in_language, t
from tingsbok.schema import Field

ASKED = ("status", "date", "authority", "section", "registration", "wording", "note")
"""The fields of an answer that the form asks for."""


class Filled(Struct, frozen=True):
    """A form that came back.

    Attributes:
        target: Id of the agreement or decision.
        party: Id of the party.
        values: Its answers by key, as they were written.
        text: The clauses as they stand in it.
    """

    target: str
    party: str
    values: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def paper_text(letter: Letter) -> str:
    """A draft of the paper that an official writes for the party's own board (*tjänsteskrivelse*)."""
    t = in_language(letter.language)
    papers = "\n".join(f"- {paper}" for paper in letter.papers) or t("None are listed in the archive.")
    number = t("Registration number: {number}", number=letter.registration) if letter.registration else ""
    proposal = "\n".join(f"- {clause}" for clause in letter.clauses)
    parts = [
        f"# {t('Draft of a proposal: {title}', title=letter.short)}",
        "  \n".join(filter(None, (letter.party, letter.day, number))),
        f"## {t('Proposal for decision')}",
        proposal or t("The clauses are not in the archive; take them from the text itself."),
        f"## {t('The matter')}",
        " ".join((origin(letter), t("It shall be decided alike by {count} parties.", count=letter.parties))),
        letter.background,
        f"## {t('Papers')}",
        papers,
        f"## {t('After the decision')}",
        how_to_answer(letter),
        t("The simplest way is to fill in the form that came with this draft."),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def form_text(target: str, party: str, letter: Letter, fields: Field, name: str) -> str:
    """The form to answer with.

    Args:
        target: Id of the agreement or decision.
        party: Id of the party.
        letter: What the matter is.
        fields: The schema's field of answers: gives the form its words.
        name: What the agreement or decision is called among the form's fields.
    """
    t = in_language(letter.language)
    lines = [
        "---",
        f"# {t('Answer about {title} from {party}.', title=clean(letter.short), party=clean(letter.party))}",
        f"# {t('Fill in after each colon, save, and send the file back.')}",
        f"{name}: {target}",
        f"{_title(fields, 'party', letter.language)}: {party}",
    ]
    for key in ASKED:
        child = fields.child(key) or Field(key)
        words = " / ".join(child.choice_label(one, letter.language) for one in child.choices)
        lines.append(f"{child.title(letter.language)}:{f' # {words}' if words else ''}")
    told = t("Below are the clauses as recommended. If you decided other words, write them here instead.")
    clauses = "".join(f"- {clause}\n" for clause in letter.clauses)
    return "\n".join([*lines, "---", f"<!-- {told} -->", "", clauses])


def read_form(raw: bytes, fields: Field, names: Iterable[str]) -> Filled:
    """Read a form that came back.

    Args:
        raw: The file.
        fields: The schema's field of answers.
        names: What the agreement or decision may be called, in any language.

    Raises:
        WrongUse: It is no such form, or its first part cannot be read.
    """
    try:
        front = frontmatter.read(raw)
    except frontmatter.FrontMatterError as error:
        raise WrongUse(error.message, remedy=error.remedy) from error
    said = {key.casefold(): value.strip() for key, value in front.fields.items() if isinstance(value, str)}
    target = next((said[name.casefold()] for name in names if said.get(name.casefold())), "")
    party = _said(said, fields, "party")
    if not target or not party:
        raise WrongUse(
            t("This is no form to answer with: it does not name the agreement and the party."),
            remedy=t("Make one with: {command}", command="tingsbok agreement package"),
        )
    values = {key: value for key in ASKED if (value := _said(said, fields, key))}
    return Filled(target, party, values, _without_comment(front.body))


def _title(fields: Field, key: str, language: str) -> str:
    child = fields.child(key)
    return child.title(language) if child else key


def _said(said: Mapping[str, str], fields: Field, key: str) -> str:
    child = fields.child(key)
    titles = child.titles.values() if child else ()
    return next((said[name.casefold()] for name in (key, *titles) if said.get(name.casefold())), "")


def _without_comment(body: str) -> str:
    before, start, rest = body.partition("<!--")
    return (before + rest.partition("-->")[2]).strip() if start else body.strip()
