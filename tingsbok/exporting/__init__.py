"""Records as documents for people who have no archive: the notice, the minutes, extracts, calendars."""
