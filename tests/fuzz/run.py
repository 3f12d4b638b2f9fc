"""Look for texts that break the program: ``python -m tests.fuzz.run TARGET --seconds N``.

Needs atheris (Linux; ``make soak`` installs it). Texts that lead somewhere new are gathered in ``out/fuzz/``,
and one that breaks something is written there and named: it belongs into ``tests/fuzz/corpus/`` with the mend.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent.parent / "out" / "fuzz"


def main() -> int:
    """Fuzz one target until the time is up or something breaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(path.name for path in (HERE / "corpus").iterdir()))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--length", type=int, default=2000, help="longest text in bytes")
    arguments = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: make soak does it, on Linux", file=sys.stderr)  # noqa: T201
        return 2
    with atheris.instrument_imports(include=["tingsbok"]):
        from tests.fuzz.targets import TARGETS
    gathered = OUT / arguments.target
    gathered.mkdir(parents=True, exist_ok=True)
    flags = [
        f"-max_total_time={arguments.seconds}",
        f"-max_len={arguments.length}",
        f"-artifact_prefix={OUT / arguments.target}-",
        f"-dict={HERE / 'corpus' / arguments.target / 'words.dict'}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    folders = [str(gathered), str(HERE / "corpus" / arguments.target)]
    atheris.Setup([sys.argv[0], *flags, *folders], TARGETS[arguments.target], enable_python_coverage=True)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
