"""What each code of the proof-reader means, for ``tingsbok explain`` and the manual."""

from __future__ import annotations

from typing import Final

from tingsbok.i18n import N_

CODES: Final = {
    "T203": N_(
        "The weekday does not fit the date. One of the two is wrong, and only a person can tell which: the "
        "right weekday and the nearest date with that weekday are proposed. A date without a year is read "
        "from the day of the meeting."
    ),
    "T204": N_(
        "The text tells as past of a day that lies after the meeting, or names a day in another age. Often "
        "the month or the year is wrong."
    ),
    "T205": N_("There is no such day, or no such week: 31 April, 30 February, week 54."),
    "T206": N_("A date names two months, such as one that was left standing when the other was written."),
    "T207": N_(
        "The parts of a table, or the shares of a cost, do not come to the total that is stated. Nothing is "
        "forgiven: shares that were rounded one by one differ by a few kronor, and readers see it."
    ),
    "T208": N_("A sum in the text, such as 400 000 kr (200 000 + 200 000), does not add up."),
    "T209": N_("The meeting ends before it begins."),
    "T211": N_(
        "Somebody stands twice in a list, or both among those present and among those absent. Lines that "
        "hold for a part of the meeting only may stand beside each other."
    ),
    "T212": N_("Somebody presents an item but is listed as absent. Either the list or the item is wrong."),
    "T213": N_(
        "A person's name is spelt in two ways. The archive's spelling counts if it knows the person; the "
        "spelling is proposed for the whole text. Two who are listed beside each other are two persons."
    ),
    "T214": N_(
        "The name of a body is spelt in two ways. The archive's spelling counts, or else the commoner one."
    ),
    "T215": N_("A number or a letter of an item is left out, stands twice or goes backwards."),
    "T216": N_(
        "The minutes are dated before the meeting, or more than 60 days after it. Formal boards approve "
        "theirs within 14 days (5 kap. 69 § kommunallagen)."
    ),
    "T217": N_("The head gives two different dates under the same label."),
    "T310": N_(
        "An item for decision has no decision with an outcome, or a decision no words. It must be settled "
        "before the minutes can be approved."
    ),
    "T311": N_("An open assignment says of nobody that he or she is to do it."),
    "T312": N_("An assignment says no day or meeting by which it is to be done."),
    "T313": N_("Something is postponed, but no day or meeting is given at which it returns."),
    "T320": N_(
        "The text refers to a meeting by its day, but the archive knows no meeting of that body on that day."
    ),
    "T321": N_("The text refers to a paper by its number, but the meeting has no paper with that number."),
    "T322": N_("The text refers to an item by its number, but the minutes have no such item."),
    "T330": N_("A party has adopted other words than the joint ones, so it may not be the same agreement."),
    "T331": N_("The text speaks of an agreement as valid that had ended on the day of the text."),
}
"""Every code of the proof-reader with its explanation in English."""
