"""Making a link of words that mean a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.actions import ChangeKind, Edit, Work
from tingsbok.errors import Refused
from tingsbok.followup.mentions import Mention, linked_text
from tingsbok.i18n import in_language, t

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def accept(archive: Archive, mention: Mention) -> Work:
    """Make the mention a link in its text; the words stay as they are.

    Raises:
        NotFound: The text is gone.
        Refused: The text has changed since the mention was found.
    """
    record = archive.get(mention.source)
    text = linked_text(record.body, mention)
    if text is None:
        raise Refused(
            t("{id} has changed since: the words do not stand there any more.", id=record.id),
            remedy=t("Look for mentions again."),
        )
    say = in_language(archive.language)
    summary = say("{words} linked to {id}", words=f"”{mention.words}”", id=mention.target)
    return Work((Edit(record.id, record.fields, record.etag, text),), summary, ChangeKind.LINK)
