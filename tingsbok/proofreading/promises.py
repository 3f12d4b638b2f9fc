"""Sentences that commit somebody: who is to do what, and by when, as far as the words say it.

Only what is promised or asked for at the meeting counts; what the text tells of earlier assignments does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from tingsbok.proofreading.context import Context
from tingsbok.proofreading.days import mentions
from tingsbok.proofreading.text import Text, any_of

LONGEST: Final = 600
"""Characters of the longest sentence that is looked at."""
MOST: Final = 200
_SENTENCE = re.compile(r"[^\n.!?;]{3,600}(?:[.!?;]|\Z|(?=\n))|[^\n.!?;]{3,600}", re.MULTILINE)
_SHORT = r"""t\.ex bl\.a m\.fl m\.m tf kl dnr s\.k d\.v\.s o\.s\.v resp ca nr st p v
    jan feb aug sept? okt nov dec"""
_ABBREVIATIONS = re.compile(rf"\b(?:{any_of(_SHORT)})\.")
_HIDDEN: Final = "\u2024"

_OWN_WORD = r"""återkommer återkopplar återrapporterar återredovisar undersöker utreder bereder
    kontaktar mejlar mailar ser~till~att sammankallar kallar~till efterhör tar~fram
    tar~med~(?:sig~)?frågan skickar~ut bjuder~in"""
_TO_DO = r"""undersök[as]{1,2} utred[as]{1,2} bered[as]{1,2} återkom[mas]{1,3} återkoppl[as]{1,2}
    återrapporter[as]{1,2} avrapporter[as]{1,2} redovis[as]{1,2} omarbet[as]{1,2} revider[as]{1,2}
    sammankall[as]{1,2} kontakt[as]{1,2} efterhör[as]{1,2} kalla[s]? skicka[s]?~ut bjuda[s]?~in
    träff[as]{1,2} arbeta~vidare ta~fram ta~med ta~reda~på göra~om se~över svara besvar[as]{1,2}
    utse[s]? tala~om beskriv[as]{1,2}"""
_SAYS = re.compile(rf"\b(?P<verb>{any_of(_OWN_WORD)})\b", re.IGNORECASE)
_SHALL = re.compile(
    rf"\b(?:ska|skall|får|kommer att|åtar sig att|lovar att|lovade att|ombeds att|uppmanas att)\b"
    rf"[^.;]{{0,60}}?\b(?P<verb>{any_of(_TO_DO)})\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\b(?:får (?P<between>[^.;,]{2,60}?) i uppdrag|(?:får|ges) (?:i )?uppdrag(?:et)?"
    r"|ges (?:ett )?uppdrag till|uppdra[rs]? åt)\b(?P<rest>[^.;]{0,200})",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\buppdra", re.IGNORECASE)
_FEEDBACK = re.compile(
    r"^\W{0,4}(?:återkoppling|rapport|redovisning|svar)\b[^.;]{0,200}\b(?:senast|till|på)\b", re.IGNORECASE
)
_APPOINTS = re.compile(r"\b(?:utses|utse)\b[^.;]{0,20}\batt\b", re.IGNORECASE)
_MEETS = re.compile(r"\b(?:träffas?|utgör bollplank)\b", re.IGNORECASE)
_TOLD = r"""beslutades beslutade har~gett gavs fick~i~uppdrag hade skulle har~fått föreslogs
    förslag~till~beslut under~förutsättning om~det kan bör önskemål önskar behöver rekommenderar
    rekommenderas diskuterades"""
_EARLIER = re.compile(rf"\b(?:{any_of(_TOLD)})\b", re.IGNORECASE)
_MATTERS = """frågan ärendet punkten strategin planen avtalet rapporten arbetet det den detta dessa
    beslutet protokollet syftet målet insatser lagen huvudregeln utredningen föreläsningen verksamheten
    kostnaden pengarna man mötet utbildningen konferensen"""
_NOBODY: Final = frozenset(_MATTERS.split())
"""Subjects of sentences that say of a matter what becomes of it: they commit nobody."""
_CLAUSE = re.compile(r"[,:;]|\b(?:att|men|där|så|därefter|sedan)\b")
_LONGEST_WHO: Final = 90
_LEAD = re.compile(r"^[\s*_#>•-]{0,8}(?:att\s+)?", re.IGNORECASE)
_BY = re.compile(r"\b(?:senast|före|till|innan|vid|på|den)\b[^.;]{0,40}\Z", re.IGNORECASE)
_SOME_TIME = r"""nästa~möte(?:~inom~[\wåäöÅÄÖ~-]{2,40})? ett~kommande~möte kommande~möte\w{0,4}
    (?:vecka|v\.)~[0-9]{1,2}(?:~20\d\d)?
    inom~kort snarast skyndsamt så~snart~[^,.;]{3,60} hösten(?:~20\d\d)? våren(?:~20\d\d)?"""
_IN_WORDS = re.compile(rf"\b(?:{any_of(_SOME_TIME)})\b", re.IGNORECASE)


class Promise(Struct, frozen=True):
    """A sentence that commits somebody.

    Attributes:
        sentence: The sentence as written, on one line.
        who: The words that say who; empty if nobody is named.
        owners: Ids of the records those words name.
        due: By which day, ISO; empty if no day is given.
        due_text: By when in words, if no day is given.
        line: The line of the file it stands on, 1-based.
        start: Where it begins in the text.
    """

    sentence: str
    who: str
    owners: tuple[str, ...]
    due: str
    due_text: str
    line: int
    start: int


def promises(text: Text, context: Context) -> list[Promise]:
    """Every sentence of a text that commits somebody, in order.

    Args:
        text: Minutes, or the text of a decision.
        context: The day of the meeting and the names of the archive.
    """
    found: list[Promise] = []
    for start, sentence in _sentences(text.text):
        who = _committed(sentence)
        if who is not None and len(found) < MOST:
            found.append(_promise(text, start, sentence, who, context))
    return found


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their places; a line without a stop goes on in the next if that begins small."""
    hidden = _ABBREVIATIONS.sub(lambda one: one[0].replace(".", _HIDDEN), text)
    joined = re.sub(r"(?<=[^\n.!?;:])\n(?=[a-zåäö0-9\[(])", " ", hidden)
    for found in _SENTENCE.finditer(joined):
        sentence = found[0].replace(_HIDDEN, ".")
        lead = len(sentence) - len(sentence.lstrip())
        if len(sentence.split()) > 2:  # noqa: PLR2004 - who, does, what
            yield found.start() + lead, " ".join(sentence.split())


