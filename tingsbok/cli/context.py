"""What every verb works with: its arguments, the archive, the day, and where its output goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tingsbok import config
from tingsbok.cli.output import Output
from tingsbok.errors import NotFound
from tingsbok.i18n import t
from tingsbok.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from tingsbok.actions import Preview, Saved, Work
    from tingsbok.archive import Archive


def load_settings(arguments: argparse.Namespace, environ: Mapping[str, str]) -> Settings:
    """What is set, with the flags of the command line over it."""
    flags: dict[str, str | bool] = {}
    if arguments.no_color:
        flags["color"] = False
    if arguments.lang:
        flags["lang"] = arguments.lang
    if arguments.body:
        flags["start.body"] = arguments.body
    return Settings.load(environ, config.settings_file(environ), flags)


class Context:
    """One run of one verb.

    Args:
        verb: The verb's English name.
        arguments: Its arguments and the global flags.
        environ: The process's environment.
    """

    def __init__(self, verb: str, arguments: argparse.Namespace, environ: Mapping[str, str]) -> None:
        self.verb = verb
        self.arguments = arguments
        self.environ = environ
        lines = bool(arguments.jsonl)
        arguments.json = arguments.json or lines
        form = "json" if arguments.json else "csv" if arguments.csv else "plain" if arguments.plain else ""
        self.settings = load_settings(arguments, environ)
        colour = self.settings.switch("color")
        self.output = Output(form, colour=colour, lines=lines, quiet=arguments.quiet)
        self._archive: Archive | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._archive is not None:
            self._archive.close()

    @cached_property
    def today(self) -> date:
        """The day to count from: ``--today``, ``TINGSBOK_TODAY``, or the clock's."""
        return config.today(self.arguments.today or self.environ.get("TINGSBOK_TODAY", ""))

    @property
    def directory(self) -> Path:
        """The folder the user means: ``--archive`` or the one the shell is in."""
        return Path(self.arguments.archive or ".")

    @property
    def archive(self) -> Archive:
        """The archive, opened and brought up to date the first time it is asked for."""
        if self._archive is None:
            from tingsbok.archive import Archive

            self._archive = Archive.open(self.directory, today=self.today, read_only=self.arguments.read_only)
            for sentence in self._archive.recovered:
                self.say(sentence)
            if self.arguments.cached and self._archive.is_indexed:
                self.say(t("From the index as it was; the files were not looked at."))
            else:
                self._archive.refresh(quick=True)
            if self.arguments.verbose:
                self._tell(self._archive)
        return self._archive

    @cached_property
    def body(self) -> str:
        """Id of the body that ``--body`` names by any id it has had; empty for all.

        Raises:
            NotFound: There is no such body; an organisation, which may keep agreements, counts as one.
        """
        asked = self.arguments.body
        if not asked:
            return ""
        record = self.archive.light(asked)
        if record is None or record.type not in ("body", "organisation"):
            raise NotFound(
                t('There is no body "{id}".', id=asked),
                remedy=t("See: {command}", command="tingsbok list body"),
            )
        return record.id

    def _tell(self, archive: Archive) -> None:
        """Say what is worked with: a script that answers oddly often looks somewhere else than meant."""
        from tingsbok.store.git_setup import git_version

        git = ".".join(map(str, git_version() or ()))
        standing = f", {archive.only_read.word}" if archive.only_read else ""
        name = f"{archive.title}{standing}"
        self.say(t("archive: {path} ({name})", path=archive.root, name=name))
        self.say(t("day: {day}; git {version}", day=archive.today.isoformat(), version=git))

    def say(self, text: str) -> None:
        """Talk: to stderr, so that stdout stays data."""
        if not self.arguments.quiet:
            from tingsbok.display import clean

            sys.stderr.write(clean(text) + "\n")

    def ask(self, question: str) -> bool | None:
        """Ask a question whose answer is yes or no; ``None`` if nobody is there to answer it."""
        if self.arguments.no_input or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return None
        sys.stderr.write(question)
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() in {"y", "yes", "j", "ja"}

    def refuse_read_only(self) -> None:
        """For a verb that starts or writes something before it saves: refuse it while nothing is done yet.

        Raises:
            Refused: The archive is only read.
        """
        if self.archive.only_read is not None:
            raise self.archive.only_read.refusal()

    def carry_out(self, work: Work) -> int:
        """Carry work out, or with ``--dry-run`` print what it would do. Returns the exit code."""
        if self.arguments.dry_run:
            return self.previewed(self.archive.preview(work))
        return self.saved(self.archive.carry_out(work))

    def saved(self, saved: Saved) -> int:
        """Report a change that was made: to stderr, and as JSON if asked for. Returns the exit code."""
        if not saved.commit:
            return self.unchanged(t("The history holds this already: there is no new change."))
        short = saved.commit[:7]
        self.say(
            t(
                "Saved: {subject}  ({commit})  undo: tingsbok undo {commit}",
                subject=saved.subject,
                commit=short,
            )
        )
        self._warn_of_links(saved)
        if self.archive.kept_back:
            self.say(t("The archive's own programs did not run. See: {command}", command="tingsbok trust"))
        if self.arguments.json:
            item = {"id": saved.id, "path": saved.path, "commit": saved.commit, "subject": saved.subject}
            self.output.json(f"{self.verb}.saved", [item])
        return 0

    def unchanged(self, sentence: str) -> int:
        """Report that there was nothing to save; JSON then names no record. Returns the exit code."""
        self.say(sentence)
        if self.arguments.json:
            self.output.json(f"{self.verb}.saved", [])
        return 0

    def _warn_of_links(self, saved: Saved) -> None:
        """Say which links of the record lead nowhere: they stop no change, and ``check`` may be far away."""
        record = self.archive.read_path(saved.path)
        broken = self.archive.broken_links_of(record) if record else []
        if broken:
            from tingsbok.cli.problem_lines import problem_lines

            for line in problem_lines(broken):
                self.say(line)

    def previewed(self, preview: Preview) -> int:
        """Print what would be done: the difference and the commit message. Returns the exit code."""
        if self.arguments.json:
            item = {"paths": list(preview.paths), "message": preview.message, "diff": preview.diff}
            self.output.json(f"{self.verb}.preview", [item])
            return 0
        self.output.text(f"{preview.diff}\n\n{preview.message.rstrip()}")
        self.say(t("Nothing was written (--dry-run)."))
        return 0
