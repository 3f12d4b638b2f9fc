"""A new archive: its folder, its settings, and the files that make other editors good at it.

Wiring (the pre-commit check and the diff driver) lives in the clone's private git settings, never in the
archive: what a repository brings along must not start programs on somebody else's computer.
"""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from tingsbok import resources
from tingsbok.editor_files import editor_files
from tingsbok.errors import NotFound, Refused, TingsbokError
from tingsbok.frontmatter import new_text
from tingsbok.i18n import in_language, t
from tingsbok.record import etag_of
from tingsbok.schema import Field, RecordType, SchemaSet
from tingsbok.store.base import Store, Write
from tingsbok.store.git import GitStore, init_repository
from tingsbok.store.git_setup import hooks_dirs, set_local
from tingsbok.store.git_trust import CHECK_HOOK, DIFF_DRIVER, PYTHON, is_our_own

GITATTRIBUTES = """\
# The diff driver names changed fields; `tingsbok init --wire` sets it up in a clone.
records/**/*.md text eol=lf diff=tingsbok
"""

GITIGNORE = """\
/out/
# what Vim, Emacs, nano and others lay beside a file while it is open
.*.sw?
*~
.#*
"""


def found_archive(directory: Path, *, title: str, language: str) -> Path:
    """Make a new, empty archive, and save what it begins with as its first change.

    Where git does not know yet who makes changes, that waits for the first save (:func:`save_founding`).

    Args:
        directory: A new or empty folder, or a git repository without ``records/``.
        title: The archive's title.
        language: Language of its commit messages, ``sv`` or ``en``.

    Raises:
        Refused: The folder holds other things and is no git repository.
    """
    is_repository = is_founded_on(directory)
    directory.mkdir(parents=True, exist_ok=True)
    if not is_repository:
        init_repository(directory)
    files = archive_files(title, language)
    missing = [name for name in files if not (directory / name).exists()]
    for name in missing:
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(files[name], encoding="utf-8")
    with closing(GitStore(directory)) as store, suppress(TingsbokError):
        _save(store, missing, language)
    return directory


def is_founded_on(directory: Path) -> bool:
    """Whether the folder that an archive shall be made in is a git repository already; else it is empty.

    Raises:
        Refused: It holds other things and is no git repository, or is no folder.
    """
    try:
        holds = [entry.name for entry in directory.iterdir()] if directory.exists() else []
    except NotADirectoryError as error:
        raise Refused(t("{path} is not a folder.", path=directory)) from error
    if holds and ".git" not in holds:
        raise Refused(
            t("{path} is not empty.", path=directory),
            remedy=t("Choose a new folder, or make it a git repository first."),
        )
    return ".git" in holds


def save_founding(store: Store, language: str) -> None:
    """Save what an archive without any change begins with, as far as it is there.

    A clone has nothing but what was saved: without these files it would have no title and no language. The
    first record can be undone by itself then, too.
    """
    _save(store, archive_files("", language), language)


def _save(store: Store, paths: Iterable[str], language: str) -> None:
    writes = []
    for path in paths:
        with suppress(NotFound):
            content = store.read(path)
            writes.append(Write(path, content, expect=etag_of(content)))
    if writes:
        said = in_language(language)
        store.write(writes, f"{said('Archive: founded')}\n\nChange: create\n")


def archive_files(title: str, language: str) -> dict[str, str]:
    """The files of a new archive by path: settings, and help for other editors."""
    schemas = SchemaSet.load([resources.schemas_dir()])
    title_line, language_line = json.dumps(title, ensure_ascii=False), json.dumps(language)
    kinds = [(kind, template(kind, language)) for kind in schemas.types.values()]
    return {
        "archive.toml": f"title = {title_line}\nlanguage = {language_line}\n",
        "records/.gitkeep": "",
        ".gitattributes": GITATTRIBUTES,
        ".gitignore": GITIGNORE,
        **{f"templates/{kind.name}.md": text for kind, text in kinds},
        **editor_files(kinds, language),
    }


def template(kind: RecordType, language: str) -> str:
    """A new record of a type for any text editor: its required and its common fields, ready to fill in."""
    fields = [
        field for field in kind.fields if field.name == "type" or field.required or _in_list(kind, field)
    ]
    front: dict[str, str] = {field.name: kind.name if field.name == "type" else "" for field in fields}
    body = f"<!-- {kind.body_help(language)} -->\n"
    return new_text(dict(front), body).decode("utf-8")


def wire(root: Path) -> list[str]:
    """Set up the pre-commit check and the diff driver in this clone; returns what was done, in words.

    A hook that is there already is left alone and named; so is another folder of hooks, which others may
    share. Hook and driver take the program by its name, and where an editor's git or a virtual environment
    hides it, by the Python that runs it now.
    """
    done = []
    own, used = hooks_dirs(root)
    hook = own / "pre-commit"
    if used.resolve() != own.resolve():
        done.append(
            t(
                "git looks for hooks in {folder} (core.hooksPath). Add to pre-commit there: "
                "tingsbok check --staged",
                folder=used,
            )
        )
    elif hook.exists() and not is_our_own(hook):
        done.append(t("Left alone: {file} exists. Add to it: tingsbok check --staged", file=hook))
    else:
        hook.parent.mkdir(parents=True, exist_ok=True)
        hook.write_text(CHECK_HOOK, encoding="utf-8")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        done.append(t("git checks records before each commit ({file}).", file=hook))
    set_local(root, PYTHON, Path(sys.executable).as_posix())
    set_local(root, "diff.tingsbok.command", DIFF_DRIVER)
    done.append(t("`git diff` names changed fields."))
    return done


def _in_list(kind: RecordType, field: Field) -> bool:
    """Fields of the list, and the link that the others come from: a decision's day is its meeting's."""
    for column in kind.columns:
        first, *others = column.spec.split("|")
        linked = next((spec.partition(".")[0] for spec in others if "." in spec), first)
        if field.name == linked.partition(".")[0]:
            return True
    return False
