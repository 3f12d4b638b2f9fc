"""The verbs: which there are, which module each stands in, and how one is run."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Mapping, Sequence
from typing import NoReturn, Protocol

from msgspec import Struct, field

from tingsbok import i18n
from tingsbok.cli.context import Context
from tingsbok.cli.query_words import guarded
from tingsbok.errors import WrongUse
from tingsbok.i18n import N_, t


class Verb(Protocol):
    """What a verb's module holds."""

    SUMMARY: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, context: Context) -> int:
        """Do it; return the exit code."""


class Entry(Struct, frozen=True):
    """A verb's module and other names; those of ``meeting agenda`` are other names of its second word."""

    module: str
    aliases: tuple[str, ...] = field(default=())


PARTS: dict[str, dict[str, Entry]] = {
    N_("Archives"): {
        "init": Entry("init"),
        "demo": Entry("demo"),
        "tutorial": Entry("tutorial", ("övning", "ovning")),
    },
    N_("Find and read"): {
        "todo": Entry("todo"),
        "list": Entry("listing", ("lista",)),
        "show": Entry("show", ("visa",)),
        "search": Entry("search", ("sök", "sok")),
        "view": Entry("view", ("visning",)),
        "timeline": Entry("timeline", ("tidslinje",)),
        "mentions": Entry("mentions", ("omnämnanden",)),
    },
    N_("Write"): {
        "new": Entry("new", ("ny", "nytt")),
        "set": Entry("set_fields", ("sätt",)),
        "edit": Entry("edit", ("redigera",)),
        "link": Entry("link", ("koppla",)),
        "rename": Entry("rename"),
        "remove": Entry("remove", ("makulera",)),
    },
    N_("Meetings"): {
        "meeting new": Entry("meeting_new", ("ny", "nytt")),
        "meeting agenda": Entry("meeting_agenda", ("dagordning",)),
        "notice": Entry("notice", ("kallelse",)),
        "meeting attendance": Entry("meeting_attendance", ("närvaro", "narvaro")),
        "meeting capture": Entry("meeting_capture", ("fånga", "fanga")),
        "meeting status": Entry("meeting_status"),
        "meeting approve": Entry("meeting_approve", ("godkänn", "godkann", "justera")),
        "meeting correct": Entry("decision_correct", ("rätta", "ratta")),
        "export": Entry("export", ("exportera",)),
        "calendar": Entry("calendar", ("kalender",)),
    },
    N_("Decisions and assignments"): {
        "decision add": Entry("decision_add", ("registrera",)),
        "decision defer": Entry("decision_defer", ("bordlägg", "bordlagg")),
        "decision correct": Entry("decision_correct", ("rätta", "ratta")),
        "assignment add": Entry("assignment_add", ("ge",)),
        "assignment report": Entry("assignment_report", ("rapportera",)),
        "assignment done": Entry("assignment_done", ("klart",)),
        "assignment drop": Entry("assignment_drop", ("stryk",)),
        "assignment give": Entry("assignment_give", ("flytta",)),
        "promises": Entry("promises", ("löften", "loften")),
    },
    N_("People and bodies"): {
        "body show": Entry("body_show", ("visa",)),
        "body seats": Entry("body_seats", ("platser",)),
        "person replace": Entry("person_replace", ("ersätt", "ersatt")),
        "person join": Entry("person_join", ("tillsätt", "tillsatt")),
        "person merge": Entry("person_merge", ("slå-ihop", "sla-ihop")),
    },
    N_("Follow up"): {
        "agreement matrix": Entry("agreement_matrix", ("matris",)),
        "agreement ratify": Entry("agreement_ratify", ("registrera",)),
        "agreement cost": Entry("agreement_cost", ("kostnad",)),
        "agreement package": Entry("agreement_package", ("paket",)),
        "agreement answer": Entry("agreement_answer", ("svar",)),
        "agreement expiring": Entry("agreement_expiring", ("löperut", "loperut")),
        "decision matrix": Entry("agreement_matrix", ("matris",)),
        "decision ratify": Entry("agreement_ratify", ("registrera",)),
        "decision cost": Entry("agreement_cost", ("kostnad",)),
        "remind": Entry("remind", ("påminn", "paminn")),
        "inforce": Entry("inforce", ("gäller", "galler")),
        "conditions": Entry("conditions", ("villkor",)),
        "suspects": Entry("suspects", ("misstänkta",)),
        "stats": Entry("stats", ("statistik",)),
    },
    N_("Check"): {
        "check": Entry("check", ("granska",)),
        "proofread": Entry("proofread", ("korrekturläs", "korrektur")),
        "explain": Entry("explain", ("förklara",)),
    },
    N_("History"): {
        "log": Entry("log", ("logg",)),
        "diff": Entry("diff", ("skillnad",)),
        "undo": Entry("undo", ("ångra", "angra")),
        "redo": Entry("redo", ("gör-om", "gor-om")),
        "restore": Entry("restore", ("återställ",)),
        "commit": Entry("commit"),
    },
    N_("The program"): {
        "serve": Entry("serve", ("webb",)),
        "status": Entry("status"),
        "config": Entry("config", ("inställningar", "installningar")),
        "doctor": Entry("doctor"),
        "trust": Entry("trust", ("lita",)),
        "spec": Entry("spec"),
        "completion": Entry("completion"),
        "man": Entry("man"),
        "version": Entry("version"),
    },
    "": {
        "git-diff": Entry("git_diff"),
        "ids": Entry("ids"),
    },
}
"""The verbs by what they are for, in the order of the help page; those without a heading are for programs."""

