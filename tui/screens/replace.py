"""A change of who sits in a body: a replacement, a new member, or seats for a party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.widgets import Static

from tingsbok.actions import Preview
from tingsbok.acts.composition import Joining, Leaving, Replacement, SeatRule, Step
from tingsbok.errors import ExternallyChanged
from tingsbok.frontmatter import Value
from tingsbok.i18n import N_, t
from tingsbok.schema import Field
from tui import intents
from tui.display import content
from tui.intents import Intent
from tui.lookups import lookups_for
from tui.present import composition
from tui.reads import FormData
from tui.reads import composition as reads
from tui.reads.composition import CompositionStart
from tui.screens.filling import FillingPage
from tui.screens.preview import PreviewDialog
from tui.widgets.form import RecordForm
from tui.widgets.link_input import NewWanted
from tui.widgets.lookups import Found, Lookups

_FIELDS = {
    "replace": ("person", "for", "from", "acting", "by", "title", "role"),
    "join": ("person", "for", "from", "role", "title", "acting", "by"),
    "seats": ("for", "count", "from", "by"),
}
_TITLES = {"replace": N_("Replacement"), "join": N_("New member"), "seats": N_("Seats for a party")}


class CompositionForm(FillingPage):
    """One change of a body's composition.

    Args:
        kind: ``replace``, ``join`` or ``seats``.
        body: The body.
        about: The person that is replaced, or the party; may be empty for a party.
    """

    INTENTS: ClassVar[tuple[Intent, ...]] = (intents.FORM_EDITOR,)
    BINDINGS: ClassVar[list[BindingType]] = [*intents.bindings(INTENTS)]

    def __init__(self, kind: str, body: str, about: str) -> None:
        super().__init__(f"{kind}:{body}:{about}")
        self.view = "people"
        self.kind = kind
        self.body = body
        self.about = about
        self._names: dict[str, str] = {}
        self._start: CompositionStart | None = None

    def content(self) -> Iterable[Any]:
        """Who is replaced; the form; what saving would do."""
        yield Static("", id="facts", markup=False)
        yield RecordForm(self._lookups(), id="form")
        yield Static("", id="preview", markup=False)

    def on_mount(self) -> None:
        """Let keys wait for the fields: they do while nothing has the focus and something could."""
        self.query_one("#preview").can_focus = True

    def place(self) -> Sequence[str]:
        """The view, the body and what is done with it."""
        name = self._start.title if self._start else self.body
        return (*super().place(), name, t(_TITLES[self.kind]))

    def _lookups(self) -> Lookups:
        """Lookups that offer the organisations of the body first."""
        found = lookups_for(self.tingsbok, self._names, lambda: self.today)

        async def complete(text: str, types: Sequence[str]) -> list[Found]:
            near = self._start.near if self._start else frozenset()
            records = [Found(*each) for each in await found.complete(text, types)]
            return sorted(records, key=lambda each: each.id not in near)

        return replace(found, complete=complete)

    # --- reading

    def load(self) -> None:
        """Read the body once."""
        if self.data is None:
            self.ask(
                "form", lambda archive: reads.composition_start(archive, self.body, self.key), self._show
            )

    def _show(self, start: CompositionStart) -> None:
        self._start, self.data = start, start.form
        self._names.update(start.form.names)
        line = self._line()
        party = str(line.get("for", "")) if self.kind == "replace" else self.about
        values = composition.start_values(self.kind, party, str(line.get("role", "")), self.today.isoformat())
        fields = self._fields(start.form)
        self.form.show(fields, values, new=True, common=[field.name for field in fields])
        self.query_one("#facts", Static).update(content(self._facts(party)))
        self.call_after_refresh(self._go_on)

    def _line(self) -> dict[str, Value]:
        record = self.data.record if self.data else None
        lines = record.entries("members") if record else []
        return next((line for line in reversed(lines) if line.get("person") == self.about), {})

    def _facts(self, party: str) -> str:
        if self.kind != "replace":
            return t("An organisation that is not there yet is made when its name is chosen.")
        name, whose = self._names.get(self.about, self.about), self._names.get(party, party)
        return t("{name}, {party}, leaves. Without a new person the seat is vacant.", name=name, party=whose)

    def _fields(self, data: FormData) -> list[Field]:
        """The fields of the form, made of those of the body's own lines."""
        holder = data.record_type.field("seats" if self.kind == "seats" else "members")
        known = [holder.child(name) for name in _FIELDS[self.kind]] if holder else []
        titles = {
            "person": t("New person") if self.kind == "replace" else t("Person"),
            "for": t("Organisation"),
            "acting": t("Until further notice"),
        }
        return [
            replace(field, required=False, titles={self.language: titles[field.name]})
            if field.name in titles
            else replace(field, required=False)
            for field in known
            if field is not None
        ]

    def _go_on(self) -> None:
        """Put back what was typed before and not saved, once the fields are there."""
        kept = (self.data.kept or {}).get("fields") if self.data else None
        if isinstance(kept, dict):
            for name, value in kept.items():
                self.form.set_value(name, value)
            self._name_new_person()
            self.say_kept()
        self.query_one("#preview").can_focus = False
        self.form.focus_field()
        self.renew_frame()
        self.preview()

    # --- writing

    @on(RecordForm.Changed)
    def _changed(self) -> None:
        self._name_new_person()
        self.written()

    def _name_new_person(self) -> None:
        """A name that is nobody's stands for a new person, and says so."""
        name = self._value("person")
        if " " in name and name not in self._names:
            self._names[name] = t("{name} (new person)", name=name)

    def _value(self, name: str) -> str:
        value = self.form.values().get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def is_dirty(self) -> bool:
        """Whether anything is typed."""
        return self.form.is_dirty

    def kept(self) -> dict[str, Any]:
        """The fields."""
        return {"fields": self.form.values()}

    @property
    def again_key(self) -> str:
        """The key that goes on with it."""
        return (intents.BODY_REPLACE if self.kind == "replace" else intents.BODY_NEW).shown_key

    def again(self) -> CompositionForm:
        """The same form, to go on with the draft."""
        return CompositionForm(self.kind, self.body, self.about)

    def _step(self) -> Step | str:
        """What is asked for; or, as text, what is missing."""
        new, party, since, decision = map(self._value, ("person", "for", "from", "by"))
        acting, role, title = self._value("acting") == "true", self._value("role"), self._value("title")
        if self.kind == "seats":
            count = self._value("count")
            if not party or not count.isdecimal():
                return t("Write which party and how many seats.")
            return SeatRule(party, int(count), since, decision)
        if self.kind == "join":
            joining = Joining(new, since, party, role or "member", title, acting, decision=decision)
            return joining if new else t("Write who the new member is.")
        if not since:
            return t("Write from which day.")
        if not new:
            return Leaving(self.about, since)
        return Replacement(self.about, new, since, party, role, title, acting, decision)

    def preview(self) -> None:
        """Work out what saving would do."""
        if self.data is None:
            return
        step = self._step()
        if faults := self.form.faults:
            self._tell_instead([])
            self.form.show_errors(faults)
        elif isinstance(step, str):
            self._tell_instead([step])
        else:
            self.ask(
                "preview",
                lambda archive: reads.compose_preview(archive, self.body, step),
                self._show_preview,
                quiet=True,
            )

    def do_form_save(self) -> None:
        """Save as one change."""
        step = self._step() if self.data is not None else ""
        if faults := self.form.faults:
            self.form.show_errors(faults)
            self.go_to_problem()
            self._say_until_written(next(iter(faults.values())), alert=True)
        elif isinstance(step, str):
            self.say(step, alert=True)
        elif isinstance(step, Leaving):  # an empty field may be an oversight
            self.ask(
                "leaving", lambda archive: reads.compose_preview(archive, self.body, step), self._ask_vacant
            )
        else:
            self._carry_out(step)

    def _ask_vacant(self, preview: Preview) -> None:
        def answered(accepted: bool | None) -> None:
            step = self._step()
            if accepted and not isinstance(step, str):
                self._carry_out(step)

        title = t("Nobody comes instead: the seat is vacant")
        self.app.push_screen(PreviewDialog(title, preview, t("saves it")), answered)

    def _carry_out(self, step: Step) -> None:
        self._write(lambda archive, durable: reads.compose(archive, self.body, step, durable))

    def _rebase(self, refusal: ExternallyChanged) -> bool:  # noqa: ARG002 - the step is done anew on what is there
        """Somebody was faster by a moment: the same step on the body as it is now."""
        self.do_form_save()
        return True

    # --- fields

    def make_new(self, event: NewWanted) -> None:
        """A new person is made with the change itself; any other record gets a form of its own."""
        if event.type == "person":
            event.fill(event.text, t("{name} (new person)", name=event.text))
            self.focus_next()
            self.written()  # the same letters lead somewhere now
        else:
            super().make_new(event)
