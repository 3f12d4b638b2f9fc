"""What each code of a problem means, for ``tingsbok explain`` and the manual."""

from __future__ import annotations

from typing import Final

from tingsbok import proofreading
from tingsbok.i18n import N_, in_language

CODES: Final = {
    "T101": N_(
        "A value does not have the form that its field asks for: a date that is no date, a word that "
        "is none of the choices, one value where a list belongs. The line to write instead is given "
        "where it can be told."
    ),
    "T102": N_(
        "The fields at the top of the file cannot be read: they are missing, never closed by a line of "
        "three hyphens, or not written as name: value. The file is shown as it is and left alone until "
        "it is corrected in a text editor."
    ),
    "T103": N_("A field is given twice. Only a person can tell which is right: keep one of them."),
    "T104": N_("The file is not UTF-8 text, or holds characters that cannot be shown. Save it as UTF-8."),
    "T105": N_(
        "The record has no type, or one that no schema describes. Types come with the program, and "
        "from schemas/<type>.schema.json in the archive."
    ),
    "T106": N_("A field that every record of the type must have is missing or empty."),
    "T107": N_(
        "A field is not in the schema of its type. It is kept and never changed; often it is a slip "
        "of the pen for another field."
    ),
    "T108": N_(
        "The front matter uses anchors, aliases, tags or merge keys. They are kept, but have no "
        "meaning in a record: write the values out."
    ),
    "T109": N_("The file is larger or more deeply nested than a record can be. Divide it."),
    "T110": N_(
        "A link leads nowhere: there is no record with that id, or the meeting has no such item. A "
        "misspelt id is a broken link; words belong in the field's twin that ends in _text."
    ),
    "T111": N_("A link leads to a record of another type than its field is for."),
    "T112": N_(
        "Two files have the same id, which is the file's name without .md. Capitals and the form of "
        "accents do not tell ids apart, because some file systems do not."
    ),
    "T113": N_(
        "The file's name cannot be an id. An id has a-z, 0-9, dots and dashes, begins with a letter "
        "or digit, is at most 120 characters long, and is no name that Windows keeps for itself."
    ),
    "T114": N_(
        "Records supersede, amend, repeal or contain each other in a circle, or an item lies under "
        "itself. One of the links is wrong."
    ),
    "T115": N_(
        "A schema in the archive cannot be used, or not in whole. Until it is corrected the type "
        "keeps the schema it had before. Advice names what it says in vain: a key that means nothing, "
        "or a field or type that is not there."
    ),
    "T116": N_(
        "The headings of the minutes and the items in the front matter differ. The front matter "
        "counts; make the two the same so that readers see what the program sees."
    ),
    "T117": N_("A key names an item that the meeting does not have."),
    "T118": N_(
        "Two items of a meeting have the same key. Decisions and assignments refer to items by key, "
        "so each must have its own, for good."
    ),
    "T119": N_(
        "A user representative takes part without a duty, and the person's record does not say whether "
        "the name may be published. Set public to false or true there; docs/privacy.md says more."
    ),
    "T120": N_(
        "What was decided, or said to have happened, is not as it was when the minutes were approved, and "
        "no correction says why. Compared is with the file in the commit that approved the meeting."
    ),
    "T121": N_(
        "The minutes of the meeting are approved, and the decision came into the archive later. That is as "
        "it should be if it only writes out what the approved minutes already say."
    ),
    "T122": N_(
        "The file holds the marks that git leaves where two versions could not be merged. Keep the lines "
        "that are right and delete the marks; until then a reader sees both versions at once."
    ),
    "T123": N_(
        "The file's name ends in .MD or .Md. Only files that end in .md are records, so this one is read by "
        "nobody. Rename it."
    ),
    "T124": N_(
        "A file in views/ is no view that can be used: it is not TOML, names a type, a field or a query that "
        "does not exist, or holds a key that views do not have. Lists work without it."
    ),
    "T125": N_(
        "A decision that names neither a meeting nor a body is in no list of theirs, so nobody finds it "
        "where it belongs. Name the meeting and the item; if only the minutes of others mention it, the "
        "body and, if it is known, the date."
    ),
    "T126": N_(
        "A key in archive.toml does not exist, or has a value that it does not take. What the key sets has "
        "its default until the line is corrected."
    ),
    **proofreading.CODES,
}
"""Every code that the core gives, with its explanation in English."""


def explain(code: str, language: str) -> str:
    """What the code means and what to do; empty if there is no such code."""
    text = CODES.get(code.upper(), "")
    return in_language(language)(text) if text else ""
