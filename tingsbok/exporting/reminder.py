"""Letters about a joint decision, as Markdown: a reminder to a party that has not answered yet."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tingsbok.i18n import in_language


class Letter(Struct, frozen=True):
    """What a letter to one party about one joint decision says.

    Attributes:
        language: Language of the letter: the archive's own.
        day: The day it is written, in ISO form.
        party: Full name of the party.
        title: Full title of the agreement or decision.
        short: Its short name.
        body: Who recommended it; empty if unknown.
        decided: When, ISO or a part of it; empty if unknown.
        clauses: The clauses that all shall adopt.
        parties: How many parties there are.
        answered: How many of them have answered.
        reminded: When the party was reminded last; empty if never.
        owner: Who keeps the matter and takes the answer; empty if unknown.
        background: Text about the matter.
        papers: What belongs to it, a line each.
        registration: The registration number of the matter; empty if unknown.
    """

    language: str
    day: str
    party: str
    title: str
    short: str
    body: str = ""
    decided: str = ""
    clauses: Sequence[str] = ()
    parties: int = 0
    answered: int = 0
    reminded: str = ""
    owner: str = ""
    background: str = ""
    papers: Sequence[str] = ()
    registration: str = ""


def reminder_text(letter: Letter) -> str:
    """The reminder as Markdown: what is asked for, how far the others have come, and how to answer."""
    t = in_language(letter.language)
    before = t("We reminded you on {day}.", day=letter.reminded) if letter.reminded else ""
    parts = [
        f"# {t('Reminder: {title}', title=letter.short)}",
        t("To {party}", party=letter.party) + f"  \n{letter.day}",
        " ".join(filter(None, (origin(letter), standing(letter), before))),
        *clauses_part(letter),
        f"## {t('How to answer')}",
        how_to_answer(letter),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def origin(letter: Letter) -> str:
    """Who recommended what, as far as that is known."""
    t = in_language(letter.language)
    title = f"*{letter.title}*"
    if letter.body and letter.decided:
        return t(
            "{body} decided on {day} to put {title} to the parties.",
            body=letter.body,
            day=letter.decided,
            title=title,
        )
    if letter.body:
        return t("{body} has put {title} to the parties.", body=letter.body, title=title)
    return t("The parties are asked to adopt {title}.", title=title)


def standing(letter: Letter) -> str:
    """How many have answered, and whose answer is missing."""
    t = in_language(letter.language)
    return t(
        "{answered} of {parties} parties have answered; the answer of {party} is missing.",
        answered=letter.answered,
        parties=letter.parties,
        party=letter.party,
    )


def clauses_part(letter: Letter) -> list[str]:
    """The clauses under their heading; nothing if the archive has none."""
    if not letter.clauses:
        return []
    t = in_language(letter.language)
    return [f"## {t('What to decide')}", "\n".join(f"- {clause}" for clause in letter.clauses)]


def how_to_answer(letter: Letter) -> str:
    """What the answer has to say, and to whom it goes."""
    t = in_language(letter.language)
    said = t(
        "Answer with an extract of the minutes: day, authority, paragraph and registration number, and "
        "whether the wording is the same."
    )
    to = t("The answer goes to {owner}.", owner=letter.owner) if letter.owner else ""
    return " ".join(filter(None, (said, to)))
