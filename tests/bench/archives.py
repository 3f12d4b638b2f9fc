"""Made-up archives of any size, the same every time, with a history of one commit for each meeting."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

BODIES = ("alfa", "beta", "gamma", "delta")
WORDS = [
    "hemsjukvård",
    "avtal",
    "samverkan",
    "kommun",
    "region",
    "utredning",
    "strategi",
    "uppföljning",
    "primärvård",
    "vaccination",
    "kvinnofrid",
    "rutin",
    "digital",
    "barn",
    "unga",
    "äldre",
    "hjälpmedel",
    "psykisk",
    "hälsa",
    "suicid",
    "prevention",
    "läkemedel",
    "vård",
    "plan",
    "budget",
    "ledning",
    "nätverk",
]
OUTCOMES = ("approved", "noted", "postponed", "adopted", "endorsed", "rejected")
DECISIONS_PER_MEETING = 9


def build(target: Path, records: int) -> Path:
    """Make an archive with about so many records in a git repository, by one stream into git."""
    target.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(target)], check=True)
    stream = b"".join(_stream(records))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=target, input=stream, check=True)
    for command in (
        ("reset", "-q", "--hard"),
        ("config", "user.name", "Bench Exempel"),
        ("config", "user.email", "b@example.invalid"),
    ):
        subprocess.run(["git", *command], cwd=target, check=True)
    return target


def _stream(records: int) -> Iterator[bytes]:
    chance = random.Random(20240920)  # noqa: S311 - the same archive every time is the point
    founding = {
        f"records/bodies/{name}.md": f"---\ntype: body\nname: Organet {name}\nshort: {name.upper()}\n---\n"
        for name in BODIES
    }
    yield _commit("Organ: grundade", date(2015, 1, 1), {"archive.toml": 'title = "Bench"\n', **founding})
    for number in range(max(1, records // (DECISIONS_PER_MEETING + 1))):
        body = BODIES[number % len(BODIES)]
        day = date(2015, 1, 1) + timedelta(days=3 * number)
        yield _commit(f"Möte {body}-{day}: protokoll", day, _meeting(chance, body, day))


def _meeting(chance: random.Random, body: str, day: date) -> dict[str, str]:
    identity = f"{body}-{day}"
    folder = f"records/meetings/{body}/{day.year}/{day}"
    items = "".join(
        f'  - {{key: "{n}", number: § {n}, title: {_title(chance)}}}\n'
        for n in range(1, DECISIONS_PER_MEETING + 1)
    )
    files = {
        f"{folder}/{identity}.md": f"---\ntype: meeting\nbody: {body}\ndate: {day}\nstatus: approved\nitems:\n{items}---\n{_prose(chance, 80)}"
    }
    for n in range(1, DECISIONS_PER_MEETING + 1):
        files[f"{folder}/{identity}-{n}.md"] = (
            f'---\ntype: decision\nmeeting: {identity}\nitem: "{n}"\ntitle: {_title(chance)}\n'
            f"outcome: {chance.choice(OUTCOMES)}\n---\n- att {_title(chance)}\n\n{_prose(chance, 120)}"
        )
    return files


def _title(chance: random.Random) -> str:
    first, second, third = chance.sample(WORDS, 3)
    return f"{first.capitalize()}{second} och {third}"


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)) + ".\n"


def _commit(subject: str, day: date, files: dict[str, str]) -> bytes:
    when = f"{int((day - date(1970, 1, 1)).total_seconds()) + 43200} +0100"
    parts = [
        f"commit refs/heads/main\ncommitter Bench Exempel <b@example.invalid> {when}\n".encode(),
        _data(subject),
    ]
    for path, text in files.items():
        parts += [f"M 100644 inline {path}\n".encode(), _data(text)]
    return b"".join(parts) + b"\n"


def _data(text: str) -> bytes:
    raw = text.encode()
    return f"data {len(raw)}\n".encode() + raw + b"\n"
