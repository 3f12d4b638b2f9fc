"""Screens, one a file: they ask the gateway and show what it answers."""

from __future__ import annotations

from pathlib import Path

_DIRECTORY = Path(__file__).resolve().parent.parent / "styles" / "screens"

STYLES = sorted(_DIRECTORY.glob("*.tcss"))
"""The screens' style sheets."""
