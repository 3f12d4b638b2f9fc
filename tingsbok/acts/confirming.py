"""Confirming that a decision or agreement still fits what it refers to."""

from __future__ import annotations

from tingsbok.actions import Edit, Work
from tingsbok.archive import Archive
from tingsbok.errors import Refused
from tingsbok.i18n import in_language, t
from tingsbok.questions.suspects import suspects_of


def confirm(archive: Archive, identity: str) -> Work:
    """The change that says: seen today, it still fits.

    Raises:
        NotFound: There is no such record.
        Refused: Nothing that it refers to has changed, or it was confirmed today already.
    """
    record = archive.get(identity)
    suspects = suspects_of(archive, identity)
    if not suspects:
        raise Refused(t("Nothing that {id} refers to has changed.", id=record.id))
    today = archive.today.isoformat()
    if record.text("confirmed") == today:
        raise Refused(
            t("{id} was confirmed today already.", id=record.id),
            remedy=t("What has changed after that can be confirmed tomorrow."),
        )
    names = ", ".join(archive.name(suspect.target) for suspect in suspects)
    summary = in_language(archive.language)("confirmed against {names}", names=names)
    return Work((Edit(record.id, {**record.fields, "confirmed": today}, record.etag),), summary)
