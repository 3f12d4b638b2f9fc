"""Other programs that keep records as text files, on the same content, for what they and this program both do.

Each is installed from PyPI into a folder of its own; one that cannot be is left out, and the page says so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.place import Place
from tests.bench.results import Result
from tests.bench.timing import Sample, TooSlow, once
from tests.bench.world import Item, World

LONGEST = 300.0
"""Seconds after which a peer is stopped; the page then says so."""

FEW_RUNS_FROM = 10_000
"""Archives of so many records are measured once: a run takes minutes."""

_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_NAME = re.compile(r"^(?=\w)", re.MULTILINE)
"""Where a field's name begins in front matter."""
_DAY = re.compile(r"(?<=[:\[-] )[0-9]{4}-[0-9]{2}-[0-9]{2}(?=[,}\]\n])")
"""A day in front matter, which papis can read but not write unless it is a text."""
_IN_A_DOCUMENT = 100


@dataclass(frozen=True)
class Peer:
    """Another program.

    Attributes:
        name: Its name on PyPI.
        version: Which one.
        build: Writes the records in its form into an empty folder.
        commands: What it does the same as this program, by operation.
    """

    name: str
    version: str
    build: Callable[[list[Item], Path], None]
    commands: dict[str, list[str]]


OWN = {
    "load": ["list", "body", "--plain", "-q"],
    "check": ["check", "-q"],
    "list": ["list", "meeting", "--plain"],
    "search": ["search", "hemsjukvårdsavtal", "--plain"],
    "add": ["new", "case", "title=Ett nytt ärende", "-q"],
    "export": ["list", "--jsonl"],
}
"""The operations, and what this program is asked for. Load is without an index, the others with one."""


def measure(place: Place, home: Path) -> Iterator[Result]:
    """Measure each operation here and with every peer, by turns, so that none has the quieter machine."""
    world = World(place.size)
    for _ in world.changes():
        pass
    records = list(world.items.values())
    sides = [_own(place)]
    for peer in PEERS:
        program = _installed(peer, home)
        if program is None:
            yield Result(f"peer {peer.name}", place.size, peer.name, None, note="could not be installed here")
        else:
            sides.append(_ready(peer, program, place, records, home))
    for operation in OWN:
        with place.restored():
            yield from _by_turns(
                operation, [side for side in sides if operation in side.commands], place.size
            )


@dataclass(frozen=True)
class Side:
    """One program on its own copy of the content.

    Attributes:
        name: Who.
        program: How it is started.
        folder: Where its records lie.
        environ: Its environment.
        commands: What it does, by operation.
        before: Makes ready for a run of an operation, outside the time.
    """

    name: str
    program: str
    folder: Path
    environ: dict[str, str]
    commands: dict[str, list[str]]
    before: Callable[[str], None]


def _by_turns(operation: str, sides: list[Side], size: int) -> Iterator[Result]:
    """Time a command of each program, a run of one after a run of another."""
    warm, runs = 0 if operation == "load" else 1, 1 if size >= FEW_RUNS_FROM else 3
    took: dict[str, list[tuple[float, float]] | None] = {side.name: [] for side in sides}
    for run in range(warm + runs):
        for side in sides:
            known = took[side.name]
            if known is None:
                continue
            side.before(operation)
            command = [side.program, *side.commands[operation]]
            try:
                spent = once(command, side.folder, LONGEST, side.environ, range(256))
            except TooSlow:
                took[side.name] = None
                continue
            if run >= warm:
                known.append(spent)
    for side in sides:
        what = f"{operation}: {' '.join([side.name, *side.commands[operation]])}"
        known = took[side.name]
        if known is None:
            note = f"stopped after {LONGEST:.0f} s"
            yield Result(f"peer {side.name}", size, what, None, note=note)
        else:
            sample = Sample.of([wall for wall, _ in known], [cpu for _, cpu in known])
            yield Result(f"peer {side.name}", size, what, sample)


def _own(place: Place) -> Side:
    def before(operation: str) -> None:
        place.forget() if operation == "load" else place.warm()

    return Side("tingsbok", place.program, place.folder, place.environ, OWN, before)


def _ready(peer: Peer, program: Path, place: Place, records: list[Item], home: Path) -> Side:
    folder = home / f"{peer.name}-{place.size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    own = {"HOME": folder, "XDG_CACHE_HOME": folder / ".cache", "XDG_CONFIG_HOME": folder / ".config"}
    environ = {**place.environ, **{name: str(value) for name, value in own.items()}}
    environ.pop("PYTHONPATH", None)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    peer.build(records, folder)

    def before(operation: str) -> None:
        for cache in (".cache", "out") if operation == "load" else ():
            shutil.rmtree(folder / cache, ignore_errors=True)

    return Side(peer.name, str(program), folder, environ, peer.commands, before)


