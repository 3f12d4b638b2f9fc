"""Questions to the archive: functions that the gateway runs in a thread; their answers are frozen data.

Each module is loaded when one of its names is first used, so that the first screen waits for its own only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.reads.approving import (
        approval_of_previous,
        correction,
        correction_preview,
        is_correctable,
        step_view,
    )
    from tui.reads.calendar import calendar_view, write_ics
    from tui.reads.changes import (
        LinkPlace,
        link_places,
        links_from,
        redo_preview,
        undo_preview,
        unlink_preview,
    )
    from tui.reads.exporting import export_kinds, export_view, write_export
    from tui.reads.forms import (
        Clash,
        FormData,
        NewRecord,
        Rebased,
        create,
        edit_data,
        edit_preview,
        new_data,
        new_preview,
        rebase,
    )
    from tui.reads.history import (
        LogFilter,
        LogPart,
        RecordChange,
        changes_in,
        history_part,
        last_set,
        log_part,
        restoring,
        unsaved,
    )
    from tui.reads.inforce import (
        day_of_meeting,
        expiring_view,
        in_force_view,
        may_meet,
        meeting_condition,
        open_conditions,
    )
    from tui.reads.kept_start import peeked_work
    from tui.reads.lists import (
        ListPage,
        complete,
        facet_values,
        list_page,
        meeting_of,
        more_lines,
        neighbour,
        next_meeting,
    )
    from tui.reads.opening import Editing, Reconciliation, editing, open_archive, reconcile, words
    from tui.reads.overview import (
        SearchView,
        search_view,
        start_news,
        start_outlook,
        start_review,
        start_work,
    )
    from tui.reads.records import (
        BrokenFile,
        MeetingView,
        RecordView,
        accepting,
        broken_file,
        case_mentions,
        case_view,
        meeting_view,
        names_in,
        record_view,
        target_document,
    )

_MODULES = {
    "approving": (
        "approval_of_previous",
        "correction",
        "correction_preview",
        "is_correctable",
        "step_view",
    ),
    "exporting": ("export_kinds", "export_view", "write_export"),
    "calendar": ("calendar_view", "write_ics"),
    "changes": ("LinkPlace", "link_places", "links_from", "redo_preview", "undo_preview", "unlink_preview"),
    "forms": (
        "Clash",
        "FormData",
        "NewRecord",
        "Rebased",
        "create",
        "edit_data",
        "edit_preview",
        "new_data",
        "new_preview",
        "rebase",
    ),
    "history": (
        "LogFilter",
        "LogPart",
        "RecordChange",
        "changes_in",
        "history_part",
        "last_set",
        "log_part",
        "restoring",
        "unsaved",
    ),
    "inforce": (
        "day_of_meeting",
        "expiring_view",
        "in_force_view",
        "may_meet",
        "meeting_condition",
        "open_conditions",
    ),
    "kept_start": ("peeked_work",),
    "lists": (
        "ListPage",
        "complete",
        "facet_values",
        "list_page",
        "meeting_of",
        "more_lines",
        "neighbour",
        "next_meeting",
    ),
    "opening": ("Editing", "Reconciliation", "editing", "open_archive", "reconcile", "words"),
    "overview": ("SearchView", "search_view", "start_news", "start_outlook", "start_review", "start_work"),
    "records": (
        "BrokenFile",
        "MeetingView",
        "RecordView",
        "accepting",
        "broken_file",
        "case_mentions",
        "case_view",
        "meeting_view",
        "names_in",
        "record_view",
        "target_document",
    ),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "BrokenFile",
    "Clash",
    "Editing",
    "FormData",
    "LinkPlace",
    "ListPage",
    "LogFilter",
    "LogPart",
    "MeetingView",
    "NewRecord",
    "Rebased",
    "Reconciliation",
    "RecordChange",
    "RecordView",
    "SearchView",
    "accepting",
    "approval_of_previous",
    "broken_file",
    "calendar_view",
    "case_mentions",
    "case_view",
    "changes_in",
    "complete",
    "correction",
    "correction_preview",
    "create",
    "day_of_meeting",
    "edit_data",
    "edit_preview",
    "editing",
    "expiring_view",
    "export_kinds",
    "export_view",
    "facet_values",
    "history_part",
    "in_force_view",
    "is_correctable",
    "last_set",
    "link_places",
    "links_from",
    "list_page",
    "log_part",
    "may_meet",
    "meeting_condition",
    "meeting_of",
    "meeting_view",
    "more_lines",
    "names_in",
    "neighbour",
    "new_data",
    "new_preview",
    "next_meeting",
    "open_archive",
    "open_conditions",
    "peeked_work",
    "rebase",
    "reconcile",
    "record_view",
    "redo_preview",
    "restoring",
    "search_view",
    "start_news",
    "start_outlook",
    "start_review",
    "start_work",
    "step_view",
    "target_document",
    "undo_preview",
    "unlink_preview",
    "unsaved",
    "words",
    "write_export",
    "write_ics",
]


def __getattr__(name: str) -> Any:
    module = _WHERE.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
