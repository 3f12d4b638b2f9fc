"""The log: asked for with everything in NUL-terminated fields, and taken apart again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from tingsbok.store.base import Commit, LogQuestion
from tingsbok.store.git_run import Runner
from tingsbok.store.messages import parse_trailers

_FIELDS = ("%H", "%P", "%an", "%ae", "%aI", "%s", "%b", "%(trailers:only,unfold)")
LOOK = (
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--no-notes",
    "--no-color",
    "--no-decorate",
    "--no-renames",
    "--encoding=UTF-8",
)
"""Arguments that make a log look the same whatever the user's and the repository's settings say."""
_PATHS = ("--name-only", "--diff-merges=first-parent")
_PAGES_TO_SEARCH = (500, 10_000, 0)


def read_log(runner: Runner, start: str, asked: LogQuestion) -> list[Commit]:
    """Return the commits that can be reached from *start*, newest first.

    Args:
        runner: Starts git in the repository.
        start: Id of the newest commit.
        asked: Which of them.
    """
    path = asked.path
    chosen = [*filters(asked), "--end-of-options", start, *_path(path)]
    skip = _position(runner, asked.before, chosen) if asked.before else 0
    if skip < 0:
        chosen = [*filters(asked), "--end-of-options", f"{asked.before}^@", *_path(path)]
        skip = 0
    page = [f"--max-count={asked.limit}", f"--skip={skip}", *chosen]
    if path is None:
        found = _commits(runner, [*_PATHS, *page])
    else:
        # Asked for the paths of merges, git would show merges that changed nothing in this file.
        found = [replace(commit, paths=(path,)) for commit in _commits(runner, page)]
    return [one for one in found if not asked.change or asked.change in one.trailers.get("Change", ())]


def read_commit(runner: Runner, commit_id: str) -> Commit:
    """Return one commit."""
    return _commits(runner, [*_PATHS, "--max-count=1", "--end-of-options", commit_id, "--"])[0]


def filters(asked: LogQuestion) -> list[str]:
    """Arguments that choose commits by time, author and the words of a trailer."""
    chosen: list[str] = []
    if asked.since is not None:
        # "--since" would end the log at the first commit of a clock that was wrong
        chosen.append(f"--since-as-filter=@{asked.since} +0000")
    if asked.until is not None:
        chosen.append(f"--until=@{asked.until} +0000")
    if asked.author:
        chosen += ["--fixed-strings", "--regexp-ignore-case", f"--author={asked.author}"]
    if asked.change:
        chosen += ["--fixed-strings", f"--grep=Change: {asked.change}"]
    return chosen


def lags(runner: Runner, start: str) -> tuple[int, int]:
    """How many seconds after it was written a commit was made, at the least and at the most.

    They differ where commits were rebased, picked or amended, or a clock was wrong.

    Args:
        runner: Starts git in the repository.
        start: Id of the newest commit.
    """
    said = runner.run("log", *LOOK, "--format=tformat:%at %ct", "--end-of-options", start, "--").text
    times = [line.split(" ") for line in said.split("\n")]
    found = [int(made or 0) - int(written or 0) for written, made in times]
    return min(found), max(found)


def _path(path: str | None) -> list[str]:
    return ["--"] if path is None else ["--", path]


def _position(runner: Runner, before: str, chosen: Sequence[str]) -> int:
    """How many commits come up to and including *before* in the list; -1 if it is not in the list.

    Not simply the ancestors of *before*: after a merge, commits of the other side may follow it too.
    """
    for count in _PAGES_TO_SEARCH:
        ids = runner.run("rev-list", *([f"--max-count={count}"] if count else []), *chosen).text.split("\n")
        if before in ids:
            return ids.index(before) + 1
        if len(ids) < count:
            break
    return -1


def _commits(runner: Runner, arguments: Sequence[str]) -> list[Commit]:
    # The empty field in front ends the list of paths before it, for no path is empty.
    form = "--format=tformat:%x00" + "%x00".join(_FIELDS)
    return list(_parse(runner.run("log", *LOOK, form, "-z", *arguments).fields))


def _parse(fields: Sequence[str]) -> Iterator[Commit]:
    at = 0
    while at < len(fields):
        head = fields[at + 1 : at + 1 + len(_FIELDS)]
        at += 1 + len(_FIELDS)
        end = next((later for later in range(at, len(fields)) if not fields[later]), len(fields))
        paths = fields[at:end]
        at = end
        yield _commit(head, [paths[0].removeprefix("\n"), *paths[1:]] if paths else [])


def _commit(fields: Sequence[str], paths: Sequence[str]) -> Commit:
    identity, parents, author, email, when, subject, body, trailers = fields
    found = parse_trailers(trailers.strip("\n"))
    body = body.strip("\n")
    return Commit(
        id=identity,
        parents=tuple(parents.split()),
        author=author,
        email=email,
        when=moment_of(when),
        subject=subject,
        body=body.rpartition("\n\n")[0] if found else body,
        trailers=found,
        paths=tuple(paths),
    )


def moment_of(text: str) -> datetime:
    """The time as git writes it; the beginning of the epoch for a commit with a damaged date."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
