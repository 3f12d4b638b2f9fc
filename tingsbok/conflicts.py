"""The marks of an unfinished merge, as git leaves them in a text."""

from __future__ import annotations

import re

from tingsbok.markdown_code import blanked

_MARK = re.compile(r"^(<{7} |={7}\r?$|>{7} )", re.MULTILINE)
_ORDER = "<=>"


def conflict_line(text: str) -> int:
    """The 1-based line on which the first unfinished merge of a text begins, 0 if there is none.

    Only all three marks in their order count: one alone may underline a heading or quote a quotation. What
    is code in the text tells of marks and is none.
    """
    if "<<<<<<< " not in text:
        return 0
    shown = blanked(text)
    seen, begun = 0, 0
    for match in _MARK.finditer(shown):
        mark = match[1][0]
        if mark == "<":
            seen, begun = 1, match.start()
        elif seen and mark == _ORDER[seen]:
            seen += 1
        if seen == len(_ORDER):
            return shown.count("\n", 0, begun) + 1
    return 0
