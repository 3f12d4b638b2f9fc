"""Keys of the user's own choice: how they are written, which ones reach the program, and which clash."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tingsbok.i18n import N_, t
from tingsbok.settings.faults import Fault, unknown_action
from tingsbok.settings.files import KEYS, Found

FORBIDDEN = frozenset(
    [
        *("ctrl+a", "ctrl+b", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+at"),
        *(f"f{number}" for number in range(6, 13)),
        *("left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket"),
        *("backslash", "vertical_line", "at", "dollar_sign", "tilde", "circumflex_accent", "grave_accent"),
    ]
)
"""Keys that a Swedish keyboard, a terminal or a multiplexer does not let through as one plain key."""

_SHORT = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
          "plus_sign": "plus", "low_line": "underscore"}  # fmt: skip
_NAMED = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "mellanslag": "space",
}
_SPECIAL = frozenset(
    [
        *("escape", "enter", "tab", "space", "delete", "insert", "backspace", "home", "end"),
        *("pageup", "pagedown", "left", "right", "up", "down"),
        *(f"f{number}" for number in range(1, 25)),
    ]
)
_MODIFIERS = ("ctrl", "shift", "alt")
FIXED = frozenset({"ctrl+q", "ctrl+c", "escape", "enter", "tab", "shift+tab", "up", "down"})
"""Keys with which everything can be reached and left: an action that has one keeps it."""


class Action(Struct, frozen=True):
    """Something that a key does.

    Attributes:
        id: Its stable name, such as ``record.edit``.
        keys: Its keys as the program has them, by their full names.
        help: What it does (English source text).
        in_fields: Whether it must work while letters go into a field.
    """

    id: str
    keys: tuple[str, ...]
    help: str
    in_fields: bool = False


class Keyboard(Struct, frozen=True):
    """The keys in use.

    Attributes:
        own: The user's keys by the id of the action, as far as they can be had.
        faults: What is wrong with the others.
    """

    own: Mapping[str, tuple[str, ...]]
    faults: tuple[Fault, ...] = ()


def full_name(text: str) -> str:
    """A key as a person writes it (``?``, ``Ctrl+S``, ``F2``) by its full name; empty if it is none."""
    *modifiers, key = text.strip().split("+") if len(text.strip()) > 1 else [text.strip() or text]
    modifiers = [each.casefold() for each in modifiers]
    if not key or any(each not in _MODIFIERS for each in modifiers):
        return ""
    if len(key) == 1 and key not in _NAMED:
        name = _sign(key.casefold() if modifiers else key)
    else:
        name = _NAMED.get(key.casefold(), key.casefold())
        if name not in _SPECIAL and not _is_name(name):
            return ""
    return "+".join([*sorted(modifiers, key=_MODIFIERS.index), name]) if name else ""


def _sign(character: str) -> str:
    if character.isalnum():
        return character
    if not character.isprintable():
        return ""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORT.get(name, name)


def _is_name(name: str) -> bool:
    """Whether it is the full name of a sign, such as ``question_mark``."""
    names = {short: long for long, short in _SHORT.items()}
    try:
        return _sign(unicodedata.lookup(names.get(name, name).replace("hyphen_minus", "hyphen-minus")
                                        .replace("_", " ").upper())) == name  # fmt: skip
    except KeyError:
        return False


def is_letter(key: str) -> bool:
    """Whether the key writes a sign in a field."""
    return "+" not in key and (key not in _SPECIAL or key == "space")


def refusal(key: str, action: Action, actions: Sequence[Action], own: Mapping[str, tuple[str, ...]]) -> str:
    """Why an action cannot have a key, given by its full name; empty if it can.

    Two actions that have a key in common from the beginning never meet on a screen, so they may share others
    as well. All others might meet, and a key means one thing in the whole program.

    Args:
        key: The key.
        action: The action.
        actions: All actions.
        own: The keys that the user has given actions.
    """
    if key in action.keys:
        return ""
    if reason := unusable(key):
        return reason
    if action.in_fields and is_letter(key):
        return t("In a field letters are text: choose a key with ctrl, or F1 to F5.")
    for other in actions:
        if other.id == action.id or key not in own.get(other.id, other.keys):
            continue
        if not set(other.keys) & set(action.keys):
            return t('The key is taken: "{action}" ({id}).', action=t(other.help), id=other.id)
    return ""


def unusable(key: str) -> str:
    """Why no action can have a key; empty if one can."""
    function = key[0] == "f" and key[1:].isdecimal()
    reasons = (
        (key in FIXED, N_("That key always does the same: it cannot be given away.")),
        ("alt+" in key, N_("alt and a letter arrives as Esc and the letter in many terminals.")),
        ("shift+" in key, N_("Terminals keep that key, or send it as another one.")),
        (key in ("ctrl+a", "ctrl+b"), N_("screen and tmux take that key for themselves.")),
        (key in FORBIDDEN and function, N_("Text fields and terminals use F6 to F12 themselves.")),
        (
            key in FORBIDDEN and key.startswith("ctrl+"),
            N_("Terminals send that key as another one (Tab, Enter, Backspace)."),
        ),
        (key in FORBIDDEN, N_("On a Swedish keyboard that key needs AltGr, or waits for another one.")),
    )
    return next((t(reason) for applies, reason in reasons if applies), "")


def in_use(action: Action, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of an action: the user's first, and those that nobody can take from it."""
    if action.id not in own:
        return action.keys
    return tuple(dict.fromkeys([*own[action.id], *(key for key in action.keys if key in FIXED)]))


