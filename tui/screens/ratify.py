"""Small windows of the agreement page: a party's answer, another total, files about to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tingsbok.acts.ratifying import has_happened
from tingsbok.followup.costs import number
from tingsbok.frontmatter import FieldPath, Value
from tingsbok.i18n import t
from tingsbok.schema import Field
from tui.display import content
from tui.widgets.dialogs import Dialog
from tui.widgets.form import RecordForm
from tui.widgets.item_dialogs import FormDialog
from tui.widgets.lookups import Lookups


class CheckedDialog(FormDialog):
    """A form that is answered only when what it holds can be understood."""

    def tell(self, field: str, message: str) -> None:
        """Say what is wrong with a field."""
        errors: dict[FieldPath, str] = {(field,): message}
        self._form.show_errors(errors)


class AnswerDialog(CheckedDialog):
    """What one or several parties have answered.

    Args:
        parties: What they are called.
        fields: The fields of an answer.
        values: What is known already.
        lookups: Makes the lookups of the form, given whether its dates have happened.
        owner: The page.
    """

    def __init__(
        self,
        parties: Sequence[str],
        fields: Sequence[Field],
        values: Mapping[str, Value],
        lookups: Callable[[Callable[[], bool]], Lookups],
        owner: Widget,
    ) -> None:
        title = t("Ratification: {parties}", parties=", ".join(parties))
        self._status = str(values.get("status", ""))
        self._read = lookups(self._has_happened)
        super().__init__(title, fields, values, self._read, owner, {}, new=True)

    def _has_happened(self) -> bool:
        """Answers have been given, unless they stand on an agenda."""
        return has_happened(self._status)

    @on(RecordForm.Changed)
    def _status_chosen(self) -> None:
        self._status = str(self._form.values().get("status", ""))

    def action_accept(self) -> None:
        """Answer with what the form holds, if it can be understood."""
        values = self._form.values()
        written = values.get("date", "")
        day = self._read.day(written) if isinstance(written, str) and written else None
        if day is not None and (day.problem or not day.iso):
            self.tell("date", day.problem or t("This is no date."))
        elif not values.get("status"):
            self.tell("status", t("Choose what was answered."))
        else:
            self.dismiss(values | ({"date": day.iso} if day else {}))


class TotalDialog(CheckedDialog):
    """Another total or key to reckon with."""

    def action_accept(self) -> None:
        """Answer with what the form holds, if the total is an amount."""
        values = self._form.values()
        written = values.get("total", "")
        amount = number(written) if isinstance(written, str) else None
        if written and amount is None:
            self.tell("total", t("This is no amount."))
        elif amount is not None and amount < 0:
            self.tell("total", t("The total is less than nothing."))
        else:
            self.dismiss(values)


class WriteDialog(Dialog[bool]):
    """Files that are about to be written; the result is true if they shall be.

    Args:
        title: What they are.
        files: Their names.
        more: What else happens, a line each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,ctrl+s", "accept", show=False)]

    _MOST = 9

    def __init__(self, title: str, files: Sequence[str], more: Sequence[str] = ()) -> None:
        super().__init__(title)
        self._files = files
        self._more = more

    def inside(self) -> Sequence[Widget]:
        """The names and what else happens."""
        left = len(self._files) - self._MOST
        rest = [t("… and {count} more", count=left)] if left > 0 else []
        lines = [*self._files[: self._MOST], *rest, *(["", *self._more] if self._more else [])]
        return [Static(content("\n".join(lines), keep_newlines=True), classes="dialog--text")]

    def keys(self) -> str:
        """The two answers."""
        return t("Enter writes  Esc leaves it")

    def action_accept(self) -> None:
        """Write them."""
        self.dismiss(result=True)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(result=False)


class ReadDialog(Dialog[None]):
    """A text to read.

    Args:
        title: What it is.
        text: The text, several lines.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,d", "cancel", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def inside(self) -> Sequence[Widget]:
        """The text."""
        return [Static(content(self._text, keep_newlines=True), classes="dialog--text")]

    def keys(self) -> str:
        """How to leave."""
        return t("Esc close")