VERBS: dict[str, Entry] = {name: entry for part in PARTS.values() for name, entry in part.items()}
"""Every verb by its name."""

HIDDEN = frozenset(PARTS[""])
"""Verbs that git and shells call, not people."""

BY_BODY = frozenset(
    {"todo", "list", "search", "timeline", "meeting new", "calendar", "agreement expiring", "inforce"}
    | {"conditions", "stats", "demo", "tutorial", "serve"}
)
"""Verbs that can keep to one body, and those that open the app, which can."""

VALUE_FLAGS = {"-C", "--archive", "--at", "--body", "--today", "--lang"}
"""Global flags that take the next word as their value."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as :class:`WrongUse` instead of leaving the process."""

    examples: Sequence[str] = ()
    """Command lines to show first: most who ask for help want to copy one."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(message, remedy=t("See: {command} --help", command=self.prog))

    def format_help(self) -> str:
        """What it does and how it is used by example, then every argument."""
        lines = [t("Examples:"), *(f"  {line}" for line in self.examples), ""] if self.examples else []
        formatter = self._get_formatter()
        formatter.add_text(self.description)
        about, self.description = formatter.format_help(), None
        return "\n".join([about.rstrip("\n"), "", *lines, super().format_help()])


def run_verb(name: str, rest: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one verb with its arguments."""
    module: Verb = importlib.import_module(f"tingsbok.cli.{VERBS[name].module}")
    parser = _Parser(prog=f"tingsbok {name}", description=t(module.SUMMARY), allow_abbrev=False)
    if {"-h", "--help"}.intersection(rest):
        from tingsbok.cli.examples import EXAMPLES

        parser.examples = EXAMPLES.get(name, ())
    module.arguments(parser)
    global_arguments(parser)
    try:
        arguments = parser.parse_args(guarded(parser, rest))
    except SystemExit as leaving:  # argparse leaves the process once it has printed its help
        return int(leaving.code or 0)
    if arguments.body and name not in BY_BODY:
        raise WrongUse(
            t("tingsbok {verb} is not for one body.", verb=name), remedy=t("Leave {flag} out.", flag="--body")
        )
    with Context(name, arguments, environ) as context:
        return module.run(context)


def verb_named(word: str) -> str:
    """The verb's English name; empty if there is no such verb."""
    if word in VERBS:
        return word
    return next((name for name, entry in VERBS.items() if " " not in name and word in entry.aliases), "")


def noun_verb_named(noun: str, word: str) -> str:
    """The verb that only one record type has, such as ``meeting agenda``; empty if it has no such verb.

    Args:
        noun: The record type's name.
        word: The second word, or its Swedish twin.
    """
    return next(
        (
            name
            for name, entry in VERBS.items()
            if name.startswith(f"{noun} ") and word in {name.removeprefix(f"{noun} "), *entry.aliases}
        ),
        "",
    )


def global_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags that every verb takes, before or after it."""
    group = parser.add_argument_group(t("everywhere"))
    group.add_argument(
        "-C", "--archive", metavar="DIR", default="", help=t("the archive; else the one you are in")
    )
    group.add_argument(
        "--body", metavar="ID", default="", help=t("only this body, in what can be told of one")
    )
    group.add_argument("--today", metavar="DATE", default="", help=t("count from this day instead of today"))
    group.add_argument("--lang", choices=i18n.LANGUAGES, default="", help=t("language of the output"))
    form = group.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=t("print JSON"))
    form.add_argument("--jsonl", action="store_true", help=t("print JSON, the items alone, one a line"))
    form.add_argument("--csv", action="store_true", help=t("print tables for a spreadsheet, with semicolons"))
    form.add_argument("--plain", action="store_true", help=t("print tab-separated lines"))
    group.add_argument("-n", "--dry-run", action="store_true", help=t("show what would be done, do nothing"))
    group.add_argument("-y", "--yes", action="store_true", help=t("answer yes to questions"))
    group.add_argument("--no-input", action="store_true", help=t("ask nothing; what needs an answer stops"))
    group.add_argument(
        "--read-only", action="store_true", help=t("save no change; documents can still be written to out/")
    )
    group.add_argument(
        "--cached", action="store_true", help=t("answer from the index as it was, do not look at the files")
    )
    group.add_argument("-q", "--quiet", action="store_true", help=t("say nothing but errors"))
    group.add_argument("-v", "--verbose", action="store_true", help=t("tell which archive, day and git"))
    group.add_argument("--no-color", action="store_true", help=t("no colours"))
