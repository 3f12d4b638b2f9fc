"""One item of an agenda: written in a small form; moved, put off or taken off through a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import N_, t
from tingsbok.meetings import ItemParts
from tingsbok.record import said
from tingsbok.schema import Field, RecordType
from tui.lookups import lookups_for
from tui.present import waiting
from tui.reads import agenda as reads
from tui.reads.agenda import Act, Previewed
from tui.reads.forms import kept_form
from tui.screens.drafted import DraftedDialog, Kept
from tui.screens.preview import PreviewDialog, ask_to_save
from tui.widgets.dialogs import Menu, MenuEntry, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from tingsbok.actions import Saved
    from tingsbok.record import Record
    from tui.app import TingsbokApp
    from tui.screens.base import Page

FIELDS = ("title", "kind", "parent", "presenters", "presenters_text", "minutes", "case")
"""What the form of a new item asks for, the most needed first."""


def carry_out(app: TingsbokApp, title: str, act: Act, moved: str = "") -> None:
    """Show what a change would do; Enter makes it.

    Args:
        app: The app.
        title: What is about to happen.
        act: The change.
        moved: Title of an item that gets another place: then the new order is shown, not field by field.
    """

    def show(found: Previewed) -> None:
        preview = replace(found.preview, changes=()) if moved else found.preview
        about = waiting.around(found.order, moved) if moved else ""
        dialog = PreviewDialog(title, preview, t("saves it"), about)
        ask_to_save(app, dialog, "agenda", lambda archive: reads.carried_out(archive, act))

    app.gateway.ask(app, "agenda", lambda archive: reads.previewed(archive, act), show)


def when_prompt(title: str) -> Prompt:
    """Asks to which meeting or day something is put off."""
    note = t("A day, a meeting's id, or next for the body's next meeting")
    return Prompt(title, t("next"), note=note, problem=lambda text: "" if text.strip() else t("Say when."))


def open_waiting(page: Page, identity: str) -> None:
    """Open what waits for the meeting that a list's cursor stands on; say so if it is no coming meeting."""

    def show(coming: bool) -> None:
        if coming:
            page.navigator.open_waiting(identity)
        else:
            page.say(t("There is no coming meeting under the cursor. g n goes to the next one."))

    page.ask("coming", lambda archive: reads.is_coming(archive, identity), show)


# --- a new item


class ItemDialog(DraftedDialog):
    """A form that must have a title, and names an item of the agenda if it names any."""

    parents: frozenset[str] = frozenset()

    def action_accept(self) -> None:
        """Answer with what the form holds, if it can be an item."""
        values = self._form.values()
        parent = str(values.get("parent", "")).replace(" ", "").strip("§)")
        errors: dict[FieldPath, str] = {}
        if not str(values.get("title", "")).strip():
            errors["title",] = t("An item needs a title.")
        if parent and parent not in self.parents:
            errors["parent",] = t("There is no such item.")
        if errors:
            self._form.show_errors(errors)
        else:
            self.answer({**values, "parent": parent})


def ask_item(page: Page, meeting: Record, record_type: RecordType, added: Callable[[str], None]) -> None:
    """Ask for a new item of a meeting, and put it on the agenda.

    Args:
        page: The meeting's page.
        meeting: The meeting.
        record_type: The type of meetings, for the fields of items.
        added: Called with the title of the item once it is saved, before the page reads again.
    """
    app, key = page.tingsbok, f"new-item:{meeting.id}"
    fields = [replace(field, required=field.name == "title") for field in _fields(record_type)]

    def show(found: tuple[Kept, dict[str, str]]) -> None:
        kept, names = found
        lookups = lookups_for(app, names, lambda: page.today)
        dialog = ItemDialog(key, kept, t("New item"), fields, {"kind": "information"}, lookups, page)
        dialog.parents = frozenset(said(line, "key") for line in meeting.entries("items"))
        app.push_screen(dialog, answered)

    def answered(values: dict[str, Value] | None) -> None:
        if values is not None:
            line = {name: value for name, value in values.items() if name != "parent"}
            act = reads.adding(meeting.id, line, str(values["parent"]))

            def saved(found: Saved) -> None:
                added(" ".join(str(line["title"]).split()))
                app.navigator.saved(found)

            app.gateway.write(
                app,
                "agenda",
                lambda archive: reads.carried_out(archive, act),
                saved,
                forget=lambda archive: archive.drop_draft(key),
            )

    page.ask("new-item", lambda archive: kept_form(archive, key), show)


def _fields(record_type: RecordType) -> list[Field]:
    found = (record_type.field(f"items.{name}") for name in FIELDS)
    return [field for field in found if field is not None]


# --- an item in its place

_WAYS = (
    ("u", "up", N_("one place up")),
    ("n", "down", N_("one place down")),
    ("i", "under", N_("under the item above it")),
    ("t", "out", N_("out of the item it is a part of")),
    ("b", "remove", N_("take off the agenda …")),
    ("s", "later", N_("put off to another meeting …")),
    ("o", "renumber", N_("number all items anew")),
)


def arrange(app: TingsbokApp, meeting: str, item: ItemParts) -> None:
    """Choose what to do with an item of an agenda; the change is shown, and Enter makes it."""
    entries = [MenuEntry(key, t(label)) for key, _, label in _WAYS]
    ways = {key: (way, t(label)) for key, way, label in _WAYS}

    def chosen(key: str | None) -> None:
        if key is None:
            return
        way, label = ways[key]
        if way == "later":
            app.push_screen(when_prompt(t("Put off: {title}", title=item.title)), put_off)
        else:
            moved = item.title if way in ("up", "down", "under", "out") else ""
            carry_out(app, f"{item.title}: {label}", reads.moving(meeting, item.key, way), moved)

    def put_off(to: str | None) -> None:
        if to is not None:
            carry_out(app, t("Put off"), reads.putting_off(meeting, item.key, to))

    app.push_screen(Menu(t("Order: {title}", title=item.title), entries), chosen)
