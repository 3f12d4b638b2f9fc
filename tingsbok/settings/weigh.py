"""Which value counts: a flag, the environment, the archive, the user's file, or the default."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from tingsbok.i18n import LANGUAGES, N_
from tingsbok.settings import files
from tingsbok.settings.catalogue import ARCHIVE_ONLY, SETTINGS, Scalar, Setting, WrongValueError
from tingsbok.settings.faults import Fault, wrong_value
from tingsbok.settings.files import NOTHING, Found


class Origin(StrEnum):
    """Where a value comes from, the strongest first."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    ARCHIVE = "archive"
    FILE = "file"
    SYSTEM = "system"
    """What other programs go by too: the locale, VISUAL and EDITOR, NO_COLOR."""
    DEFAULT = "default"


ORIGINS = {
    Origin.FLAG: N_("flag"),
    Origin.ENVIRONMENT: N_("environment"),
    Origin.ARCHIVE: N_("the archive"),
    Origin.FILE: N_("own file"),
    Origin.SYSTEM: N_("the computer"),
    Origin.DEFAULT: N_("standard"),
}
"""The origins in words (English source texts)."""


class Value(Struct, frozen=True):
    """A setting with the value that counts.

    Attributes:
        setting: The setting.
        value: Its value.
        origin: Where that comes from.
        source: The variable's or the file's name; empty for flags and defaults.
    """

    setting: Setting
    value: Scalar
    origin: Origin = Origin.DEFAULT
    source: str = ""


class Settings(Struct, frozen=True):
    """All settings as they are weighed against each other.

    Attributes:
        environ: The environment, as far as settings stand in it.
        file: The user's own file; ``None`` if there is no place for one.
        own: What stands in the user's file.
        archive: What stands in ``archive.toml``.
        root: The archive.
        flags: Values of the command line by key.
    """

    environ: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    own: Found = NOTHING
    archive: Found = NOTHING
    root: Path | None = None
    flags: Mapping[str, Scalar] = field(default_factory=dict)

    @classmethod
    def load(
        cls, environ: Mapping[str, str], file: Path | None, flags: Mapping[str, Scalar] | None = None
    ) -> Settings:
        """Read the user's file and weigh it against the environment and *flags*."""
        return cls(dict(environ), file, files.users(file) if file else NOTHING, flags=flags or {})

    def reread(self) -> Settings:
        """The same with both files as they are now."""
        own = files.users(self.file) if self.file else NOTHING
        return replace(self, own=own, archive=files.archives(self.root) if self.root else NOTHING)

    def inside(self, root: Path) -> Settings:
        """The same in an archive."""
        return replace(self, root=root, archive=files.archives(root))

    # --- what counts

    def value(self, key: str) -> Scalar:
        """The value that counts."""
        return self.found(key).value

    def text(self, key: str) -> str:
        """The value of a text or a choice."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """The value of a number."""
        return int(self.value(key))

    def switch(self, key: str) -> bool:
        """The value of a switch."""
        return bool(self.value(key))

    def found(self, key: str) -> Value:
        """The value that counts, and where it comes from.

        Raises:
            KeyError: There is no such setting.
        """
        return self._weigh(next(each for each in (*SETTINGS, *ARCHIVE_ONLY) if each.key == key))

    def all(self) -> tuple[Value, ...]:
        """Every setting with its value; those of the archive only where one is open."""
        return tuple(self._weigh(each) for each in (*SETTINGS, *(ARCHIVE_ONLY if self.root else ())))

    def _weigh(self, setting: Setting) -> Value:
        key = setting.key
        said, _ = self._said(setting)
        value, source = system(setting, self.environ)
        default = self.root.name if key == "title" and self.root is not None else setting.default
        layers = (
            (True, self.flags.get(key), Origin.FLAG, ""),
            (True, said, Origin.ENVIRONMENT, setting.variable),
            (setting.shared, self.archive.values.get(key), Origin.ARCHIVE, "archive.toml"),
            (True, self.own.values.get(key), Origin.FILE, str(self.file)),
            (bool(source), value, Origin.SYSTEM, source),
        )
        for applies, found, origin, where in layers:
            if applies and found is not None:
                return Value(setting, found, origin, where)
        return Value(setting, default)

    def _said(self, setting: Setting) -> tuple[Scalar | None, str]:
        """What the setting's variable says, and what is wrong with it."""
        text = self.environ.get(setting.variable, "").strip() if setting.variable else ""
        if not text:
            return None, ""
        try:
            # a language may be written as a locale: sv_SE
            return setting.read(text[:2] if setting.key == "lang" else text), ""
        except WrongValueError as error:
            return None, wrong_value(setting.key, text, str(error))

    # --- what is wrong

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """The user's own keys by the id of the action, as written."""
        return self.own.keys

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in the environment and in the files."""
        said = [(each.variable, self._said(each)[1]) for each in SETTINGS]
        wrong = [Fault(variable, message) for variable, message in said if message]
        return (*wrong, *self.own.faults, *self.archive.faults)


def system(setting: Setting, environ: Mapping[str, str]) -> tuple[Scalar, str]:
    """What the computer says of a setting, and in which variable; no variable if it says nothing.

    ``NO_COLOR`` stands below the user's own file: so its convention says (https://no-color.org).
    """
    if setting.key == "lang":
        name = next((each for each in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(each)), "")
        language = environ.get(name, "")[:2]
        return (language, name) if language in LANGUAGES else ("", "")
    if setting.key == "editor":
        name = next((each for each in ("VISUAL", "EDITOR") if environ.get(each, "").strip()), "")
        return (environ[name].strip(), name) if name else ("", "")
    if setting.key == "color" and (environ.get("NO_COLOR") or environ.get("TERM") == "dumb"):
        return False, "NO_COLOR" if environ.get("NO_COLOR") else "TERM"
    return "", ""
