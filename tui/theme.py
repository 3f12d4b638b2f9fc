"""How the app looks: its themes.

The sheets use Textual's theme variables only, so every theme works. All text and background pairs that the
sheets use reach the contrast of WCAG 2.2 AA (4.5:1) in the dark and the light theme, AAA (7:1) in the one of
high contrast; a test computes it. The themes of the terminal's own colours promise no figure: the palette is
the user's. They show places by reversing and underlining.
"""

from __future__ import annotations

from textual.theme import Theme

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

CONTRAST = Theme(
    name="tingsbok-contrast",
    dark=True,
    primary="#7fd4ff",
    secondary="#9dffce",
    accent="#ffe14d",
    warning="#ffd24d",
    error="#ffb3ab",
    success="#8dff9d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables={
        "text-muted": "#d8d8d8",
        "text-primary": "#7fd4ff",
        "text-secondary": "#9dffce",
        "text-accent": "#ffe14d",
        "text-warning": "#ffd24d",
        "text-error": "#ffb3ab",
        "text-success": "#8dff9d",
        "block-cursor-background": "#ffe14d",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#4a4a4a",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-text-style": "underline",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#004a80",
        "border": "#ffffff",
        "border-blurred": "#b0b0b0",
        "scrollbar": "#b0b0b0",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#ffe14d",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)


def _terminals(name: str, *, dark: bool) -> Theme:
    """A theme of the terminal's sixteen colours: those of its bright or its plain half that stand out."""
    half = "ansi_bright_" if dark else "ansi_"
    plain = "ansi_default"
    return Theme(
        name=name,
        ansi=True,
        dark=dark,
        primary="ansi_bright_cyan" if dark else "ansi_blue",
        secondary=f"{half}cyan",
        accent="ansi_bright_yellow" if dark else "ansi_magenta",
        warning="ansi_bright_yellow" if dark else "ansi_magenta",
        error=f"{half}red",
        success=f"{half}green",
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        boost=plain,
        variables={
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
            # a faint colour of a palette that nobody here knows may be no colour at all
            "text-muted": plain,
            "text-disabled": plain,
            "block-cursor-background": plain,
            "block-cursor-foreground": plain,
            "block-cursor-text-style": "bold reverse",
            "block-cursor-blurred-background": plain,
            "block-cursor-blurred-foreground": plain,
            "block-cursor-blurred-text-style": "bold underline",
            "input-cursor-background": plain,
            "input-cursor-foreground": plain,
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_cyan",
            "input-selection-foreground": "ansi_black",
            "screen-selection-background": "ansi_cyan",
            "screen-selection-foreground": "ansi_black",
            "border": "ansi_bright_cyan" if dark else "ansi_blue",
            "border-blurred": plain,
            "scrollbar": "ansi_bright_black",
            "scrollbar-hover": plain,
            "scrollbar-active": plain,
            **{f"scrollbar-background{state}": plain for state in ("", "-hover", "-active")},
            "scrollbar-corner-color": plain,
        },
    )


TERMINAL_DARK = _terminals("tingsbok-terminal-dark", dark=True)
TERMINAL_LIGHT = _terminals("tingsbok-terminal-light", dark=False)

THEMES = (DARK, LIGHT, CONTRAST, TERMINAL_DARK, TERMINAL_LIGHT)


def theme_named(choice: str, *, light: bool) -> str:
    """Name of the theme that a choice of the settings means on a light or dark terminal."""
    follows = {"auto": (DARK, LIGHT), "terminal": (TERMINAL_DARK, TERMINAL_LIGHT)}
    fixed = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
    return (fixed[choice] if choice in fixed else follows[choice][light]).name
