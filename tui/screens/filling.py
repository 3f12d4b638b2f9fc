"""What every page with a form of fields shares."""

from __future__ import annotations

from collections.abc import Sequence

from tingsbok.problems import Problem
from tui.present import form
from tui.screens.writing import WritingPage
from tui.widgets.form import RecordForm


class FillingPage(WritingPage):
    """A page on which fields are filled in."""

    @property
    def form(self) -> RecordForm:
        """The fields."""
        return self.query_one("#form", RecordForm)

    def show_problems(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """Show errors at their fields."""
        self.form.show_errors(form.errors(problems))
        return form.as_shown(problems, self.form.errors)

    def go_to_problem(self) -> None:
        """Go to the first field with an error."""
        self.form.focus_first_error()

    def do_form_editor_line(self) -> None:
        """The field in the text editor."""
        self.form.action_editor()
