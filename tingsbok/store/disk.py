"""Reading a folder that anybody may have put anything into: following no link, waiting for nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tingsbok.errors import NotFound, Refused, reason_of
from tingsbok.i18n import t
from tingsbok.store.base import MAX_FILE_SIZE, RECORDS, Entry

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK a named pipe would keep us waiting for a writer for ever.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MAX_NAME = 255


def is_archive_root(path: Path) -> bool:
    """True if *path* holds ``records/`` and ``.git``; git itself is not asked."""
    return (path / RECORDS).is_dir() and (path / ".git").exists()


def absolute(path: Path) -> Path:
    """The path from the root of the file system.

    Raises:
        NotFound: It begins in the folder that one stands in, and that is gone: a change of branch takes
            folders away.
    """
    try:
        return path.absolute()
    except FileNotFoundError as error:
        raise NotFound(
            t("The folder you are in is gone."), remedy=t("Go to another one, for example with: cd")
        ) from error


def find_root(path: Path) -> Path | None:
    """The archive that *path* is or lies in; ``None`` if there is none.

    Raises:
        NotFound: The folder one stands in is gone.
        Refused: The user may not look into the folder.
    """
    here = absolute(path)
    try:
        return next((folder for folder in (here, *here.parents) if is_archive_root(folder)), None)
    except PermissionError as error:
        raise Refused(
            t("{path} may not be read.", path=error.filename or here),
            remedy=t("Ask whoever owns the folder, or open another archive."),
        ) from error


def parts_of(path: str) -> tuple[str, ...]:
    """The components of a path inside the archive.

    Raises:
        Refused: It is empty, absolute, leads out of the archive or into ``.git``, or is no possible name.
    """
    parts = tuple(path.split("/"))
    if any(_impossible(name) for name in parts):
        raise Refused(
            t('"{path}" is no path for a file in the archive.', path=path),
            remedy=t("Use names without .. and without a leading slash, each at most 255 bytes."),
        )
    return parts


def _impossible(name: str) -> bool:
    if name in {"", ".", ".."} or name.lower() == ".git" or "\0" in name:
        return True
    try:
        return len(os.fsencode(name)) > _MAX_NAME
    except UnicodeEncodeError:  # half of a surrogate pair that stands for no byte
        return True


def read_file(root: Path, path: str) -> bytes:
    """Return the bytes of a regular file inside *root*.

    Raises:
        NotFound: There is no such file.
        Refused: It is no regular file, too large, may not be read, or lies outside.
    """
    row = Row(root)
    try:
        return row.read(path)
    finally:
        row.close()


def _absent(path: str) -> NotFound:
    return NotFound(t("There is no file {path}.", path=path))


class Row:
    """Reads files one after the other, as :func:`read_file`; the folder of the last one stays open meanwhile.

    Args:
        root: The archive's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._name: str | None = None
        self._folder = -1

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file; see :func:`read_file`."""
        name, _, last = path.rpartition("/")
        if name != self._name or _impossible(last):
            self._enter(path, name)
        try:
            descriptor = os.open(last, _FILE, dir_fd=self._folder)
        except FileNotFoundError:
            raise _absent(path) from None
        except OSError as error:
            raise _unreadable(path, error) from error
        try:
            return _read_all(descriptor, path)
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Let go of the folder."""
        if self._name is not None:
            os.close(self._folder)
            self._name = None

    def _enter(self, path: str, name: str) -> None:
        self.close()
        try:
            self._folder = _open_folder(self._root, parts_of(path)[:-1])
        except (FileNotFoundError, NotADirectoryError):
            raise _absent(path) from None
        except OSError as error:
            raise _unreadable(path, error) from error
        self._name = name


def look(root: Path, path: str) -> bytes | None:
    """Like :func:`read_file`, but ``None`` if there is no such file."""
    try:
        return read_file(root, path)
    except NotFound:
        return None


def is_repository(folder: Path | str, *, dir_fd: int | None = None) -> bool:
    """True if a folder is the top of a git repository's work tree: a submodule, or a clone put there."""
    try:
        found = os.stat(os.path.join(folder, ".git"), dir_fd=dir_fd)  # noqa: PTH118 - below dir_fd
        if stat.S_ISDIR(found.st_mode):
            os.stat(os.path.join(folder, ".git", "HEAD"), dir_fd=dir_fd)  # noqa: PTH118
    except OSError:
        return False
    return True


def is_file(root: Path, path: str) -> bool:
    """True if a regular file of this archive lies at *path*; a symbolic link is none."""
    try:
        if not stat.S_ISREG((root / path).lstat().st_mode):
            return False
    except OSError:
        return False
    folders = list(PurePosixPath(path).parents)[:-1]
    return not any(is_repository(root / folder) for folder in folders)


def _open_folder(root: Path, names: tuple[str, ...]) -> int:
    folder = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    try:
        for name in names:
            inner = os.open(name, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
            if is_repository("", dir_fd=folder):
                raise FileNotFoundError(errno.ENOENT, "in another repository")
    except OSError:
        os.close(folder)
        raise
    return folder


def _read_all(descriptor: int, path: str) -> bytes:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise _irregular(path)
    chunks: list[bytes] = []
    size = 0
    # One byte more than allowed tells a file that grew after fstat from one that just fits.
    while chunk := os.read(descriptor, min(found.st_size + 1, MAX_FILE_SIZE + 1)):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_FILE_SIZE:
            raise too_large(path)
    return b"".join(chunks)


def too_large(path: str) -> Refused:
    """The refusal of a file beyond :data:`~tingsbok.store.base.MAX_FILE_SIZE`."""
    return Refused(
        t("{path} is larger than {megabytes} MB.", path=path, megabytes=MAX_FILE_SIZE // 1024**2),
        remedy=t("A record is text: move what is large to a file outside the records and link to it."),
    )


def _irregular(path: str) -> Refused:
    return Refused(
        t("{path} is not an ordinary file in the archive.", path=path),
        remedy=t("Replace it with a file: links, pipes and devices are not read."),
    )


def _unreadable(path: str, error: OSError) -> Refused:
    if error.errno in {errno.ELOOP, errno.ENXIO, errno.EMLINK}:
        return _irregular(path)
    return Refused(
        t("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)),
        remedy=t("Check who owns the file and its permissions."),
    )


def entries(root: Path) -> list[Entry]:
    """Every ``*.md`` below ``records/``, sorted by path.

    A folder that may not be listed counts as empty, and so does another repository inside the archive.
    """
    return sorted(_scan(root / RECORDS, RECORDS), key=lambda entry: entry.path)


def _scan(start: Path, name: str) -> Iterator[Entry]:
    if start.is_symlink():
        return
    folders = [(os.fspath(start), name)]
    while folders:
        folder, prefix = folders.pop()
        listing = _listing(folder)
        # What lies in another repository is that one's: a commit of ours would swallow it.
        if any(found.name == ".git" for found in listing) and is_repository(folder):
            continue
        for found in listing:
            if found.is_dir(follow_symlinks=False):
                if found.name != ".git":
                    folders.append((found.path, f"{prefix}/{found.name}"))
            elif found.name.endswith(".md") and found.is_file(follow_symlinks=False):
                yield from _entry(found, f"{prefix}/{found.name}")


def _listing(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(listing)
    except OSError:
        return []


def _entry(found: os.DirEntry[str], path: str) -> Iterator[Entry]:
    try:
        about = found.stat(follow_symlinks=False)
    except FileNotFoundError:  # taken away while we were listing
        return
    yield Entry(path, about.st_size, about.st_mtime_ns, about.st_ino, about.st_ctime_ns)
