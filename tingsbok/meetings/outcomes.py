"""The outcomes of decisions: their letters, what the words mean, and which of them a text gives away.

The words on paper do not settle the effect: what is found here is a proposal, never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tingsbok.i18n import N_, in_language


class Outcome(Struct, frozen=True):
    """One outcome as a person chooses it.

    Attributes:
        key: What the record holds.
        letters: Keys that choose it; the others are for keyboards without the first.
        verb: The word of the minutes, in the infinitive (English source text).
        means: What the word says (English source text).
        effect: What follows when the decision is saved (English source text).
        clause: A first clause to begin with (English source text); empty if there is none.
    """

    key: str
    letters: tuple[str, ...]
    verb: str
    means: str
    effect: str
    clause: str = ""


OUTCOMES = (
    Outcome(
        "approved",
        ("g",),
        N_("approve"),
        N_("The group says yes to what is before it: a report, an addition, a proposal."),
        N_("The decision holds from its day, or from the day that is written in it."),
        N_("to approve the proposal"),
    ),
    Outcome(
        "adopted",
        ("a",),
        N_("adopt"),
        N_("A document becomes the group's own: a plan, a calendar, an agreement."),
        N_("The decision holds from its day. With an agreement named, its own dates count."),
        N_("to adopt the proposal"),
    ),
    Outcome(
        "established",
        ("f",),
        N_("establish"),
        N_("A document is made to govern the work: a strategy, a routine, a guideline."),
        N_("The decision holds from its day. With an agreement named, its own dates count."),
        N_("to establish the proposal"),
    ),
    Outcome(
        "endorsed",
        ("s",),
        N_("stand behind"),
        N_("The group supports something that others decide, or that is still being worked on."),
        N_("Nothing comes into force by it."),
        N_("to stand behind the proposal"),
    ),
    Outcome(
        "recommended",
        ("k",),
        N_("recommend to the parties"),
        N_("Each party is asked to decide the same thing; nobody is bound before it has."),
        N_("Every party gets a line that waits for its answer: on the agreement if one is named."),
        N_("to recommend the parties to each approve the proposal"),
    ),
    Outcome(
        "appointed",
        ("p",),
        N_("appoint / replace"),
        N_("Somebody gets a seat or a task of trust, or takes it over from somebody else."),
        N_("The members of the body are changed from that day, in the same change."),
        N_("to appoint …"),
    ),
    Outcome(
        "funded",
        ("m",),
        N_("set money aside"),
        N_("Money is given to something, once or every year."),
        N_("Sum, period and shares can be written into the decision."),
        N_("to set aside … kronor"),
    ),
    Outcome(
        "noted",
        ("h",),
        N_("put on file"),
        N_("The group has heard it, and leaves it there."),
        N_("Nothing follows, unless the matter is to return all the same."),
        N_("to put the information on file"),
    ),
    Outcome(
        "postponed",
        ("b",),
        N_("postpone"),
        N_("The matter rests until a later meeting; nothing is added meanwhile."),
        N_("The agenda of that meeting is offered the matter."),
        N_("to postpone the matter to {until}"),
    ),
    Outcome(
        "referred-back",
        ("å", "r"),
        N_("refer back"),
        N_("The matter goes back to those who prepared it, with a task."),
        N_("The agenda is offered the matter when it returns."),
        N_("to refer the matter back to …"),
    ),
    Outcome(
        "assigned",
        ("u",),
        N_("assign"),
        N_("Somebody is to do something."),
        N_("t on the item writes the assignment, with who and when."),
        N_("to assign … to …"),
    ),
    Outcome(
        "forwarded",
        ("ö", "o"),
        N_("hand over to another body"),
        N_("Another body is to decide, or to know."),
        N_("The agenda of that body is offered the matter."),
        N_("to hand the matter over to …"),
    ),
    Outcome(
        "rejected",
        ("n",),
        N_("reject, not adopt"),
        N_("The group says no."),
        N_("Nothing comes into force."),
        N_("to reject the proposal"),
    ),
    Outcome(
        "repealed",
        ("t",),
        N_("repeal, take away"),
        N_("Something that has held shall hold no longer."),
        N_("What is repealed ends on that day."),
        N_("to repeal …"),
    ),
)
"""The outcomes of the picker, in its order: down the first column, then down the second."""

OTHERS = (
    Outcome(
        "answered",
        (),
        N_("answer"),
        N_("A question is answered."),
        N_("Nothing more follows."),
        N_("to answer …"),
    ),
    Outcome(
        "withdrawn",
        (),
        N_("withdraw"),
        N_("The matter is taken off by those who brought it."),
        N_("Nothing follows."),
    ),
    Outcome(
        "procedural",
        (),
        N_("formality"),
        N_("Something about the meeting itself, such as its agenda."),
        N_("Nothing follows."),
    ),
)
"""Outcomes without a letter: they are chosen in the form."""

AFFIRMING = frozenset({"approved", "adopted", "established", "endorsed"})
"""Ways of saying yes: two of them in one list of clauses are still one effect."""

RETURNING = frozenset({"postponed", "referred-back"})
"""Outcomes after which the matter returns."""


def outcome(key: str) -> Outcome | None:
    """The outcome with that key; ``None`` if there is no such outcome."""
    return next((found for found in (*OUTCOMES, *OTHERS) if found.key == key), None)


def outcome_for(letter: str) -> str:
    """Key of the outcome that a letter chooses; empty if none does."""
    return next((found.key for found in OUTCOMES if letter.casefold() in found.letters), "")


_FORMS = {
    "approved": r"godkän(?:na|ner|ns|de|des|t|d|da|nande)|godta(?:r|s)?|godtog(?:s)?|bifall(?:a|er|s)|biföll"
    r"|tillstyrk(?:a|er|s|te)|approve[sd]?",
    "adopted": r"anta(?:r|s|gits?|gen|gna)?|antog(?:s)?|adopt(?:s|ed)?",
    "established": r"fastställ(?:a|er|s|de|des|t|d|da)|establish(?:es|ed)?",
    "endorsed": r"(?:ställ(?:a|er|de|t)|står) sig bakom|står bakom|stödj(?:a|er|s)|stödde|endorse[sd]?",
    "recommended": r"rekommendera(?:r|s|de|des|t)?|recommend(?:s|ed)?",
    "appointed": r"utse(?:r|s|dd|dda|tt)?|utsåg(?:s)?|välj(?:a|er|s)|vald(?:e|es)?|ersätts av"
    r"|(?:ersätta|ersätter|tar) \S+(?: \S+){0,3} (?:som|plats)|appoint(?:s|ed)?",
    "funded": r"avsätt(?:a|er|s)|avsatt(?:e|es)?|anslå(?:r|s)?|anslog(?:s)?|bevilja(?:r|s|de|des)?"
    r"|fund(?:s|ed)?",
    "noted": r"till handlingarna|notera(?:r|s|de|des)? informationen|informationen notera(?:s|des)"
    r"|put on file",
    "postponed": r"bordlägg(?:a|er|s|as|es)|bordlagd(?:a|es)?|bordlagt|bordlade(?:s)?|bordläggning"
    r"|(?:behöver|behövs|kräver|krävs) mer tid|mer tid (?:behövs|krävs)|behövde mer tid"
    r"|skjut(?:a|er|s|as) upp|skjuts upp|sköts upp|skjutits upp"
    r"|låta \S+(?: \S+){0,8} vänta|ta(?:r|s)? upp (?:igen|på nytt)|postpone[sd]?",
    "referred-back": r"återremi(?:ttera|tterar|tteras|tterades|ss)|återförvis(?:a|ar|as|ades)"
    r"|refer(?:red)? back",
    "assigned": r"uppdra(?:r|s|gits?)?(?: åt| till)|uppdrog(?:s)?(?: åt| till)"
    r"|(?:ger|ge|gav|får|få|fick) (?:\S+ ){0,5}i uppdrag|i uppdrag att|arbeta(?:r)? vidare"
    r"|återkom(?:ma|mer) med (?:ett |nytt )*(?:förslag|underlag)|tar fram ett förslag|assign(?:s|ed)?",
    "forwarded": r"överlämna(?:r|s|de|des|t)?|hänskjut(?:a|er|s)|hand(?:ed)? over|forward(?:s|ed)?",
    "rejected": r"avslå(?:r|s)?|avslog(?:s)?|avslagit|avvis(?:a|ar|as|ades)|reject(?:s|ed)?",
    "repealed": r"upphäv(?:a|er|s|as|de|des|t|d)|upphöra? att gälla|repeal(?:s|ed)?",
    "answered": r"besvara(?:r|s|de|des|d|t)?",
    "withdrawn": r"utgår|utgick|dras? tillbaka|drogs tillbaka|withdraw[ns]?",
}
_WORD = {key: re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE) for key, form in _FORMS.items()}
_NOT_BEFORE = re.compile(r"(?<!\w)(?:inte|ej|not)(?: \w+)?$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s+(?:inte|ej)(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n")
_DECIDED = re.compile(r"(?<!\w)(?:beslut(?:ar|ade|as|ades|et)?|decide[sd]?)(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"^[ \t]*[-*][ \t]+(?P<text>(?:att|to)\b[^\n]*(?:\n[ \t]+[^\n]+)*)", re.MULTILINE)
_FURTHER = re.compile(r",?\s+(?:och|samt|and)\s+(?:att\s+|to\s+)?(?=\w)", re.IGNORECASE)
_MOST_WORDS = 9  # of a sentence, as the reason for a proposal


class Proposal(Struct, frozen=True):
    """An outcome that a text gives away, with the words that did."""

    outcome: str
    words: str


def proposals(text: str) -> tuple[Proposal, ...]:
    """What a text about an item seems to decide: the outcome, and a task if it also gives one.

    Clauses in a list come first, then sentences that say *decide*, then any sentence. A sentence that links
    to another record tells of what others have decided before and does not count.
    """
    passages = clauses_in(text) or _decided(text)
    return _both([found for passage in passages for found in _in_passage(passage)])


def clauses_in(text: str) -> tuple[str, ...]:
    """The clauses that a text already holds as a list: ``- att …``."""
    return tuple(" ".join(found["text"].split()) for found in _CLAUSE.finditer(text))


def _decided(text: str) -> list[str]:
    sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip() and "[[" not in part]
    formal = [sentence for sentence in sentences if _DECIDED.search(sentence) and any(_in_passage(sentence))]
    return formal or sentences


def _in_passage(text: str) -> Iterator[Proposal]:
    for start, end, key in _matches(text):
        yield Proposal(key, _around(text, start, end))


def _matches(text: str) -> list[tuple[int, int, str]]:
    found = []
    for key, form in _WORD.items():
        for match in form.finditer(text):
            denied = key in AFFIRMING and _is_denied(text, match.start(), match.end())
            found.append((match.start(), match.end(), "rejected" if denied else key))
    return sorted(found)


def _is_denied(text: str, start: int, end: int) -> bool:
    return bool(_NOT_BEFORE.search(text[:start].rstrip()) or _NOT_AFTER.match(text, end))


def _around(text: str, start: int, end: int) -> str:
    """The words that made it so, with a few before them."""
    before = text[:start].split()
    kept = " ".join(before[-max(0, _MOST_WORDS - len(text[start:end].split())) :])
    return " ".join(f"{kept} {text[start:end]}".split())


def _both(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The last outcome that is no task, and the first task."""
    outcomes = [one for one in found if one.outcome != "assigned"]
    tasks = [one for one in found if one.outcome == "assigned"]
    return (*outcomes[-1:], *tasks[:1])


