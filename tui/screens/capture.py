"""Lines of a meeting's text that become records: shown first, saved with the text as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tingsbok.actions import Draft, Edit, Preview
from tingsbok.acts.capturing import Capture
from tingsbok.i18n import t
from tingsbok.record import said
from tui.reads import deciding as reads
from tui.screens.preview import PreviewDialog

if TYPE_CHECKING:
    from tui.screens.base import Page

_LONGEST = 66


def ask_capture(page: Page, edit: Edit, save: Callable[[bool], None]) -> None:
    """Show what the lines of a meeting's text become, and let the user say what is saved.

    Args:
        page: The page of the text.
        edit: The meeting with its text.
        save: Saves; with true the lines become records, with false the text is saved as it is.
    """

    def shown(found: tuple[Capture, Preview]) -> None:
        capture, preview = found
        if not capture.drafts and not capture.troubles:
            save(False)  # noqa: FBT003 - the one thing it says
            return
        count = len(capture.drafts)
        title = (
            t("No line can be read") if not count else t("1 line becomes a record") if count == 1
            else t("{count} lines become records", count=count)
        )  # fmt: skip
        verb = t("saves the text and the records") if count else t("saves the text as it is")
        dialog = PreviewDialog(title, preview, verb, "\n".join(_lines(capture)))
        page.app.push_screen(dialog, lambda accepted: save(bool(count)) if accepted else None)

    page.ask("capture", lambda archive: reads.capture_preview(archive, edit), shown)


def _lines(capture: Capture) -> Iterator[str]:
    for draft in capture.drafts:
        yield _line(draft)
    for trouble in capture.troubles:
        stays = t("it stays in the text") if trouble.stops else t("kept as words")
        yield f"! {t('line {number}', number=trouble.line)}: {trouble.message} ({stays})"


def _line(draft: Draft) -> str:
    if draft.type == "decision":
        clause = draft.body.partition("\n")[0].removeprefix("- ")
        return f"§ {said(draft.fields, 'item')}  {t('DECISION')}  {clause}"[:_LONGEST]
    source = said(draft.fields, "given_by").partition("#")[2]
    due = said(draft.fields, "due") or said(draft.fields, "due_text")
    who = draft.fields.get("assignees")
    names = ", ".join(one for one in who if isinstance(one, str)) if isinstance(who, list) else ""
    facts = ", ".join(
        filter(None, (names or said(draft.fields, "assignees_text"), said(draft.fields, "title"), due))
    )
    return f"§ {source}  {t('ASSIGNMENT')}  {facts}"[:_LONGEST]
