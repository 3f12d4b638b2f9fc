"""What is written from an agreement's page: reminders, what parties take home, and the table of its cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tingsbok.actions import Saved
from tingsbok.acts.letters import Reminders
from tingsbok.exporting.outbox import Document as File
from tingsbok.i18n import t
from tui.present.agreement import AgreementView
from tui.reads import agreement as reads
from tui.reads.agreement import Reckoning
from tui.screens.ratify import WriteDialog
from tui.widgets.dialogs import Menu, MenuEntry

if TYPE_CHECKING:
    from tingsbok.archive import Archive
    from tui.screens.base import Page

_NAMED = 3


class PapersFlow:
    """Chooses what to write, shows the files, and writes them when that is accepted.

    Args:
        page: The page it is asked for on.
        identity: The agreement.
        view: What the page shows of it.
        chosen: Ids of the parties that are marked, or of the one under the cursor.
        marked: Ids of the parties that are marked.
        reckoning: What the cost is worked out with.
    """

    def __init__(
        self,
        page: Page,
        identity: str,
        view: AgreementView,
        chosen: Sequence[str],
        marked: Collection[str],
        reckoning: Reckoning,
    ) -> None:
        self._page = page
        self._identity = identity
        self._view = view
        self._chosen = chosen
        self._marked = marked
        self._reckoning = reckoning

    def begin(self) -> None:
        """Show the menu."""
        view = self._view
        names = dict(zip(view.parties, (row[0] for row in view.rows), strict=True))
        chosen = ", ".join(names.get(party, party) for party in self._chosen[:_NAMED])
        waiting, cost = bool(view.waiting), view.cost is not None
        entries = [
            MenuEntry(
                "p", t("reminders to those missing"), waiting, "" if waiting else t("nobody is missing")
            ),
            MenuEntry("h", t("package to take home"), bool(chosen), chosen or t("no party is chosen")),
            MenuEntry("c", t("the cost as a table (csv)"), cost, "" if cost else t("it has no cost")),
            MenuEntry("d", t("a document of the record …")),
        ]
        self._page.app.push_screen(Menu(t("Write (reminder, package, table)"), entries), self._write)

    def _write(self, key: str | None) -> None:
        if key == "p":
            parties = [party for party in self._view.waiting if party in self._marked]
            self._page.ask(
                "remind", lambda archive: reads.reminders(archive, self._identity, parties), self._remind
            )
        elif key == "h":
            self._page.ask(
                "files",
                lambda archive: reads.packages(archive, self._identity, self._chosen),
                partial(self._offer, t("Package to take home")),
            )
        elif key == "c":
            self._offer_cost()
        elif key == "d":
            from tui.screens.export import ExportFlow

            ExportFlow(self._page.tingsbok, self._identity).begin()

    def _offer_cost(self) -> None:
        """Say at once which file it will be: its name asks for nothing."""
        archive, reckoning = self._page.tingsbok.archive, self._reckoning
        name = reads.cost_file(self._identity, archive.language if archive else "")
        self._confirm(
            t("Table"),
            [File(name, b"").shown],
            lambda archive: reads.write_cost(archive, self._identity, reckoning),
        )

    def _offer(self, title: str, files: Sequence[File]) -> None:
        self._confirm(
            title, [file.shown for file in files], lambda archive: reads.write_files(archive, files)
        )

    def _confirm(self, title: str, names: Sequence[str], write: Callable[[Archive], Sequence[File]]) -> None:
        def written(done: Sequence[File]) -> None:
            files = ", ".join(file.shown for file in done)
            self._page.navigator.say(t("Written: {files}", files=files), done=True)

        def answered(accepted: bool | None) -> None:
            if accepted:
                self._page.tingsbok.gateway.write(self._page, "write", write, written)

        self._page.app.push_screen(WriteDialog(title, names), answered)

    def _remind(self, found: tuple[Reminders, str]) -> None:
        drafts, subject = found

        def written(saved: Saved | None) -> None:
            if saved is not None:
                self._page.navigator.saved(saved)
            else:
                self._page.navigator.say(t("The drafts are written."), done=True)

        def answered(accepted: bool | None) -> None:
            if accepted:
                self._page.tingsbok.gateway.write(
                    self._page, "remind", lambda archive: reads.write_reminders(archive, drafts), written
                )

        count = len(drafts.parties)
        title = t("1 draft") if count == 1 else t("{count} drafts", count=count)
        more = [t("Nothing is sent."), *([f"{t('CHANGE')}  {subject}"] if subject else [])]
        self._page.app.push_screen(WriteDialog(title, drafts.files, more), answered)
