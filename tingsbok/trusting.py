"""Whether the programs that an open archive names itself may run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tingsbok.store.base import Store
    from tingsbok.store.git_trust import Standing


class AsksTrust:
    """What an archive knows of the user's trust in it."""

    root: Path
    store: Store
    _shown: Standing | None = None

    def trust(self) -> Standing:
        """Programs of the archive's own that a save would start, and whether the user lets them."""
        from tingsbok.store.git_trust import standing_of

        self._shown = standing_of(self.root)
        return self._shown

    def trust_question(self) -> str:
        """What to ask the user before such programs run; empty if nothing is to ask, or it was answered."""
        return self.trust().question

    @property
    def kept_back(self) -> str:
        """After a save: the question because of which the archive's own programs did not run; else empty."""
        return self.store.kept_back

    def answer_trust(self, *, trusted: bool, shown: Standing | None = None) -> None:
        """Remember the user's answer, outside the archive, for the programs as they were shown.

        Args:
            trusted: Whether they may run.
            shown: What the user has seen; what was looked at last, if absent.
        """
        from tingsbok.trust import TrustBook

        found = shown or self._shown or self.trust()
        TrustBook().remember(found.place, found.mark, trusted=trusted)

    def revoke_trust(self) -> None:
        """Forget the answer: nothing runs, and the question is asked anew."""
        from tingsbok.trust import TrustBook

        TrustBook().forget(self.root)
