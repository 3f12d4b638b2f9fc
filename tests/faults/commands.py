"""Runs commands of the program one after the other, each in a process of its own with limits.

The program is loaded once; each command is a fork of it. What it wrote goes to files, so that nothing it
writes can disturb the report. Standard input: a list of lists of words, as JSON. Standard output: one JSON
object a command. Memory and time are limited for each command, and so for every git that it starts.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import to_builtins

ROOT = Path(__file__).parent.parent.parent
_LOADED = ("git", "yaml", "sqlite3", "frontmatter.default_handlers", "tingsbok.archive")
MEMORY = 1536 * 1024 * 1024
SECONDS = 60


@dataclass(frozen=True)
class Ran:
    """What a command did.

    Attributes:
        words: The command.
        code: Its exit code; 128 and the signal's number if it was killed, 142 if it took too long.
        out: What it wrote, bytes that are no UTF-8 as lone surrogates.
        err: What it said.
        seconds: How long it took.
    """

    words: list[str]
    code: int
    out: str
    err: str
    seconds: float


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing of the machine's own settings counts."""
    (home / ".gitconfig").write_text("[user]\n\tname = Testa\n\temail = testa@example.invalid\n")
    calm = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}
    return {**calm, "TINGSBOK_TODAY": "2024-11-08", "PYTHONPATH": str(ROOT), **more}


def run(
    words: Sequence[Sequence[str]], archive: Path, home: Path, **environ: str
) -> dict[tuple[str, ...], Ran]:
    """Run commands in an archive, each with limits of its own; the answers by their words.

    Args:
        words: The commands.
        archive: Where they run.
        home: The user's home, where the index and the user's settings lie.
        environ: Variables besides the calm ones.
    """
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(words),
        cwd=archive,
        env=environment(home, **environ),
        capture_output=True,
        text=True,
        check=True,
        timeout=580,
    )
    ran = [Ran(**json.loads(line)) for line in done.stdout.splitlines()]
    if len(ran) != len(words):
        raise RuntimeError(done.stderr)
    return {tuple(one.words): one for one in ran}


def limited(main: Callable[[list[str]], int], words: list[str]) -> Ran:
    """Run one command in a fork."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _become(out.fileno(), err.fileno())
            code = 70
            try:
                code = main(words)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        texts = [_text(file.fileno()) for file in (out, err)]
    return Ran(words, 128 - code if code < 0 else code, *texts, time.monotonic() - started)


def _become(out: int, err: int) -> None:
    os.dup2(out, 1)
    os.dup2(err, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)  # the signal ends the process, whatever it is doing


def _text(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read().decode("utf-8", "surrogateescape")


def serve() -> None:
    """Load the program, then run what standard input asks for in the present folder."""
    from tingsbok.cli import main
    from tingsbok.cli.verbs import VERBS

    for module in (*_LOADED, *(f"tingsbok.cli.{entry.module}" for entry in VERBS.values())):
        importlib.import_module(module)
    for words in json.load(sys.stdin):
        ran = limited(main, words)
        os.write(1, json.dumps(to_builtins(ran)).encode() + b"\n")


if __name__ == "__main__":
    serve()
