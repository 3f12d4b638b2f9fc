"""A form in a box over a page whose words are kept as a draft until they are saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from tingsbok.frontmatter import Value
from tingsbok.i18n import t
from tingsbok.schema import Field
from tui import intents
from tui.screens.writing import KEEP_WITHIN
from tui.widgets.form import RecordForm
from tui.widgets.item_dialogs import FormDialog
from tui.widgets.lookups import Lookups

if TYPE_CHECKING:
    from tui.app import TingsbokApp

Kept = Mapping[str, Any] | None
"""What a draft holds; ``None`` if there is none."""


class DraftedDialog(FormDialog):
    """A form of something new that goes on where it was left.

    Args:
        key: Names the draft, such as ``new-item:lsg-2024-11-15``.
        kept: What the draft holds.
        title: What is new.
        fields: Its fields.
        values: What it begins with.
        lookups: How to find and name records.
        owner: The page.
    """

    def __init__(
        self,
        key: str,
        kept: Kept,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Value],
        lookups: Lookups,
        owner: Widget,
    ) -> None:
        super().__init__(title, fields, values, lookups, owner, {}, new=True)
        self._key = key
        found = (kept or {}).get("fields")
        self._kept: dict[str, Value] = found if isinstance(found, dict) else {}
        self._keeping: Timer | None = None

    @property
    def _tingsbok(self) -> TingsbokApp:
        return cast("TingsbokApp", self.app)

    def keys(self) -> str:
        """How to answer."""
        return t("ctrl+s accept  Tab next  Esc leave")

    def on_mount(self) -> None:
        """Put back what was typed before, once the fields are there."""
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        for name, value in self._kept.items():
            self._form.set_value(name, value)
        if self._kept:
            self._tingsbok.navigator.say(t("This was typed before and not saved. Esc keeps it."))

    @on(RecordForm.Changed)
    def _typed(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_WITHIN, partial(self.keep, quiet=True))

    def keep(self, then: Callable[[], None] | None = None, *, quiet: bool = False) -> None:
        """Keep what was typed on disk; *then* runs when it is there."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        key, keep = self._key, self._tingsbok.gateway.keep
        if not self._form.is_dirty:
            keep(self.app, lambda archive: archive.drop_draft(key), then, quiet=True)
            return
        kept = {"fields": self._form.values()}
        keep(self.app, lambda archive: archive.keep_draft(key, kept), then, quiet=quiet)

    def answer(self, values: dict[str, Value]) -> None:
        """Close with what the form holds, kept until it is saved."""
        self.keep()
        self.dismiss(values)

    def action_cancel(self) -> None:
        """Leave; what was typed stays as a draft."""
        dirty = self._form.is_dirty
        self.keep(self._tingsbok.renew)
        self.dismiss(None)
        if dirty:
            say_kept(self._tingsbok)


def say_kept(app: TingsbokApp) -> None:
    """Say that a draft is kept and how to go on with it."""
    app.navigator.say(t("The draft is kept. {key} goes on with it.", key=intents.NEW.shown_key))
