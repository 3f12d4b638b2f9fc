"""Whether a repository is in a state that may be saved into, in words if it is not."""

from __future__ import annotations

from datetime import datetime

from tingsbok.errors import ExternalProgramFailed, Refused
from tingsbok.i18n import N_, t
from tingsbok.store.base import Author
from tingsbok.store.git_damage import look_for_a_copy
from tingsbok.store.git_place import Place
from tingsbok.store.git_run import WRITE

_UNDERWAY = (
    ("rebase-merge", N_("a rebase"), "git rebase --continue", "git rebase --abort"),
    ("rebase-apply/applying", N_("taking in patches"), "git am --continue", "git am --abort"),
    ("rebase-apply", N_("a rebase"), "git rebase --continue", "git rebase --abort"),
    ("MERGE_HEAD", N_("a merge"), "git commit", "git merge --abort"),
    ("CHERRY_PICK_HEAD", N_("a cherry-pick"), "git cherry-pick --continue", "git cherry-pick --abort"),
    ("REVERT_HEAD", N_("a revert"), "git revert --continue", "git revert --abort"),
    ("sequencer", N_("a cherry-pick"), "git cherry-pick --continue", "git cherry-pick --quit"),
    ("BISECT_LOG", N_("a bisection"), "git bisect good", "git bisect reset"),
)
_BRANCHES = "refs/heads/"


def unfinished(place: Place) -> Refused | None:
    """Why nothing can be saved while a merge or the like waits to be ended; ``None`` if none does."""
    for name, what, proceed, abort in _UNDERWAY:
        if (place.git_dir / name).exists():
            return Refused(
                t("Nothing can be saved while {what} is under way in the archive.", what=t(what)),
                remedy=t("End it in a terminal, with {proceed} or {abort}.", proceed=proceed, abort=abort),
            )
    return None


def branch_to_save_on(place: Place) -> str:
    """Full name of the branch that ``HEAD`` stands for, also before its first commit.

    Raises:
        Refused: Something is under way that a commit would get mixed up with, or there is no branch.
        ExternalProgramFailed: What ``HEAD`` stands for cannot be read.
    """
    if refusal := unfinished(place):
        raise refusal
    found = place.runner.run("symbolic-ref", "-q", "HEAD", accept=(0, 1))
    if found.code or not found.text.startswith(_BRANCHES):
        raise Refused(
            t("The archive stands at an old change, on no branch: what is saved here would get lost."),
            remedy=t("Go to a branch first, for example with: git switch main"),
        )
    return found.text


def refuse_damaged_head(place: Place) -> None:
    """Tell a branch without commits, which is well, from one whose last commit cannot be found.

    Raises:
        ExternalProgramFailed: ``HEAD`` or its branch names what is not there.
    """
    branch = place.runner.run("symbolic-ref", "-q", "HEAD", accept=(0, 1, 128)).code
    commit = place.runner.run("rev-parse", "-q", "--verify", "HEAD", accept=(0, 1, 128)).code
    if branch or not commit:
        raise ExternalProgramFailed(
            t("The last change of the archive cannot be read: the repository is damaged."),
            remedy=look_for_a_copy(),
        )


def require_identity(place: Place) -> None:
    """Raise :class:`Refused` unless git has been told who the user is."""
    found = place.runner.run("var", "GIT_COMMITTER_IDENT", profile=WRITE, accept=(0, 128))
    if found.code:
        raise Refused(
            t("git does not know who you are, so a change would have no author."),
            remedy=t(
                'Run: git config --global user.name "Your Name"  '
                'and: git config --global user.email "you@example.org"'
            ),
        )


def identity(author: Author | None, when: datetime | None) -> dict[str, str]:
    """Variables that tell git who commits and when, where it is not the user and now."""
    variables: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        if author is not None:
            variables |= {f"GIT_{role}_NAME": author.name, f"GIT_{role}_EMAIL": author.email}
        if when is not None:
            variables[f"GIT_{role}_DATE"] = f"@{int(when.timestamp())} {when:%z}"
    return variables
