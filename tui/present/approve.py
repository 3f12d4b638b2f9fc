"""What is said of a step that a meeting takes."""

from __future__ import annotations

from tingsbok.i18n import t
from tingsbok.meetings.approval import blocking
from tui.reads.approving import StepView


def head(view: StepView) -> str:
    """Where the meeting stands and what the step waits for."""
    if not view.to:
        return t("{meeting} is {status} and takes no more steps.", meeting=view.name, status=view.now)
    step = t(
        "{meeting}: {before} → {after}, {day}",
        meeting=view.name,
        before=view.now,
        after=view.to,
        day=view.day,
    )
    missing = len(blocking(view.step.lacks))
    if missing:
        return "\n".join((step, "", t("Is missing first ({count}):", count=missing)))
    if view.step.lacks:
        return "\n".join((step, "", t("Worth knowing:")))
    return "\n".join((step, "", t("Nothing is missing.")))