def _committed(sentence: str) -> str | None:
    """The words that say who is committed; ``None`` if the sentence commits nobody."""
    if sentence.startswith(("#", "|")) or sentence.endswith("?"):
        return None
    task = _TASK.search(sentence)
    if task is not None and _GIVES.search(task[0]) and not _is_earlier(sentence, task.start()):
        return _given_to(sentence, task)
    if _FEEDBACK.match(sentence) or _APPOINTS.search(sentence):
        return _appointed(sentence)
    for form in (_SHALL, _SAYS, _MEETS):
        found = form.search(sentence)
        if found is None or _is_earlier(sentence, found.start()):
            continue
        before = sentence[: found.start()]
        if form is _SAYS and before.rstrip().endswith(","):
            continue  # one of several things that somebody does, not what is promised
        who = "" if _is_passive(found) else _before(before)
        if who.casefold().split()[:1] and who.casefold().split()[0] in _NOBODY:
            continue
        if form is _MEETS and not re.search(r"\bAU\b", who):
            continue
        if who or form is _SHALL:
            return who
    return None


def _is_passive(found: re.Match[str]) -> bool:
    """Whether the verb says what is to be done and not who does it: *ska återkopplas*."""
    verb = found.groupdict().get("verb") or ""
    return verb.casefold().endswith("s") and not verb.casefold().startswith("träff")


def _is_earlier(sentence: str, start: int) -> bool:
    """Whether what stands before tells of something decided or wished earlier, and not of this promise."""
    return bool(_EARLIER.search(sentence[max(0, start - 160) : start]))


def _given_to(sentence: str, task: re.Match[str]) -> str:
    """To whom an assignment is given: between the words, after them, or before them."""
    if task["between"]:
        return task["between"].strip()
    rest = (task["rest"] or "").strip()
    said = task[0].removesuffix(task["rest"] or "").strip()
    if re.search(r"(?:uppdrag till|uppdra[rs]? åt)\Z", said, re.IGNORECASE):
        return re.split(r"\b(?:att|vid|,)\b|,", rest)[0].strip()
    return _before(sentence[: task.start()])


def _appointed(sentence: str) -> str:
    """Who is appointed: the words before *utses*; nobody where an answer is asked for in general."""
    found = _APPOINTS.search(sentence)
    return _before(sentence[: found.start()]) if found else ""


def _before(words: str) -> str:
    """The subject: the last words before the verb, back to the beginning of the clause."""
    who = _CLAUSE.split(_LEAD.sub("", words))[-1].strip(" *_,-–:")
    return who if len(who) <= _LONGEST_WHO else ""


def _promise(text: Text, start: int, sentence: str, who: str, context: Context) -> Promise:
    due, due_text = _due(sentence, context.day)
    return Promise(
        sentence=_LEAD.sub("", sentence).strip("* "),
        who=who,
        owners=_owners(who, context),
        due=due,
        due_text=due_text,
        line=text.shown_line(start),
        start=start,
    )


def _due(sentence: str, base: date | None) -> tuple[str, str]:
    """The first day in the sentence that is not before the meeting, or else when in words."""
    for one in mentions(Text(sentence)):
        day = one.near(base)
        if day is not None and (base is None or day > base) and _BY.search(sentence[: one.start]):
            return day.isoformat(), ""
    found = _IN_WORDS.search(sentence)
    return "", found[0] if found else ""


def _owners(who: str, context: Context) -> tuple[str, ...]:
    """Ids of the persons and bodies that the words name, each name looked up as a whole."""
    ids: list[str] = []
    for part in re.split(r",| och | samt | tillsammans med | & ", who):
        name = part.strip()
        for names in (context.bodies, context.people, context.parties):
            known = names.get(name) if name else None
            if known is not None and known.id:
                ids.append(known.id)
                break
    return tuple(dict.fromkeys(ids))