def keyboard(found: Found, actions: Sequence[Action], source: str) -> Keyboard:
    """The user's keys, tested one action after the other in the order of the file; what is wrong is left out.

    Args:
        found: What the user's file sets.
        actions: All actions.
        source: The file's path, for what is wrong.
    """
    known = {each.id: each for each in actions}
    strangers = [name for name in found.keys if name not in known]
    faults = [_fault(found, source, name, unknown_action(name, known)) for name in strangers]
    asked = {name: words for name, words in found.keys.items() if name in known}
    while True:
        # one that is refused has its old keys again, and they may be what another one was given
        own, name, said = _granted(asked, known, actions)
        if not name:
            return Keyboard(own, tuple(sorted(faults, key=lambda fault: fault.line)))
        faults.append(_fault(found, source, name, said))
        del asked[name]


def _granted(
    asked: Mapping[str, Sequence[str]], known: Mapping[str, Action], actions: Sequence[Action]
) -> tuple[dict[str, tuple[str, ...]], str, str]:
    """The keys that can be had, as far as the first action whose keys cannot; that one, and why."""
    own: dict[str, tuple[str, ...]] = {}
    # an action that gives its key away is not asked for it, wherever in the file it stands
    moved: dict[str, tuple[str, ...]] = dict.fromkeys(asked, ())
    for name, words in asked.items():
        if said := refused(words, known[name], actions, moved | own):
            return own, name, said
        own[name] = names(words)
    return own, "", ""


def _fault(found: Found, source: str, name: str, said: str) -> Fault:
    return Fault(source, f"{KEYS}.{name}: {said}", f"{KEYS}.{name}", found.lines.get(name, 0))


def names(words: Iterable[str]) -> tuple[str, ...]:
    """Keys as written by their full names, each once; what is no key is left out."""
    return tuple(dict.fromkeys(name for word in words if (name := full_name(word))))


def refused(
    words: Sequence[str], action: Action, actions: Sequence[Action], own: Mapping[str, tuple[str, ...]]
) -> str:
    """Why an action cannot have keys as they were written, by the first that it cannot; empty if it can."""
    for word in words:
        key = full_name(word)
        if not key:
            return t('"{key}" is no key.', key=word)
        if reason := refusal(key, action, actions, own):
            return f"{word}: {reason}"
    return ""


KEY_HELP = N_("Write a key as it stands on the keyboard: e, E, ?, §, ctrl+e, F2, Enter, space.")
