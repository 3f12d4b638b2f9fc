"""The settings there are: what each is called, which values it takes, and who may set it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tingsbok.i18n import LANGUAGES, N_, t

Scalar = str | bool | int
"""A setting's value."""

Kind = Literal["choice", "switch", "number", "text"]

ON = frozenset({"true", "yes", "on", "1", "ja", "på"})
OFF = frozenset({"false", "no", "off", "0", "nej", "av"})
"""Words for a switch in the environment and on the command line; a file has ``true`` and ``false``."""


class WrongValueError(ValueError):
    """A value that the setting does not take; the text says which it takes."""


class Setting(Struct, frozen=True):
    """One thing that can be set.

    Attributes:
        key: Its name in files, with the table before a point: ``start.days``.
        group: The heading it stands under (English source text).
        label: What it is called on the screen (English source text).
        help: What it does, in a sentence (English source text).
        kind: What kind of value it takes.
        default: Its value where nobody has set it.
        choices: The values of a choice, each with its label (English source text).
        least: The smallest number.
        most: The largest number.
        own: Whether the user's own file may set it.
        shared: Whether ``archive.toml`` may set it, for everybody who works in that archive. Never so for
            what names a program: an archive may come from somebody else.
    """

    key: str
    group: str
    label: str
    help: str
    kind: Kind
    default: Scalar
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 1
    most: int = 1
    own: bool = True
    shared: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it; empty for what only the archive sets."""
        return f"TINGSBOK_{self.key.replace('.', '_').upper()}" if self.own else ""

    def checked(self, value: object) -> Scalar:
        """The value as it stands in a file, if the setting takes it.

        Raises:
            WrongValueError: It does not.
        """
        if self.kind == "switch":
            fits = isinstance(value, bool)
        elif self.kind == "number":
            fits = isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
        elif self.kind == "choice":
            fits = value in [choice for choice, _ in self.choices]
        else:
            fits = isinstance(value, str) and "\n" not in value and "\0" not in value
        if fits and isinstance(value, str | bool | int):
            return value
        raise WrongValueError(self.expects())

    def read(self, text: str) -> Scalar:
        """The value that a text means, in the environment or on the command line.

        Raises:
            WrongValueError: It means none.
        """
        word = text.strip()
        if self.kind == "switch" and word.casefold() in ON | OFF:
            return word.casefold() in ON
        if self.kind == "number" and word.isdecimal():
            return self.checked(int(word))
        return self.checked(word)

    def expects(self) -> str:
        """Which values it takes, in words."""
        if self.kind == "switch":
            return t("true or false")
        if self.kind == "number":
            return t("a number from {least} to {most}", least=self.least, most=self.most)
        if self.kind == "choice":
            return " | ".join(choice for choice, _ in self.choices)
        return t("one line of text in quotation marks")

    def shown(self, value: Scalar) -> str:
        """The value as people read it."""
        if isinstance(value, bool):
            return t("yes") if value else t("no")
        return t(dict(self.choices).get(str(value), str(value))) if self.choices else str(value)


_LOOK, _EDITING, _START, _ARCHIVE = N_("Appearance"), N_("Editing"), N_("Start view"), N_("Archive")

SETTINGS = (
    Setting(
        "lang",
        _LOOK,
        N_("language"),
        N_("The language of screens, messages and help. What is written into records has the archive's."),
        "choice",
        "sv",
        # a language is called by its own name: who does not read the other must find it
        tuple(zip(LANGUAGES, ("svenska", "English"), strict=True)),
    ),
    Setting(
        "theme",
        _LOOK,
        N_("theme"),
        N_("Colours of the app. Automatic is dark or light as the terminal's background is."),
        "choice",
        "auto",
        (
            ("auto", N_("automatic")),
            ("light", N_("light")),
            ("dark", N_("dark")),
            ("contrast", N_("high contrast")),
            ("terminal", N_("the terminal's own colours")),
        ),
    ),
    Setting(
        "color",
        _LOOK,
        N_("colours"),
        N_("No shows everything without colours, in the app and in what commands print."),
        "switch",
        default=True,
    ),
    Setting(
        "mouse",
        _LOOK,
        N_("mouse"),
        N_("No leaves the mouse to the terminal, so that text is marked as in other programs."),
        "switch",
        default=True,
    ),
    Setting(
        "editor",
        _EDITING,
        N_("text editor"),
        N_("The program that E opens a record in, with its flags: nano, or code --wait."),
        "text",
        "",
    ),
    Setting(
        "watch",
        _EDITING,
        N_("notice other programs"),
        N_("Whether files that another program changes are read again by themselves. F5 always reads again."),
        "switch",
        default=True,
    ),
    Setting(
        "start.body",
        _START,
        N_("body shown first"),
        N_("Id of a body, such as lsg: lists show only what belongs to it when the app starts. Empty: all."),
        "text",
        "",
        shared=True,
    ),
    Setting(
        "start.days",
        _START,
        N_("days ahead"),
        N_("How many days ahead Start and tingsbok todo look."),
        "number",
        60,
        most=3660,
        shared=True,
    ),
)
"""What a user can set, in the order it is shown."""

ARCHIVE_ONLY = (
    Setting(
        "title", _ARCHIVE, N_("title"), N_("What the archive is called."), "text", "", own=False, shared=True
    ),
    Setting(
        "language",
        _ARCHIVE,
        N_("language of records"),
        N_("The language of the log and of what the program writes into records."),
        "choice",
        "sv",
        SETTINGS[0].choices,
        own=False,
        shared=True,
    ),
    Setting(
        "ending_within",
        _ARCHIVE,
        N_("ends within, months"),
        N_("How many months before its end an agreement is proposed for the agenda."),
        "number",
        12,
        most=120,
        own=False,
        shared=True,
    ),
)
"""What only ``archive.toml`` sets: it is the same for everybody who works in the archive."""

FORMAT = Setting(
    "format",
    _ARCHIVE,
    N_("record format"),
    N_("The version of the record format that the archive is written in."),
    "number",
    1,
    most=99,
    own=False,
    shared=True,
)
"""What ``archive.toml`` may say, and whoever changes the format writes there; nobody sets it."""


def setting_named(key: str) -> Setting | None:
    """The setting with that key, wherever it may be set; ``None`` if there is none."""
    return next((each for each in (*SETTINGS, *ARCHIVE_ONLY) if each.key == key), None)
