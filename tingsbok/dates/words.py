"""Names of months and weekdays, in Swedish and English, as they are shown and as people write them."""

from __future__ import annotations

MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT = 3
"""Letters of an abbreviated name."""


def _month_words() -> dict[str, int]:
    words = {"sept": 9, "febr": 2}
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            words |= {name.lower(): number, name[:SHORT].lower(): number}
    return words


def _weekday_words() -> dict[str, int]:
    words = {"tors": 3, "thur": 3, "thurs": 3, "tues": 1, "weds": 2}
    for names in WEEKDAYS.values():
        for number, name in enumerate(names):
            words |= {name.lower(): number, name[:SHORT].lower(): number}
    swedish = WEEKDAYS["sv"]
    words |= {f"{name}en": number for number, name in enumerate(swedish)}
    bare = str.maketrans("åäö", "aao")  # as one writes them on a keyboard without the letters
    return words | {word.translate(bare): number for word, number in words.items()}


MONTH = _month_words()
"""Number of a month, 1 to 12, by every word for it in lower case."""

WEEKDAY = _weekday_words()
"""Number of a weekday, 0 for Monday, by every word for it in lower case."""
