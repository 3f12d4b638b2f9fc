"""Names in a document that may not be published, to be told before it is handed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tingsbok.exporting.model import Doc
from tingsbok.exporting.to_markdown import to_markdown
from tingsbok.i18n import t

if TYPE_CHECKING:
    from tingsbok.archive import Archive


def names_in(archive: Archive, doc: Doc) -> list[str]:
    """Names, in any spelling that is known, of persons with ``public: false`` that the document holds."""
    persons = archive.lights("public:false", type="person")
    text = to_markdown(doc) if persons else ""
    found: list[str] = []
    for person in persons:
        names = filter(None, (person.text("name"), *person.texts("aliases")))
        found += [name for name in names if re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text)]
    return found


def warning(archive: Archive, doc: Doc) -> str:
    """What to say of such names; empty if there are none."""
    found = names_in(archive, doc)
    return (
        t("May not be published, but stands in the document: {names}", names=", ".join(found))
        if found
        else ""
    )
