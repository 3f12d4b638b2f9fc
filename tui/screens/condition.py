"""Saying that a condition of a decision is met: which one, by what, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tingsbok.dates import is_real_date, read_date
from tingsbok.followup.conditions import Watched
from tingsbok.i18n import t
from tui import reads
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.widgets.dialogs import Menu, MenuEntry, Prompt
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.app import TingsbokApp
    from tui.reads.inforce import Meeting

_UNNAMED = "unnamed"


class ConditionFlow:
    """Asks for the condition, what met it and the day; then shows the change, and Enter saves it.

    Args:
        app: The app.
        identity: The decision, or an agreement or case whose decisions have conditions.
    """

    def __init__(self, app: TingsbokApp, identity: str) -> None:
        self._app = app
        self._identity = identity

    def begin(self) -> None:
        """Find the open conditions."""
        identity = self._identity
        self._app.gateway.ask(
            self._app, "conditions", lambda archive: reads.open_conditions(archive, identity), self._choose
        )

    def _choose(self, found: Sequence[Watched]) -> None:
        if not found:
            self._app.navigator.say(t("No condition is open."))
        elif len(found) == 1:
            self._ask_by(found[0])
        else:
            entries = [MenuEntry(str(place + 1), one.text) for place, one in enumerate(found[:9])]
            menu = Menu(t("Which condition is met?"), entries)
            self._app.push_screen(menu, lambda key: self._ask_by(found[int(key) - 1]) if key else None)

    def _ask_by(self, condition: Watched) -> None:
        async def complete(text: str, types: Sequence[str]) -> list[Found]:  # noqa: ARG001 - a picker's own signature
            found: list[Found] = await self._app.gateway.fetch(
                self._app, partial(reads.may_meet, text=text, condition=condition), []
            )
            return found

        new = [(_UNNAMED, t("Nothing in the archive"))]
        picker = Picker(t("What met the condition?"), complete, new=new, note=condition.text)
        self._app.push_screen(picker, partial(self._ask_day, condition))

    def _ask_day(self, condition: Watched, picked: Picked | None) -> None:
        if picked is None:
            return
        by = picked.id

        def show(day: str) -> None:
            prompt = Prompt(t("Met on the day"), day, note=condition.text, problem=self._no_day)
            self._app.push_screen(prompt, partial(self._preview, condition, by))

        self._app.gateway.ask(self._app, "day", lambda archive: reads.day_of_meeting(archive, by), show)

    def _no_day(self, text: str) -> str:
        archive = self._app.archive
        if is_real_date(text) or archive is None:
            return ""
        read = read_date(text, base=archive.today, today=archive.today)
        return read.problem or ("" if read.value else t('"{text}" is no date.', text=text))

    def _preview(self, condition: Watched, by: str, day: str | None) -> None:
        if day is not None:
            self._app.gateway.ask(
                self._app,
                "condition",
                lambda archive: reads.meeting_condition(archive, condition, day, by),
                self._show,
            )

    def _show(self, found: Meeting) -> None:
        dialog = PreviewDialog(t("The condition is met"), found.preview, t("saves it"))
        ask_to_save(self._app, dialog, "condition", lambda archive: archive.carry_out(found.work))
