"""``tingsbok status``: where the archive stands."""

from __future__ import annotations

import argparse

from tingsbok.cli.context import Context
from tingsbok.i18n import N_, t

SUMMARY = N_("Show what was changed with other programs and what waits as draft.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(context: Context) -> int:
    """Print title, place, number of records, and what is not committed."""
    from tingsbok.store.git_place import find_place
    from tingsbok.store.git_state import unfinished

    archive = context.archive
    outside = archive.outside()
    if context.output.form == "json":
        items = [{"path": o.path, "id": o.id, "kind": o.kind, "subject": o.subject} for o in outside]
        context.output.json(
            "status", items, title=archive.title, path=str(archive.root), drafts=archive.drafts()
        )
        return 0
    context.output.text(f"{archive.title}   {archive.root}")
    context.output.text(t("{count} records", count=archive.listing().count))
    for found in outside:
        what = f"{found.id}: {found.fault}" if found.fault else found.subject
        context.output.text(f"  {t(found.kind)}  {what}")
    refusal = unfinished(find_place(archive.root))
    if refusal is not None:
        context.say(f"{refusal.message} {refusal.remedy}")
    elif outside:
        context.say(t("Save them with: tingsbok commit"))
    for key in archive.drafts():
        context.output.text("  " + t("draft") + f"  {key}")
    return 0
