"""How the app looks: a dark and a light theme, and the style sheets of the widgets.

The sheets use Textual's theme variables only, so every other theme works too. All text and background pairs
that the sheets use reach the contrast of WCAG 2.2 AA (4.5:1) in both themes; a test computes it.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from textual.theme import Theme

_DIRECTORY = Path(__file__).parent / "styles"
_SHEETS = ("table", "document", "chrome", "dialogs", "form", "picker", "editor", "diff")

STYLES: list[str | PurePath] = [_DIRECTORY / f"{name}.tcss" for name in _SHEETS]
"""The widgets' style sheets, for ``App.CSS_PATH``; sheets of screens come after them."""

DARK = Theme(
    name="tingsbok-dark",
    dark=True,
    primary="#5aa2f0",
    secondary="#8fc1b0",
    accent="#e3b765",
    warning="#efb95b",
    error="#ff8a80",
    success="#7fd08f",
    foreground="#e4e8ee",
    background="#10151c",
    surface="#161d26",
    panel="#212b37",
    variables={
        "text-muted": "#a3b0bf",
        "text-primary": "#8cc0ff",
        "text-secondary": "#9fd0bf",
        "text-accent": "#e3b765",
        "text-warning": "#efb95b",
        "text-error": "#ff9a91",
        "text-success": "#8ad89a",
        "block-cursor-background": "#2a5b92",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#28374a",
        "block-cursor-blurred-foreground": "#e4e8ee",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "#e4e8ee",
        "input-cursor-foreground": "#10151c",
        "input-selection-background": "#2a5b92",
        "border": "#5aa2f0",
        "border-blurred": "#4a5868",
        "scrollbar": "#3a4858",
        "scrollbar-hover": "#5aa2f0",
        "scrollbar-active": "#5aa2f0",
        "scrollbar-background": "#161d26",
        "scrollbar-background-hover": "#161d26",
        "scrollbar-background-active": "#161d26",
        "scrollbar-corner-color": "#161d26",
    },
)

LIGHT = Theme(
    name="tingsbok-light",
    dark=False,
    primary="#1d5b9e",
    secondary="#2f6656",
    accent="#7d4700",
    warning="#754900",
    error="#a8201a",
    success="#17622f",
    foreground="#1a2027",
    background="#fcfbf8",
    surface="#f5f3ee",
    panel="#e7e4dc",
    variables={
        "text-muted": "#4f5966",
        "text-primary": "#174d88",
        "text-secondary": "#2a5c4e",
        "text-accent": "#7d4700",
        "text-warning": "#6f4500",
        "text-error": "#a01c17",
        "text-success": "#155a2b",
        "block-cursor-background": "#1d5b9e",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#cddbe9",
        "block-cursor-blurred-foreground": "#1a2027",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "#1a2027",
        "input-cursor-foreground": "#fcfbf8",
        "input-selection-background": "#b9d3ee",
        "border": "#1d5b9e",
        "border-blurred": "#9aa3ad",
        "scrollbar": "#b5b9bd",
        "scrollbar-hover": "#1d5b9e",
        "scrollbar-active": "#1d5b9e",
        "scrollbar-background": "#f5f3ee",
        "scrollbar-background-hover": "#f5f3ee",
        "scrollbar-background-active": "#f5f3ee",
        "scrollbar-corner-color": "#f5f3ee",
    },
)

THEMES = (DARK, LIGHT)
