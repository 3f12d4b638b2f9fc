"""The only place that starts git, with environment and patience fixed here.

What writes goes through GitPython. What only reads is started directly and in the same way: loading GitPython
takes longer than most answers, and a command that only looks something up shall not wait for it.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from tingsbok import config
from tingsbok.display import clean
from tingsbok.errors import ExternalProgramFailed
from tingsbok.i18n import t
from tingsbok.store.git_damage import remedy_for

PATIENCE = 60.0
"""Seconds that a git command may take; it works on local files only."""

ANSWER_PATIENCE = 30.0
"""Seconds that a git which answers questions may think about one."""

_MAX_COMPLAINT = 2000


class Profile(Struct, frozen=True):
    """What git is allowed to do: variables and settings that hold for a command."""

    variables: Mapping[str, str]
    settings: Mapping[str, str]


_VARIABLES = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_EDITOR": "false",
    "GIT_SEQUENCE_EDITOR": "false",
    "GIT_PAGER": "cat",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Nothing but a clone, which says so, needs the network; and fetching a missing object could run a program
    # that the repository names.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PROTOCOL_FROM_USER": "0",
}
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.protectHFS": "true",
    "core.protectNTFS": "true",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "submodule.recurse": "false",
    "safe.bareRepository": "explicit",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
}
READ = Profile(
    {**_VARIABLES, "GIT_OPTIONAL_LOCKS": "0"},
    {
        **_SETTINGS,
        "commit.gpgSign": "false",
        "log.showSignature": "false",
        "log.showRoot": "true",
        "diff.external": "",
    },
)
"""Runs no program of the repository's, writes nothing."""
WRITE = Profile(
    _VARIABLES,
    {
        **_SETTINGS,
        # By default git leaves loose objects, references and the index to the operating system's mercy.
        "core.fsync": "all",
        "core.fsyncMethod": "fsync",
        "core.autocrlf": "false",
        "core.safecrlf": "false",
        "core.splitIndex": "false",
        # Never an author made up from the login and the machine's name.
        "user.useConfigOnly": "true",
    },
)
"""Writes durably, and stores bytes as they are."""
HOOKS = Profile(
    {key: value for key, value in _VARIABLES.items() if key != "GIT_LITERAL_PATHSPECS"},
    {key: value for key, value in _SETTINGS.items() if key != "core.hooksPath"},
)
"""Runs the repository's hooks, which the user has said to trust."""


class Result(Struct, frozen=True):
    """What a git command answered."""

    code: int
    out: bytes
    complaint: str

    @property
    def text(self) -> str:
        """The output without its last line break; bytes that are not UTF-8 are lone surrogates."""
        return os.fsdecode(self.out).removesuffix("\n")

    @property
    def fields(self) -> list[str]:
        """The output's NUL-terminated parts."""
        return [os.fsdecode(part) for part in self.out.split(b"\0")[:-1]]


class Runner(Struct, frozen=True):
    """Starts git in a folder.

    Attributes:
        directory: Where git starts.
        variables: Variables besides the profile's, such as where the repository is.
        settings: git settings besides the profile's.
    """

    directory: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(
        self,
        *arguments: str,
        profile: Profile = READ,
        feed: bytes = b"",
        variables: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        accept: Sequence[int] = (0,),
        holding: Sequence[int] = (),
        patience: float = PATIENCE,
    ) -> Result:
        """Run a git command to its end.

        Args:
            arguments: The command and its arguments.
            profile: What git is allowed to do.
            feed: Its standard input.
            variables: More variables for this command.
            settings: More git settings for this command.
            accept: Exit codes that are answers rather than failures.
            holding: File descriptors that the command keeps open, so that a lock outlives us until it ends.
            patience: Seconds until it is killed together with what it started.

        Raises:
            ExternalProgramFailed: git is missing, fails or takes too long.
        """
        process = self._start(
            arguments, profile, variables or {}, settings or {}, stdin=bool(feed), holding=holding
        )
        try:
            out, complaint = process.communicate(feed or None, timeout=patience)
        except subprocess.TimeoutExpired as error:
            raise _too_slow(arguments[0]) from error
        finally:
            stop(process)
        result = Result(process.returncode, out, _readable(complaint))
        if result.code not in accept:
            raise _failure(arguments[0], result, self.variables.get("GIT_DIR", ""))
        return result

    def talk(self, *arguments: str, profile: Profile = READ) -> subprocess.Popen[bytes]:
        """Start a git command that answers questions until its input is closed; end it with :func:`stop`."""
        return self._start(arguments, profile, {}, {}, stdin=True, holding=())

    def _start(
        self,
        arguments: Sequence[str],
        profile: Profile,
        variables: Mapping[str, str],
        settings: Mapping[str, str],
        *,
        stdin: bool,
        holding: Sequence[int],
    ) -> subprocess.Popen[bytes]:
        environment = {
            **profile.variables,
            **self.variables,
            **variables,
            **_as_variables({**profile.settings, **self.settings, **settings}),
        }
        # GitPython would quietly start elsewhere if the folder were gone; with -C git says so.
        command = [_program(), "-C", os.fspath(self.directory), *arguments]
        spawn = _spawn if profile is READ else _spawn_by_gitpython
        return spawn(
            self.directory,
            command,
            istream=subprocess.PIPE if stdin else None,
            env=environment,
            start_new_session=True,
            pass_fds=tuple(holding),
        )


