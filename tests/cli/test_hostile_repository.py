"""An archive from a stranger: whatever its repository names, no verb runs it; what looks like an option is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.small import ANNA, FILES, found, git
from tingsbok.cli import main
from tingsbok.cli.verbs import HIDDEN, VERBS

HOOKS = (
    "applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout", "post-commit",
    "post-index-change", "post-merge", "post-rewrite", "pre-applypatch", "pre-auto-gc", "pre-commit",
    "pre-merge-commit", "pre-push", "pre-rebase", "prepare-commit-msg", "reference-transaction", "update",
)  # fmt: skip
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy", "sequence.editor",
    "diff.external", "diff.tool", "difftool.t.cmd", "merge.tool", "mergetool.t.cmd", "interactive.diffFilter",
    "gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "gpg.x509.program",
    "filter.f.clean", "filter.f.smudge", "filter.f.process", "diff.d.textconv", "diff.d.command", "merge.m.driver",
    "credential.helper", "credential.https://example.invalid.helper", "alias.status", "alias.log", "alias.config",
    "remote.origin.uploadpack", "remote.origin.receivepack", "trailer.x.cmd", "trailer.x.command", "man.viewer",
    "browser.b.cmd", "help.browser", "web.browser", "uploadpack.packObjectsHook", "submodule.m.update",
    "hook.h.command", "pager.log", "pager.status", "pager.config", "tar.x.command", "sendemail.tocmd",
)  # fmt: skip
VERBS_WITH_WORDS = (
    ("list", "person"), ("show", "anna"), ("show", "anna", "--at=HEAD"), ("show", "anna", "--raw"), ("search", "exempel"),
    ("todo",), ("timeline", "anna"), ("log",), ("log", "anna"), ("diff", "anna", "HEAD~1"), ("check",), ("check", "--staged"),
    ("status",), ("doctor",), ("trust",), ("set", "anna", "title=ny"), ("set", "bert", "title=ny", "--json"),
    ("new", "person", "name=Cia Exempel", "--id=cia"), ("link", "anna", "rad"), ("edit", "bert"), ("commit",),
    ("undo", "--yes"), ("restore", "anna", "först"), ("rename", "cia", "cia-ny"), ("remove", "cia-ny", "--yes"),
    ("explain", "T110"), ("init", "--wire"), ("demo", "../demo"), ("version",),
)  # fmt: skip

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("TINGSBOK_LANG", "en")

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = found(tmp_path / "ark")
    git(root, "tag", "först")
    for title in ("ledamot", "kassör"):
        (root / ANNA).write_text(FILES[ANNA].replace("ordförande", title))
        git(root, "commit", "-q", "-a", "-m", title)
    monkeypatch.chdir(root)
    return root


def script(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def mine(root: Path) -> Path:
    """Set traps in every place a repository can; returns the file in which those that spring leave their name."""
    seen = root.parent / "seen"
    for name in HOOKS:
        script(root / ".git/hooks" / name, f"echo hook {name} >> {seen}")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("* filter=f diff=d merge=m\n")
    lines: list[str] = []
    for number, key in enumerate(PROGRAMS):
        trap = script(root.parent / f"traps/{number}", f"echo {key} >> {seen}; cat")
        section, _, rest = key.partition(".")
        name, _, word = rest.rpartition(".")
        lines.append(f'[{section} "{name}"]\n' if name else f"[{section}]\n")
        lines.append(f"\t{word} = {'!' if section in {'alias', 'credential', 'submodule'} else ''}{trap}\n")
    (root / ".git/more").write_text("".join(lines))
    with (root / ".git/config").open("a") as config:
        config.write("[include]\n\tpath = more\n")
        config.write('[hook "h"]\n\tevent = pre-commit\n\tevent = reference-transaction\n')
        config.write(
            '[remote "origin"]\n\turl = ext::touch seen\n\tpromisor = true\n\tfetch = +refs/*:refs/*\n'
        )
        config.write(
            '[protocol "ext"]\n\tallow = always\n[log]\n\tshowSignature = true\n[commit]\n\tverbose = true\n'
        )
        config.write("[tingsbok]\n\ttrustHooks = true\n[extensions]\n\tpartialClone = origin\n")
    return seen


OF_NOUN = {
    "meeting": ("lsg-2024-09-20",), "decision": ("lsg-2024-09-20-34",), "body": ("lsg",), "agreement": ("hemsjukvardsavtalet",),
    "completion": ("bash",), "mentions": ("lsg",), "notice": ("lsg-2024-11-15",), "proofread": ("lsg-2024-09-20",),
}  # fmt: skip
"""What a verb of the field is about in the example archive, by its first word."""


def test_no_verb_of_the_field_runs_what_the_repository_brings_along(
    demo: Path, tb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo)
    seen = mine(demo)
    tried = {words[0] for words in VERBS_WITH_WORDS}
    codes = {}
    # serve stays until it is ended; what it shows is the app, which is tried in a hostile repository by itself
    for verb in sorted(VERBS.keys() - HIDDEN - tried - {"serve"}):
        words = (*verb.split(), *OF_NOUN.get(verb.split()[0], ()))
        codes[verb] = tb(*words)
    assert not seen.exists(), seen.read_text()
    assert {
        verb: said for verb, (_, said) in codes.items() if "Unexpected" in said or "Traceback" in said
    } == {}
    assert sum(code == 0 for code, _ in codes.values()) > len(codes) // 3, codes


def test_no_verb_runs_what_the_repository_brings_along(
    root: Path, tb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = mine(root)
    editor = script(root.parent / "editor", 'sed -i "s/Bert/Berit/" "$1"')
    monkeypatch.setenv("EDITOR", str(editor))
    codes = {words: tb(*words) for words in VERBS_WITH_WORDS}
    assert not seen.exists(), seen.read_text()
    odd = {
        words: said
        for words, (code, said) in codes.items()
        if code not in {0, 1, 6, 7} or "Unexpected" in said
    }
    assert odd == {}
    done = [words[0] for words, (code, _) in codes.items() if code == 0]
    assert {
        "list",
        "show",
        "log",
        "diff",
        "set",
        "new",
        "edit",
        "undo",
        "restore",
        "rename",
        "remove",
    } <= set(done)


def test_the_editor_is_the_users_own(root: Path, tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = mine(root)
    own = script(root.parent / "own", f'echo own >> {root.parent}/used; sed -i "s/Bert/Berit/" "$1"')
    git(root, "config", "--global", "core.editor", str(own))
    assert tb("edit", "bert")[0] == 0
    assert (root.parent / "used").read_text() == "own\n"
    assert not seen.exists()


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_repository_that_lies_elsewhere_runs_nothing_either(kind: str, root: Path, tb: Run) -> None:
    seen = mine(root)
    (root / ".git").rename(root.parent / "elsewhere")
    if kind == "link":
        (root / ".git").symlink_to(root.parent / "elsewhere")
    else:
        (root / ".git").write_text("gitdir: ../elsewhere\n")
    assert tb("list", "person")[0] == 0
    assert tb("set", "anna", "title=ny")[0] == 0
    assert not seen.exists(), seen.read_text()


def test_a_work_tree_that_the_settings_put_elsewhere_is_not_written(root: Path, tb: Run) -> None:
    other = found(root.parent / "offer")
    git(root, "config", "core.worktree", str(other))
    before = {file: file.read_bytes() for file in other.rglob("*.md")}
    code, said = tb("set", "anna", "title=ny")
    assert code == 6, said
    assert {file: file.read_bytes() for file in other.rglob("*.md")} == before


OPTIONS = (
    ("show", "--", "--output=x"), ("show", "anna", "--at=--output=x"), ("log", "--", "--output=x"),
    ("log", "--author=--output=x"), ("log", "--since=--output=x"), ("diff", "anna", "--", "--output=x"),
    ("restore", "anna", "--", "--output=x"), ("undo", "--", "--output=x"), ("commit", "--", "--output=x"),
    ("edit", "--", "--output=x"), ("set", "--", "--output=x", "title=y"), ("link", "--", "anna", "--output=x"),
    ("rename", "--", "anna", "--output=x"), ("remove", "--yes", "--", "--output=x"), ("timeline", "--", "--output=x"),
    ("list", "person", "--", "--output=x"), ("search", "--", "--output=x"), ("check", "--", "--output=x"),
    ("diff", "anna", "HEAD --output=x"), ("show", "anna", "--at=HEAD\n--output=x"), ("restore", "anna", "@{-1}"),
    ("show", "anna", "--at=:/x"), ("show", "anna", "--at=HEAD:--output=x"), ("new", "person", "name=x", "--id=--output=x"),
)  # fmt: skip


@pytest.mark.parametrize("words", OPTIONS)
def test_what_looks_like_an_option_is_none(words: tuple[str, ...], root: Path, tb: Run) -> None:
    head = git(root, "rev-parse", "HEAD")
    code, said = tb(*words)
    assert code in {0, 1, 2, 4, 6}, said
    assert "Unexpected" not in said
    assert not (root / "x").exists()
    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "status", "-s") == ""


@pytest.mark.parametrize(
    "words", [("log", "--output=x"), ("diff", "anna", "--output=x"), ("restore", "anna", "--output=x")]
)
def test_an_unknown_option_is_wrong_use(words: tuple[str, ...], root: Path, tb: Run) -> None:
    assert tb(*words)[0] == 2
    assert not (root / "x").exists()


# -- tingsbok trust


def test_trust_shows_asks_remembers_and_takes_back(root: Path, tb: Run) -> None:
    hook = script(root / ".git/hooks/pre-commit", f"echo ran >> {root.parent}/seen")
    code, said = tb("set", "anna", "title=a")
    assert (code, "tingsbok trust" in said) == (0, True)
    code, said = tb("trust")
    assert (code, str(hook) in said, "--yes" in said) == (6, True, True)
    assert not (root.parent / "seen").exists()
    assert tb("trust", "--yes")[0] == 0
    assert '"trusted": true' in tb("trust", "--json")[1]
    code, said = tb("set", "anna", "title=b")
    assert (code, "tingsbok trust" in said) == (0, False)
    assert (root.parent / "seen").read_text() == "ran\n"
    assert "pre-commit run at each save" in tb("doctor")[1]
    assert tb("trust", "--revoke")[0] == 0
    assert tb("set", "anna", "title=c")[0] == 0
    assert (root.parent / "seen").read_text() == "ran\n"
    assert "pre-commit do not run" in tb("doctor")[1]


def test_trust_has_nothing_to_ask_where_nothing_would_run(root: Path, tb: Run) -> None:
    code, said = tb("trust")
    assert (code, "no programs" in said) == (0, True)


def test_a_dry_run_trusts_nothing(root: Path, tb: Run) -> None:
    script(root / ".git/hooks/pre-commit", "exit 1")
    assert tb("trust", "-n", "--yes")[0] == 0
    assert tb("set", "anna", "title=a")[0] == 0
