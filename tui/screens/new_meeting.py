"""A new meeting of a body, as the one before was: when is it, and shall the standing items be on it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.actions import Saved
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tui.lookups import lookups_for
from tui.present.letters import letters
from tui.reads import agenda as reads
from tui.reads.agenda import NextMeeting
from tui.reads.forms import kept_form
from tui.screens.drafted import DraftedDialog, Kept, say_kept
from tui.widgets.dialogs import Menu, MenuEntry

if TYPE_CHECKING:
    from tui.app import TingsbokApp

FIELDS = ("date", "place", "mode", "start", "end")
_WHOLE = len("2024-11-15")


class MeetingDialog(DraftedDialog):
    """A form that must have a body, a whole date and real times; dates may be typed as people write them."""

    def action_accept(self) -> None:
        """Answer with what the form holds, if it can be a meeting."""
        values = self._form.values()
        day = self._lookups.day(str(values.get("date", "")))
        errors: dict[FieldPath, str] = {}
        body = str(values.get("body", ""))
        if not body:
            errors["body",] = t("Choose a body.")
        elif self._lookups.name_of(body) is None:
            errors["body",] = t("There is no such record.")
        if day.problem or len(day.iso) != _WHOLE:
            errors["date",] = day.problem or t("A whole date is needed.")
        for name in ("start", "end"):
            if (said := str(values.get(name, ""))) and not _is_time(said):
                errors[name,] = t("There is no such time. Write it as 09:30.")
        if errors:
            self._form.show_errors(errors)
        else:
            self.answer({**values, "date": day.iso})


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


class NewMeeting:
    """Asks for a new meeting and makes it.

    Args:
        app: The app.
        body: The body; empty to let the user choose.
        given: Fields that are known, such as the date.
    """

    def __init__(self, app: TingsbokApp, body: str, given: Mapping[str, Value]) -> None:
        self._app = app
        self._body = body
        self._given = dict(given)
        self._key = f"new-meeting:{body}"

    def begin(self) -> None:
        """Read what the meeting before was like."""
        self._app.gateway.ask(
            self._app,
            "new-meeting",
            lambda archive: (reads.like_the_last(archive, self._body), kept_form(archive, self._key)),
            lambda found: self._ask(found[0], *found[1]),
        )

    def _ask(self, like: NextMeeting, kept: Kept, kept_names: Mapping[str, str]) -> None:
        archive = self._app.archive
        if archive is None:
            return
        names = {**kept_names, **like.names}
        # what is known already comes last, so that the first thing to type is what is missing
        order = (*FIELDS, "body") if like.values else ("body", *FIELDS)
        found = (archive.schemas.types["meeting"].field(name) for name in order)
        fields = [replace(field, required=field.name in ("body", "date")) for field in found if field]
        title = t("New meeting, like {before}", before=like.before) if like.before else t("New meeting")
        lookups = lookups_for(self._app, names, lambda: archive.today)
        values = {**like.values, **self._given}
        # the day that was pointed at wins over the one that was typed before
        kept = kept and {"fields": {**kept.get("fields", {}), **self._given}}
        dialog = MeetingDialog(self._key, kept, title, fields, values, lookups, self._app.screen)
        self._app.push_screen(dialog, self._answered)

    def _answered(self, values: dict[str, Value] | None) -> None:
        if values is None:
            return

        def known(count: int) -> None:
            if not count:
                self._make(values, standing=False)
                return
            labels = [t("yes, all {count}", count=count), t("no, an empty agenda")]
            yes, no = letters(labels)
            entries = [MenuEntry(yes, labels[0]), MenuEntry(no, labels[1])]
            menu = Menu(t("Include the standing items?"), entries)

            def chosen(key: str | None) -> None:
                if key:
                    self._make(values, standing=key == yes)
                else:
                    self._app.renew()
                    say_kept(self._app)

            self._app.push_screen(menu, chosen)

        body = str(values["body"])
        self._app.gateway.ask(self._app, "standing", lambda archive: reads.standing_of(archive, body), known)

    def _make(self, values: Mapping[str, Value], *, standing: bool) -> None:
        def made(saved: Saved) -> None:
            self._app.renew()
            self._app.navigator.open_record(saved.id, saved)

        self._app.gateway.write(
            self._app,
            "new-meeting",
            lambda archive: reads.meeting_made(archive, values, standing=standing),
            made,
            forget=lambda archive: archive.drop_draft(self._key),
        )