# --- the effects of clauses


def effect_of(clause: str) -> str:
    """The outcome that a clause says by its first telling word; empty if it says none."""
    found = _matches(clause)
    return found[0][2] if found else ""


def clause_parts(clause: str) -> tuple[str, ...]:
    """A clause that says two things as two clauses; any other as it is.

    ``att godkänna planen och uppdra åt AU att …`` has two effects: the word after *och* begins the second.
    """
    for cut in _FURTHER.finditer(clause):
        first, second = clause[: cut.start()], clause[cut.end() :]
        begins = [key for start, _, key in _matches(second) if start == 0]
        if begins and not _same(effect_of(first), begins[0]) and effect_of(first):
            lead = clause.split(None, 1)[0] if clause[:4].lower().startswith(("att ", "to ")) else ""
            return (first, f"{lead} {second}".strip())
    return (clause,)


def effects(outcome: str, clauses: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Clauses sorted by effect: one entry a decision, the first with the outcome that was chosen.

    A clause that says no effect belongs to the one before it. What the user chose stands: with a single
    effect the words do not matter.

    Args:
        outcome: What was chosen.
        clauses: The clauses as written.
    """
    found: list[tuple[str, list[str]]] = []
    for part in (part for clause in clauses for part in clause_parts(clause)):
        effect = effect_of(part)
        place = next((group for group in found if not effect or _same(group[0], effect)), None)
        if not effect and found:
            place = found[-1]
        if place is None:
            found.append((effect, [part]))
        else:
            place[1].append(part)
    if len([group for group in found if group[0]]) <= 1:
        return ((outcome, tuple(clauses)),)
    chosen = next((at for at, group in enumerate(found) if _same(group[0], outcome)), 0)
    first = (outcome, tuple(found[chosen][1]))
    rest = tuple((key or outcome, tuple(texts)) for at, (key, texts) in enumerate(found) if at != chosen)
    return (first, *rest)


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} <= AFFIRMING


def first_clause(key: str, *, until: str, phrase: str, language: str) -> str:
    """A clause to begin with, in the archive's language; ``…`` stands where a person has to go on.

    Args:
        key: The outcome.
        until: The meeting or day that the matter is put off to, in words.
        phrase: The words that introduce the body's decisions; if they end in *att*, the clause does without.
        language: The archive's language.
    """
    found = outcome(key)
    if found is None or not found.clause:
        return ""
    clause = in_language(language)(found.clause, until=until)
    lead, _, rest = clause.partition(" ")
    ends_with_lead = phrase.rstrip(" :").casefold().endswith(f" {lead}")
    return rest if ends_with_lead else clause
