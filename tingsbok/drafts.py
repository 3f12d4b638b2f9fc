"""What was typed and not saved yet: kept on disk so that a crash or a closed terminal loses nothing.

Drafts lie in the repository's private folder (never in the work tree, never committed), one JSON file each.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from tingsbok.record import Record, parse_record
from tingsbok.whole_files import replace_whole


class KeptDraft(Struct, frozen=True):
    """A draft on disk.

    Attributes:
        key: Names it, such as ``edit:beat-axa``.
        data: What was typed.
        kept: When it was kept (POSIX time).
        base: Path and bytes of the file it was typed into; ``None`` for something new.
    """

    key: str
    data: dict[str, Any]
    kept: float
    base: tuple[str, bytes] | None = None


class Drafts:
    """The drafts of one archive on this computer.

    Args:
        folder: Where they lie; made when the first draft is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: str, data: Mapping[str, Any], base: tuple[str, bytes] | None = None) -> None:
        """Keep *data* under *key*, replacing what was kept under it; whole or not at all.

        Args:
            key: Names the draft.
            data: What was typed.
            base: Path and bytes of the file it was typed into. They are written once, not with every draft.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts: dict[str, Any] = {"key": key, "data": dict(data)}
        if base is None:
            replace_whole(self._file(key), json.dumps(facts).encode("ascii"))
            return
        path, raw = base
        digest = hashlib.sha256(raw).hexdigest()
        self._keep_base(digest, raw)
        replace_whole(self._file(key), json.dumps({**facts, "path": path, "base": digest}).encode("ascii"))
        self._keep_base(digest, raw)  # again, if another program has tidied up in between

    def _keep_base(self, digest: str, raw: bytes) -> None:
        if not self._base(digest).exists():
            replace_whole(self._base(digest), raw)

    def get(self, key: str) -> KeptDraft | None:
        """The draft kept under *key*; ``None`` if there is none or it cannot be read."""
        return self._read(self._file(key))

    def all(self) -> list[KeptDraft]:
        """Every draft, newest first."""
        found = [draft for file in self._folder.glob("*.json") if (draft := self._read(file))]
        return sorted(found, key=lambda draft: draft.kept, reverse=True)

    def drop(self, key: str) -> None:
        """Forget the draft kept under *key*, if there is one."""
        with contextlib.suppress(FileNotFoundError):
            self._file(key).unlink()
        self._tidy()

    def _tidy(self) -> None:
        """Remove the files that no draft was typed into."""
        bases = set(self._folder.glob("*.base"))
        if not bases:
            return
        for draft in self.all():
            if draft.base is not None:
                bases.discard(self._base(hashlib.sha256(draft.base[1]).hexdigest()))
        for file in bases:
            with contextlib.suppress(FileNotFoundError):
                file.unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.json"

    def _base(self, digest: str) -> Path:
        return self._folder / f"{digest[:24]}.base"

    def _read(self, file: Path) -> KeptDraft | None:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            when = file.stat().st_mtime
            return KeptDraft(found["key"], found["data"], when, self._read_base(found))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _read_base(self, found: Mapping[str, Any]) -> tuple[str, bytes] | None:
        """What the draft was typed into; ``None`` if that is not there any more, or not whole."""
        digest = found.get("base")
        if not isinstance(digest, str):
            return None
        try:
            raw = self._base(digest).read_bytes()
        except OSError:
            return None
        return (str(found["path"]), raw) if hashlib.sha256(raw).hexdigest() == digest else None


class KeepsDrafts:
    """What was typed into records and is not saved."""

    _drafts: Drafts

    def keep_draft(self, key: str, data: Mapping[str, Any], base: Record | None = None) -> None:
        """Keep what was typed until it is saved or dropped; survives a crash.

        Args:
            key: Names the draft.
            data: What was typed.
            base: The record it was typed into, so that nobody's later change is taken for a part of it.
        """
        self._drafts.keep(key, data, (base.path, base.raw) if base else None)

    def draft_for(self, key: str) -> dict[str, Any] | None:
        """What was kept under a key; ``None`` if nothing was."""
        kept = self._drafts.get(key)
        return kept.data if kept else None

    def draft_base(self, key: str) -> Record | None:
        """The record that a draft was typed into, as it was then; ``None`` for a new one."""
        kept = self._drafts.get(key)
        return parse_record(*kept.base) if kept and kept.base else None

    def drafts(self) -> list[str]:
        """Keys of everything kept, newest first."""
        return [draft.key for draft in self._drafts.all()]

    def drop_draft(self, key: str, data: Mapping[str, Any] | None = None) -> None:
        """Forget what was kept under a key; with *data*, only if it still is what is kept."""
        if data is None or self.draft_for(key) == data:
            self._drafts.drop(key)
