"""What an archive brings along that would run, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingsbok.i18n import t

if TYPE_CHECKING:
    from tingsbok.store.git_trust import Standing

LONGEST = 240
"""Characters of a command that are shown; a longer one is shown from both ends, and says so."""


def standing_lines(standing: Standing) -> list[str]:
    """What would run, where it comes from, and what was answered."""
    lines = [t("At each save this archive would start programs of its own:"), ""]
    lines += [f"  {program.name}: {_shortened(program.command)}" for program in standing.programs]
    lines += ["", t("Archive: {path}", path=standing.place)]
    if standing.origin:
        lines.append(t("Fetched from: {address}", address=_shortened(standing.origin)))
    return [*lines, "", _answer(standing.answer)]


def _answer(answer: bool | None) -> str:
    if answer is None:
        return t("May it? Only say yes if you know who made the archive.")
    return t("You have let them run.") if answer else t("You have not let them run.")


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    left_out = t("[{count} characters left out]", count=len(text) - LONGEST)
    return f"{text[: LONGEST // 2]} … {left_out} … {text[-LONGEST // 2 :]}"
