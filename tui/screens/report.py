"""What becomes of a task: somebody has reported, it is done, it is dropped, others are to do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tingsbok.actions import Preview, Work
from tingsbok.acts import assigning
from tingsbok.acts.assigning import OPEN
from tingsbok.acts.naming import WHO
from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.record import Record
from tingsbok.schema import Field
from tui.lookups import lookups_for
from tui.present.deciding import said_by
from tui.reads import deciding as reads
from tui.reads.deciding import Standing
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.widgets.dialogs import Menu, MenuEntry, Prompt
from tui.widgets.item_dialogs import FormDialog
from tui.widgets.lookups import Found, among
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.app import TingsbokApp

_MOST = 8
_FIELDS = (
    Field("note", "longtext", titles={"sv": "Rapport", "en": "Report"}),
    Field("made", "date", titles={"sv": "Lämnad", "en": "Made"}),
    Field("done", "boolean", titles={"sv": "Klart med det", "en": "Done with it"}),
)


def why_not(record: Record) -> str:
    """Why nothing can be registered about a task; empty if something can."""
    return "" if record.text("status") in OPEN else t("The task is over.")


class ReportFlow:
    """Asks what has become of a task; a form or a preview comes before anything is saved.

    Args:
        app: The app.
        identity: The assignment.
    """

    def __init__(self, app: TingsbokApp, identity: str) -> None:
        self._app = app
        self._identity = identity

    def begin(self) -> None:
        """Read who has answered."""
        identity = self._identity
        self._app.gateway.ask(
            self._app, "standing", lambda archive: reads.standing(archive, identity), self._choose
        )

    def _choose(self, found: Standing) -> None:
        several = len(found.answers) > 1
        reports = [
            MenuEntry(
                str(place), t("report from {name}", name=found.names[answer.party]), why=said_by(answer)
            )
            for place, answer in enumerate(found.answers[:_MOST], start=1)
            if answer.party
        ]
        if len(found.answers) > _MOST or not several:
            only = found.names.get(found.answers[0].party, "") if len(found.answers) == 1 else ""
            reports = [MenuEntry("r", t("report from {name}", name=only) if only else t("report …"))]
        entries = [
            *reports,
            MenuEntry("k", t("done")),
            MenuEntry("o", t("give it to others …")),
            MenuEntry("s", t("drop it: nobody is to do it")),
        ]
        menu = Menu(found.record.text("title")[:60], entries)
        self._app.push_screen(menu, partial(self._chosen, found))

    def _chosen(self, found: Standing, key: str | None) -> None:
        if key is None:
            return
        if key.isdigit():
            self._report(found.answers[int(key) - 1].party, found)
        elif key == "r":
            self._who_reports(found)
        elif key == "k":
            self._show(t("The task is done"), lambda archive: assigning.finish(archive, self._identity))
        elif key == "o":
            self._give(found)
        else:
            self._app.push_screen(
                Prompt(t("Why is it dropped?"), note=t("May be empty.")), partial(self._drop)
            )

    # --- reports

    def _who_reports(self, found: Standing) -> None:
        parties = [answer.party for answer in found.answers if answer.party]
        if len(parties) <= 1:
            self._report(parties[0] if parties else "", found)
            return
        choices = [Found(party, found.names[party]) for party in parties]
        picker = Picker(t("Who has reported?"), among(choices), delay=0)

        def picked(answer: Picked | None) -> None:
            if answer and answer.id:
                self._report(answer.id, found)

        self._app.push_screen(picker, picked)

    def _report(self, party: str, found: Standing) -> None:
        name = found.names.get(party, "")
        title = t("Report from {name}", name=name) if name else t("Report")
        archive = self._app.archive
        if archive is None or self._app.navigator.page is None:
            return
        lookups = lookups_for(self._app, {}, lambda: archive.today, past=lambda: True)
        page = self._app.navigator.page
        values: dict[str, Value] = {"made": archive.today.isoformat()}
        dialog = FormDialog(title, _FIELDS, values, lookups, page, {}, new=True)
        self._app.push_screen(dialog, partial(self._reported, party))

    def _reported(self, party: str, values: dict[str, Value] | None) -> None:
        if values is None:
            return
        note, made = str(values.get("note", "")), str(values.get("made", ""))
        done = values.get("done") == "true"
        self._save(
            lambda archive: assigning.report(archive, self._identity, note, by=party, made=made, done=done)
        )

    # --- the rest

    def _give(self, found: Standing) -> None:
        archive = self._app.archive
        if archive is None:
            return
        lookups = lookups_for(self._app, {}, lambda: archive.today)
        note = ", ".join(found.names.values())
        picker = Picker(
            t("Who is to do it now?"), lookups.complete, types=WHO, marks=True, note=note, delay=lookups.delay
        )
        self._app.push_screen(picker, self._given)

    def _given(self, picked: Picked | None) -> None:
        if picked and picked.ids:
            ids: Sequence[str] = picked.ids
            self._show(
                t("Others are to do it"), lambda archive: assigning.reassign(archive, self._identity, ids)
            )

    def _drop(self, why: str | None) -> None:
        if why is not None:
            self._show(t("The task is dropped"), lambda archive: assigning.drop(archive, self._identity, why))

    def _show(self, title: str, make: Callable[[Archive], Work]) -> None:
        """Show a change; Enter saves it."""

        def shown(found: tuple[Work, Preview]) -> None:
            dialog = PreviewDialog(title, found[1], t("saves it"))
            ask_to_save(self._app, dialog, "task", lambda archive: archive.carry_out(make(archive)))

        self._app.gateway.ask(self._app, "task", lambda archive: reads.work_preview(archive, make), shown)

    def _save(self, make: Callable[[Archive], Work]) -> None:
        self._app.gateway.write(
            self._app, "task", lambda archive: archive.carry_out(make(archive)), self._app.navigator.saved
        )