def _spawn(
    directory: Path, command: Sequence[str], *, istream: int | None, env: dict[str, str], **how: Any
) -> subprocess.Popen[bytes]:
    foreign = config.foreign_git_variables()
    variables = {name: value for name, value in os.environ.items() if name not in foreign} | env
    pipe, stdin = subprocess.PIPE, istream or subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command, cwd=directory, env=variables, stdin=stdin, stdout=pipe, stderr=pipe, **how
        )
    except FileNotFoundError as error:
        raise _no_git() from error


def _spawn_by_gitpython(
    directory: Path, command: Sequence[str], *, env: dict[str, str], **how: Any
) -> subprocess.Popen[bytes]:
    try:
        from git import Git, GitCommandNotFound
    except ImportError as error:
        raise _no_git() from error
    try:
        started = Git(directory).execute([*_without_foreign(env), *command], as_process=True, env=env, **how)
    except GitCommandNotFound as error:
        raise _no_git() from error
    process: subprocess.Popen[bytes] | None = started.proc
    if process is None:
        raise _no_git()
    # GitPython's wrapper would terminate the process when it is collected; here its end is in our hands.
    started.proc = None
    return process


def _no_git() -> ExternalProgramFailed:
    return ExternalProgramFailed(
        t("The program git was not found."), remedy=t("Install git 2.38 or newer and try again.")
    )


@cache
def _program() -> str:
    # An absolute path: a file named git inside an archive must never be the one that runs.
    return shutil.which("git") or "git"


def _without_foreign(environment: Mapping[str, str]) -> list[str]:
    """GitPython can add to the environment only, so what must not be in it is taken out by a program."""
    names = [name for name in config.foreign_git_variables() if name not in environment]
    return ["env", *(f"--unset={name}" for name in names)] if names else []


def _as_variables(settings: Mapping[str, str]) -> dict[str, str]:
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a command and what it started, if it still runs, and let go of its pipes."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):  # what was not delivered yet is not wanted any more
                pipe.close()
    process.wait()


def next_line(process: subprocess.Popen[bytes], command: str) -> bytes:
    """The next line that a command started with :meth:`Runner.talk` answers; empty if it has ended.

    Raises:
        ExternalProgramFailed: It keeps silent for :data:`ANSWER_PATIENCE` seconds.
    """
    if process.stdout is None:
        return b""
    ready = select.poll()
    ready.register(process.stdout, select.POLLIN)
    if not ready.poll(ANSWER_PATIENCE * 1000):
        raise _too_slow(command)
    return process.stdout.readline()


def _readable(complaint: bytes) -> str:
    text = complaint.decode("utf-8", "replace").strip()
    return clean(text[-_MAX_COMPLAINT:], keep_newlines=True)


def _failure(command: str, result: Result, git_dir: str) -> ExternalProgramFailed:
    said = result.complaint or t("exit code {code}", code=result.code)
    message = t("git {command} failed: {said}", command=command, said=said)
    return ExternalProgramFailed(message, remedy=remedy_for(result.complaint, git_dir))


def _too_slow(command: str) -> ExternalProgramFailed:
    return ExternalProgramFailed(
        t("git {command} did not finish in time and was stopped.", command=command),
        remedy=t("Check the disk, and whether git waits for a key or a password, then try again."),
    )
