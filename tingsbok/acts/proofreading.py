"""What is done with findings: put right, or accepted with a reason that is kept in the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tingsbok.actions import ChangeKind, Edit, Work
from tingsbok.acts.approving import correct, locking_meeting
from tingsbok.errors import NotFound, Refused, WrongUse
from tingsbok.i18n import in_language, t
from tingsbok.ids import id_of
from tingsbok.meetings.locks import is_locked
from tingsbok.problems import Problem
from tingsbok.proofreading import CODES
from tingsbok.proofreading.accepted import with_acceptance
from tingsbok.proofreading.mending import Mend, mended

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def certain(problems: Iterable[Problem]) -> list[Mend]:
    """The mends for which nobody has to choose or know more."""
    return [Mend(problem, fix) for problem in problems for fix in problem.fixes[:1] if fix.certain]


def chosen(problems: Iterable[Problem], choices: Mapping[str, int]) -> list[Mend]:
    """For each code the proposal with that number, the first being 1.

    Raises:
        NotFound: No finding with the code has a proposal of that number.
    """
    problems = list(problems)
    mends: list[Mend] = []
    for code, number in choices.items():
        found = [
            Mend(problem, problem.fixes[number - 1])
            for problem in problems
            if problem.code == code and 0 < number <= len(problem.fixes)
        ]
        if not found:
            raise NotFound(
                t("No finding {code} has a proposal {number}.", code=code, number=number),
                remedy=t("See: {command}", command="tingsbok check"),
            )
        mends += found
    return mends


def mend(archive: Archive, mends: Sequence[Mend], *, reason: str = "") -> Work:
    """Put findings right, in one commit; in approved minutes as a correction.

    Args:
        archive: The archive.
        mends: What to put right, and how.
        reason: Why locked words are corrected; what is wrong with them, if empty.

    Raises:
        Refused: There is nothing to put right, or the words have changed meanwhile.
    """
    if not mends:
        raise Refused(t("There is nothing to mend."))
    by_path: dict[str, list[Mend]] = {}
    for one in mends:
        by_path.setdefault(one.problem.path, []).append(one)
    why = reason or mends[0].problem.message
    works = [_of_record(archive, path, some, why) for path, some in by_path.items()]
    corrects = next((work for work in works if work.kind is ChangeKind.CORRECT), None)
    return Work(
        tuple(change for work in works for change in work.changes),
        _summary(archive, mends),
        corrects.kind if corrects else ChangeKind.EDIT,
        corrects.reason if corrects else "",
    )


def accept(archive: Archive, problems: Sequence[Problem], reason: str) -> Work:
    """Accept findings of one record: they are not shown again unless their words change.

    Raises:
        WrongUse: No reason is given.
        Refused: A finding is not the proof-reader's, so it cannot be accepted.
    """
    said = " ".join(reason.split())
    if not said:
        raise WrongUse(t("Accepting a finding needs a reason."), remedy=t("Say why it may stand."))
    edits: dict[str, Edit] = {}
    for problem in problems:
        if problem.code not in CODES:
            raise Refused(
                t("{code} cannot be accepted.", code=problem.code), remedy=t("Correct what it is about.")
            )
        identity = id_of(problem.path)
        record = archive.get(identity)
        fields = edits[identity].fields if identity in edits else record.fields
        accepted = with_acceptance(fields, problem.code, problem.words, said)
        edits[identity] = Edit(identity, accepted, record.etag)
    if not edits:
        raise Refused(t("There is nothing to accept."))
    words = in_language(archive.language)
    codes = ", ".join(dict.fromkeys(problem.code for problem in problems))
    summary = words('accepted {code} "{words}": {reason}', code=codes, words=problems[0].words, reason=said)
    return Work(tuple(edits.values()), summary)


def _of_record(archive: Archive, path: str, mends: Sequence[Mend], reason: str) -> Work:
    record = archive.get(id_of(path))
    fields, body = mended(record, mends)
    if not is_locked(locking_meeting(archive, record)):
        return Work((Edit(record.id, fields, record.etag, body if body != record.body else None),))
    changed = {name: value for name, value in fields.items() if record.fields.get(name) != value}
    text = body if body != record.body else None
    return correct(archive, record.id, reason=reason, text=text, fields=changed)


def _summary(archive: Archive, mends: Sequence[Mend]) -> str:
    words = in_language(archive.language)
    if len(mends) > 1:
        codes = ", ".join(dict.fromkeys(one.problem.code for one in mends))
        return words("mended {count} findings: {codes}", count=len(mends), codes=codes)
    only = mends[0]
    new = f'"{only.fix.text}"' if only.fix.text else words("taken away")
    return words('mended "{words}" → {new}', words=only.problem.words, new=new)
