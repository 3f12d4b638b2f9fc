"""The command line. Each verb is a small module of its own, loaded only when it is used."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

TYPE_CHECKING = False  # typing takes longer to load than the version takes to be told
if TYPE_CHECKING:
    from typing import Final, NoReturn, TextIO

_OBJECTS: Final = 100_000
"""So many new objects before Python looks for garbage among them: what a command loads is hardly any."""


def program() -> NoReturn:
    """Run the command of this process and end the process with its exit code.

    It ends without taking itself apart, which would only free what the operating system takes back anyway and
    is an eighth of what ``tingsbok list`` costs. Whoever asked to be told of the end is told.
    """
    gc.set_threshold(_OBJECTS)
    code = main()
    threads = sys.modules.get("threading")
    if threads is not None and threads.active_count() > 1:
        sys.exit(code)  # it waits for them
    atexit._run_exitfuncs()  # noqa: SLF001 - os._exit leaves them out, and nothing public calls them
    for stream in (sys.stdout, sys.stderr):
        _written(stream)  # main has told it where it matters that it is
    os._exit(code)


def _written(stream: TextIO | None, text: str = "") -> bool:
    """Whether a stream has taken everything, and this."""
    try:
        if stream is not None:
            stream.write(text)
            stream.flush()
    except (OSError, ValueError):
        return False
    return stream is not None


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: Arguments without the program's name; those of the process if absent.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["version"], ["--version"]):
        from tingsbok import __version__

        if _written(sys.stdout, f"tingsbok {__version__}\n"):
            return 0
    return _carried_out(words)


def _carried_out(words: list[str]) -> int:
    """The exit code of a command; the only place where errors become exit codes."""
    # what scripts ask at each start, the version, is told without any of this
    _load_msgspec()
    from tingsbok.cli import run, streams
    from tingsbok.errors import TingsbokError

    try:
        streams.prepare()
        code = run.command(words, os.environ)
        streams.finish()
    except TingsbokError as error:
        run.say_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        run.say_interrupted()
        return 130
    except BrokenPipeError:
        # whoever read our output has what they wanted; nothing more can be written, not even at exit
        streams.let_go()
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback on the screen
        return run.say_fault(error)
    return code


def _load_msgspec() -> None:
    """Load msgspec without typing_extensions, which it takes where it can; our own typing does as well.

    It would be a twelfth of what ``tingsbok list`` costs.
    """
    name = "typing_extensions"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what stands there as None cannot be imported
    try:
        import msgspec  # noqa: F401 - loaded so that it stands there when others ask for it
    finally:
        del sys.modules[name]