def _installed(peer: Peer, home: Path) -> Path | None:
    """The peer's program, installed the first time; ``None`` if that is not possible."""
    folder = home / f"{peer.name}-{peer.version}"
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    program = scripts / peer.name
    if program.exists():
        return program
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(scripts / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, f"{peer.name}=={peer.version}"], check=False, capture_output=True)
    return program if done.returncode == 0 and program.exists() else None


def _title(record: Item) -> str:
    return record.fields.get("title") or record.fields.get("name") or record.id


def _paragraphs(record: Item) -> list[str]:
    """The record's text without this program's marks: a paragraph, a heading or a clause each."""
    plain = _LINK.sub(r"\1", record.body)
    lines = [line.lstrip("#- ").strip() for line in plain.splitlines()]
    return [line for line in lines if line] or [_title(record)]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _for_doorstop(records: list[Item], folder: Path) -> None:
    """A document with one YAML file for each record, in a single folder, as doorstop has it."""
    target = folder / "records"
    target.mkdir()
    (target / ".doorstop.yml").write_text(
        "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: REC\n  sep: ''\n"
    )
    for number, record in enumerate(records, 1):
        text = "\n\n".join(_paragraphs(record)).replace("\n", "\n  ")
        (target / f"REC{number:06}.yml").write_text(
            f"active: true\nderived: false\nheader: |\n  {_title(record)}\n"
            f"level: 1.{(number - 1) // 100 + 1}.{(number - 1) % 100 + 1}\nlinks: []\nnormative: true\nref: ''\n"
            f"reviewed: null\ntext: |\n  {text}\n".replace("  \n", "\n"),
            encoding="utf-8",
        )


def _for_strictdoc(records: list[Item], folder: Path) -> None:
    """Documents of a hundred records each; what a record refers to is its parent if it stands earlier."""
    known: set[str] = set()
    for start in range(0, len(records), _IN_A_DOCUMENT):
        parts = [f"[DOCUMENT]\nTITLE: Del {start // _IN_A_DOCUMENT + 1}\n"]
        for record in records[start : start + _IN_A_DOCUMENT]:
            node = f"\n[REQUIREMENT]\nUID: {record.id}\nTITLE: {_title(record)}\nSTATEMENT: >>>\n"
            node += "\n\n".join(_paragraphs(record)) + "\n<<<\n"
            parents = {
                record.fields.get(name, "") for name in ("meeting", "case", "given_by", "owner")
            } & known
            if parents:
                node += "RELATIONS:\n" + "".join(
                    f"- TYPE: Parent\n  VALUE: {one}\n" for one in sorted(parents)
                )
            parts.append(node)
            known.add(record.id)
        (folder / f"{start:06}.sdoc").write_text("".join(parts), encoding="utf-8")


def _for_papis(records: list[Item], folder: Path) -> None:
    """A folder with an info.yaml for each record: all its fields, and what papis wants to have."""
    config = folder / ".config" / "papis"
    config.mkdir(parents=True)
    (config / "config").write_text(
        f"[settings]\ndefault-library = bench\n[bench]\ndir = {folder / 'library'}\n"
    )
    for number, record in enumerate(records, 1):
        target = folder / "library" / record.id
        target.mkdir(parents=True)
        body = record.path.split("/")[2]
        (target / "info.yaml").write_text(
            _DAY.sub(r"'\g<0>'", _NAME.sub("record_", record.raw.decode().split("---\n", 2)[1]))
            + f"title: {_quoted(_title(record))}\nauthor: {_quoted(body)}\nyear: 2024\ntype: report\n"
            f"ref: {_quoted(record.id)}\npapis_id: {_quoted(f'{number:032x}')}\n"
            f"abstract: {_quoted(' '.join(_paragraphs(record)))}\n",
            encoding="utf-8",
        )


PEERS = [
    Peer(
        "doorstop",
        "3.2",
        _for_doorstop,
        {
            "check": [],
            "add": ["add", "REC"],
            "export": ["export", "REC", "out.csv"],
        },
    ),
    Peer(
        "strictdoc",
        "0.30.4",
        _for_strictdoc,
        {
            "load": ["export", ".", "--formats", "json", "--output-dir", "out"],
            "check": ["export", ".", "--formats", "json", "--output-dir", "out"],
            "add": ["manage", "new", ".", "--document-path", "000000.sdoc"],
            "export": ["export", ".", "--formats", "html", "--output-dir", "out"],
        },
    ),
    Peer(
        "papis",
        "0.16.1",
        _for_papis,
        {
            "load": ["list", "--all", "--id"],
            "check": ["doctor", "--all"],
            "list": ["list", "--all", "--format", "{doc[title]} {doc[year]}"],
            "search": ["list", "--all", "abstract:hemsjukvårdsavtal"],
            "add": [
                "add",
                "-b",
                "--no-confirm",
                "--set",
                "title",
                "Ny",
                "--set",
                "author",
                "x",
                "--folder-name",
                "ny",
            ],
            "export": ["export", "--all", "--format", "json", "--out", "out.json"],
        },
    ),
]
