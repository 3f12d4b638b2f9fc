"""The new texts of a save in git's object store: as they are, but for line ends that git itself would change.

No filter program ever runs. Where git would store a file's CRLF as LF (``text`` in .gitattributes,
``core.autocrlf``), the same is done here: else git would call the file changed for ever after.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from tingsbok.errors import ExternalProgramFailed, Refused
from tingsbok.i18n import t
from tingsbok.store.git_objects import Objects
from tingsbok.store.git_place import Place, Settings
from tingsbok.store.git_run import WRITE
from tingsbok.store.swap import Swap

_SPACE = 0x20
_CRLF, _LF = b"\r\n", b"\n"


def store_texts(
    place: Place,
    objects: Objects,
    settings: Settings,
    swaps: Sequence[Swap],
    contents: Mapping[str, bytes | None],
    tree: str,
) -> dict[str, str]:
    """Store the new text of each file and read it back.

    Args:
        place: The repository.
        objects: Reads its objects.
        settings: git's settings.
        swaps: The files, whose new texts already lie beside them.
        contents: The new texts.
        tree: The tree that is built upon; empty for none.

    Returns:
        Id of the stored text by path; nothing for deletions.

    Raises:
        Refused: A file has to go through a program before it may be stored.
        ExternalProgramFailed: git did not store what it was given.
    """
    new = [one for one in swaps if one.new]
    if not new:
        return {}
    _refuse_filtered(place, settings, [one.path for one in new])
    feed = b"".join(_quoted(one.new) + b"\n" for one in new)
    command = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    ids = place.runner.run(*command, profile=WRITE, feed=feed).text.split("\n")
    blobs = {one.path: identity for one, identity in zip(new, ids, strict=True)}
    for one in new:
        content = contents[one.path] or b""
        if _read(objects, blobs[one.path]) != content:
            raise ExternalProgramFailed(t("git did not store {path} as it was written.", path=one.path))
        if _CRLF in content and _ends_change(place, objects, one.path, tree):
            blobs[one.path] = _with_gits_ends(place, objects, settings, one, content) or blobs[one.path]
    return blobs


def _read(objects: Objects, blob: str) -> bytes | None:
    found = objects.find(blob)
    return None if found is None else found.data


def _ends_change(place: Place, objects: Objects, path: str, tree: str) -> bool:
    """True if git may change the file's line ends.

    Only if .gitattributes says so outright does it change those of a file whose last version has CRLF too.
    """
    before = objects.file(tree, path) if tree else None
    if before is None or _CRLF not in before:
        return True
    attributes = _attributes(place, ("text", "eol"), [path])
    text, eol = attributes[path, "text"], attributes[path, "eol"]
    return text == "set" or (text == "unspecified" and eol in {"lf", "crlf"})


def _with_gits_ends(
    place: Place, objects: Objects, settings: Settings, one: Swap, content: bytes
) -> str | None:
    """Id of the text as git would store it; ``None`` if git would change more than line ends."""
    blob = place.runner.run(
        *("hash-object", "-w", f"--path={one.path}", "--", one.new),
        profile=WRITE,
        settings={
            **settings.without_programs(),
            "core.autocrlf": settings.all.get("core.autocrlf", "false"),
        },
    ).text
    return blob if _read(objects, blob) == content.replace(_CRLF, _LF) else None


def _refuse_filtered(place: Place, settings: Settings, paths: Sequence[str]) -> None:
    """Refuse files that git would encrypt, or store elsewhere, on their way into the repository."""
    required = settings.required_filters()
    if not required:
        return
    for (path, _), name in _attributes(place, ("filter",), paths).items():
        if name in required:
            raise Refused(
                t(
                    '{path} has to go through the filter "{name}", which is never run here.',
                    path=path,
                    name=name,
                ),
                remedy=t("Save it with git itself, or take the filter off it in .gitattributes."),
            )


def _attributes(place: Place, names: Sequence[str], paths: Sequence[str]) -> dict[tuple[str, str], str]:
    """Values of attributes by path and name."""
    feed = b"".join(os.fsencode(path) + b"\0" for path in paths)
    parts = place.runner.run("check-attr", "-z", "--stdin", *names, feed=feed).fields
    return dict(zip(zip(parts[::3], parts[1::3], strict=True), parts[2::3], strict=True))


def _quoted(path: str) -> bytes:
    """A path as a line for git: any byte may stand in it, also a line break."""
    inner = b"".join(
        b"\\%03o" % byte if byte < _SPACE or byte in b'"\\' else bytes((byte,)) for byte in os.fsencode(path)
    )
    return b'"' + inner + b'"'
