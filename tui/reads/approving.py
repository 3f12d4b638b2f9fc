"""The steps of a meeting, the approval of the last minutes, and corrections, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from tingsbok.actions import Preview, Work
from tingsbok.acts import approving
from tingsbok.acts.approving import Step
from tingsbok.frontmatter import Value
from tingsbok.meetings.carryover_frame import is_for_minutes
from tingsbok.meetings.locks import is_locked
from tui.reads.opening import words

if TYPE_CHECKING:
    from tingsbok.archive import Archive


class StepView(Struct, frozen=True):
    """A step that a meeting can take.

    Attributes:
        step: The step with what it lacks.
        name: What the meeting is called.
        now: Its status in words.
        to: The status it would get in words; empty if there is no step.
        day: The day of the step.
        preview: What taking it would do; ``None`` while something is missing.
    """

    step: Step
    name: str
    now: str
    to: str
    day: str
    preview: Preview | None


def step_view(archive: Archive, meeting: str, day: str = "") -> StepView:
    """The next step of a meeting on a day, the archive's own if none is given."""
    on = day or archive.today.isoformat()
    found = approving.step(archive, meeting, on=day)
    said = words(archive)
    return StepView(
        found,
        archive.name(found.meeting.id),
        said.value("meeting", "status", found.meeting.text("status")),
        said.value("meeting", "status", found.to) if found.to else "",
        on,
        archive.preview(found.work) if found.work is not None else None,
    )


class Approval(Struct, frozen=True):
    """The approval of earlier minutes: their name, what it would do, what is worth knowing first."""

    name: str
    work: Work
    preview: Preview
    advice: str


def approval_of_previous(archive: Archive, meeting: str, item: str) -> Approval | None:
    """The approval of the last minutes under an item that is for it; ``None`` if the item or they are not.

    Raises:
        Refused: The minutes lack something.
    """
    here = archive.get(meeting)
    line = next((entry for entry in here.entries("items") if entry.get("key") == item), None)
    if line is None or is_locked(here):
        return None
    previous = approving.previous_to_approve(archive, here)
    carried = line.get("carried_from", "")
    is_for = is_for_minutes(str(line.get("title", ""))) or (previous is not None and previous.id in carried)
    if previous is None or not is_for:
        return None
    work = approving.approve_previous(archive, meeting, item)
    lacks = approving.step(archive, previous.id, "approved").lacks
    advice = " ".join(lack.sentence for lack in lacks if not lack.blocks)
    return Approval(archive.name(previous.id), work, archive.preview(work), advice)


def is_correctable(archive: Archive, identity: str) -> bool:
    """Whether a record's words are locked, so that they are corrected with a reason."""
    return is_locked(approving.locking_meeting(archive, archive.get(identity)))


def correction(archive: Archive, identity: str, written: Mapping[str, str]) -> Work:
    """The correction that somebody has written: ``title``, ``text`` and ``reason``."""
    record = archive.get(identity)
    fields: dict[str, Value] = {"title": written["title"]} if record.type == "decision" else {}
    return approving.correct(archive, identity, reason=written["reason"], text=written["text"], fields=fields)


def correction_preview(archive: Archive, identity: str, written: Mapping[str, str]) -> Preview:
    """What the correction would do."""
    return archive.preview(correction(archive, identity, written))
