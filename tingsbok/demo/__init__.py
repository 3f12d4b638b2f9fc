"""The example archive: the sample's records in a repository of their own, with a made-up history.

It stops in the middle of work, on 8 November 2024, so that there is something to do: minutes that are still a
draft, an item without its decision, a replacement that was decided but not carried out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tingsbok import resources
from tingsbok.commit_text import Versions, commit_message
from tingsbok.config import ArchiveSettings, archive_settings
from tingsbok.demo.acts import Act, Story, Telling
from tingsbok.errors import Refused
from tingsbok.founding import archive_files
from tingsbok.i18n import t
from tingsbok.record import Record, parse_record
from tingsbok.schema import SchemaSet
from tingsbok.store.base import RECORDS, Author
from tingsbok.store.git import init_repository
from tingsbok.store.git_past import PastCommit, write_past
from tingsbok.store.git_setup import set_local

USER = Author("Karin Exempel", "karin@example.invalid")
"""Who works in the example: an invented person, set in the example's own git settings."""

_STORY = Path(__file__).with_name("demo.toml")


class Demo(Struct, frozen=True):
    """An example archive that was made.

    Attributes:
        path: Its folder.
        commits: Ids of its commits, oldest first.
    """

    path: Path
    commits: tuple[str, ...]


def build_demo(target: Path) -> Demo:
    """Make the example archive in a new folder.

    Args:
        target: A folder that does not exist yet or is empty.

    Raises:
        Refused: There is something in the folder.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise Refused(t("{path} is not empty.", path=target), remedy=t("Choose a new folder."))
    target.mkdir(parents=True, exist_ok=True)
    init_repository(target)
    set_local(target, "user.name", USER.name)
    set_local(target, "user.email", USER.email)
    return Demo(target, write_past(target, list(_commits())))


def _commits() -> Iterator[PastCommit]:
    settings = archive_settings(resources.sample_dir())
    schemas = SchemaSet.load([resources.schemas_dir()])
    story = Story.read(_STORY.read_text(encoding="utf-8"))
    yield _founding(story, settings)
    for act, parts in Telling(story, _sample(), schemas).acts():
        files = {after.path: after.raw for _, after in parts}
        yield PastCommit(files, _message(act, parts, schemas, settings.language), act.by, act.when)


def _founding(story: Story, settings: ArchiveSettings) -> PastCommit:
    """What every archive has; the folder of the records comes with the first of them."""
    files = archive_files(settings.title, settings.language)
    kept = {name: text.encode() for name, text in files.items() if not name.startswith(RECORDS)}
    return PastCommit(kept, story.founding.message, story.founding.by, story.founding.when)


def _sample() -> dict[str, Record]:
    root = resources.sample_dir()
    files = sorted((root / RECORDS).rglob("*.md"))
    read = (parse_record(file.relative_to(root).as_posix(), file.read_bytes()) for file in files)
    return {record.id: record for record in read}


def _message(act: Act, parts: Sequence[Versions], schemas: SchemaSet, language: str) -> str:
    """The message the program itself would write, with what is invented about the act."""
    message = commit_message(act.change, parts, schemas, language, summary=act.says)
    subject, _, rest = message.partition("\n\n")
    return "\n\n".join(filter(None, (subject, act.note, rest)))
