"""Writing a document of a record: which, in which format; what it would hold; Enter writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.i18n import t
from tui import reads
from tui.display import content
from tui.messages import Answered, Refused
from tui.present import export
from tui.present.sentences import with_remedy
from tui.reads.exporting import ExportView, Wanted
from tui.widgets.dialogs import Dialog
from tui.widgets.lookups import Found
from tui.widgets.picker import Picked, Picker

if TYPE_CHECKING:
    from tui.app import TingsbokApp

_PARTY_KINDS = ("extract",)


class ExportFlow:
    """Asks what to write of a record, and writes it.

    Args:
        app: The app.
        identity: The record.
    """

    def __init__(self, app: TingsbokApp, identity: str) -> None:
        self._app = app
        self._identity = identity

    def begin(self) -> None:
        """Find out what can be written."""
        self._app.gateway.ask(
            self._app, "export", lambda archive: reads.export_kinds(archive, self._identity), self._ask
        )

    def _ask(self, found: tuple[str, tuple[str, ...], str]) -> None:
        name, kinds, usual = found
        self._app.push_screen(ExportDialog(self._identity, name, kinds, usual), self._write)

    def _write(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._app.gateway.write(
                self._app,
                "export",
                lambda archive: reads.write_export(archive, self._identity, wanted),
                lambda file: self._app.navigator.say(t("Written: {file}", file=file), done=True),
            )


class ExportDialog(Dialog[Wanted | None]):
    """Letters choose the document and the format; below stands what would be written.

    Args:
        identity: The record.
        name: What it is called.
        kinds: What can be written of it.
        usual: What is most likely wanted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,ctrl+s", "accept", show=False),
    ]

    def __init__(self, identity: str, name: str, kinds: Sequence[str], usual: str) -> None:
        super().__init__(t("Write out {name}", name=name))
        self._identity = identity
        self._kinds = [kind for kind in export.KINDS if kind in kinds]
        self._wanted = Wanted(usual)
        self._of_meeting = "minutes" in kinds
        self._choices = Static("", classes="dialog--text")
        self._about = Static("", classes="dialog--note", id="about")
        self._ready = False

    def inside(self) -> Sequence[Widget]:
        """The choices, and what would be written."""
        return self._choices, self._about

    def keys(self) -> str:
        """How to choose."""
        return t("letter chooses  Enter writes  Esc close")

    def on_mount(self) -> None:
        """Show the usual choice."""
        self._renew()

    # --- choosing

    async def _on_key(self, event: events.Key) -> None:
        letter = event.character or ""
        if not letter.isprintable() or not letter:
            return
        event.stop()
        for kind in self._kinds:
            if export.KINDS[kind][0] == letter:
                self._choose(replace(self._wanted, kind=kind, party=""))
        for form, (key, _) in export.FORMATS.items():
            if key == letter:
                self._choose(replace(self._wanted, form=form))

    def action_move(self, step: int) -> None:
        """Go to the next document."""
        at = (self._kinds.index(self._wanted.kind) + step) % len(self._kinds)
        self._wanted = replace(self._wanted, kind=self._kinds[at], party="")
        self._renew()

    def _choose(self, wanted: Wanted) -> None:
        self._wanted = wanted
        if self._needs_party():
            self._ask_party()
        else:
            self._renew()

    def _needs_party(self) -> bool:
        return self._of_meeting and self._wanted.kind in _PARTY_KINDS and not self._wanted.party

    def _ask_party(self) -> None:
        app: TingsbokApp = self.app  # type: ignore[assignment] # the only app there is

        async def complete(text: str, types: Sequence[str]) -> list[Found]:
            found: list[Found] = await app.gateway.fetch(
                self, lambda archive: reads.complete(archive, text, types), []
            )
            return found

        self.app.push_screen(
            Picker(t("Extract for which party?"), complete, types=("organisation",)), self._picked
        )

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.id:
            self._wanted = replace(self._wanted, party=picked.id)
        self._renew()

    def action_accept(self) -> None:
        """Write it."""
        if self._needs_party():
            self._ask_party()
        elif self._ready:
            self.dismiss(self._wanted)

    # --- showing

    def _renew(self) -> None:
        self._choices.update(Content("\n").join(self._choice_lines()))
        self._ready = False
        if self._needs_party():
            self._about.update(content(t("Enter chooses the party.")))
            return
        app: TingsbokApp = self.app  # type: ignore[assignment]
        wanted = self._wanted
        app.gateway.ask(
            self,
            "export-view",
            lambda archive: reads.export_view(archive, self._identity, wanted),
            self._show,
        )

    def _choice_lines(self) -> list[Content]:
        lines = [
            content(f" {'>' if kind == self._wanted.kind else ' '} {key}  {t(label)}")
            for kind, (key, label) in ((kind, export.KINDS[kind]) for kind in self._kinds)
        ]
        forms = "  ".join(
            f"[{key} {label}]" if form == self._wanted.form else f" {key} {label} "
            for form, (key, label) in export.FORMATS.items()
        )
        return [*lines, Content(""), content(f"   {forms}")]

    def _show(self, view: ExportView) -> None:
        self._ready = True
        self._about.update(content("\n".join([view.title, *export.lines(view)]), keep_newlines=True))

    def on_answered(self, event: Answered) -> None:
        """Show what would be written."""
        event.tell()

    def on_refused(self, event: Refused) -> None:
        """Say why it cannot be written."""
        sentence = with_remedy(event.error.message, event.error.remedy)
        self._about.update(content(f"! {sentence}", keep_newlines=True))
