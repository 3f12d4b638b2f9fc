"""The order of git's log, found anew when the branch has moved: from its tip to where all is as before."""

from __future__ import annotations

import heapq
import itertools
import sqlite3

from tingsbok.index.commits_tables import Node, State, node


def renumber(connection: sqlite3.Connection, head: bytes, state: State) -> None:
    """Number the commits that the log from *head* on shows above those that it shows as before.

    Args:
        connection: In a transaction; every commit that *head* can reach is there.
        head: Binary id of the tip.
        state: Told when times turn out to be no order.
    """
    walked, cuts, base = _walked(connection, head)
    if base is None:
        connection.execute("update node set pos = null, cut = 0 where pos is not null")
    else:
        connection.execute("update node set pos = null, cut = 0 where pos > ?", (base.pos,))
    begin = base.pos if base is not None and base.pos is not None else 0
    connection.executemany(
        "update node set pos = ?, cut = ? where n = ?",
        [
            (begin + len(walked) - at, int(cut), one.n)
            for at, (one, cut) in enumerate(zip(walked, cuts, strict=True))
        ],
    )
    times = [one.seconds for one in (*walked, *([base] if base else []))]
    state.skewed |= any(later > earlier for earlier, later in itertools.pairwise(times))


def _walked(connection: sqlite3.Connection, head: bytes) -> tuple[list[Node], list[bool], Node | None]:
    """Commits as git's log shows them, whether each is a cut, and the old cut they end at."""
    walked: list[Node] = []
    cuts: list[bool] = []
    at: dict[bytes, int] = {}
    queue = Queue(connection)
    queue.push(head)
    lowest: int | None = None
    while (one := queue.pop()) is not None:
        if one.cut and one.pos is not None and not len(queue) and (lowest is None or lowest > one.pos):
            return walked, cuts, one
        if one.pos is not None:
            lowest = one.pos if lowest is None else min(lowest, one.pos)
        at[one.id] = len(walked)
        walked.append(one)
        cuts.append(not len(queue))
        for parent in one.parent_ids():
            if parent in at:
                early = at[parent] + 1
                cuts[early:] = [False] * (len(cuts) - early)
            queue.push(parent)
    return walked, cuts, None


class Queue:
    """The commits that a log has reached, as git takes them: the youngest first, then the first reached."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._heap: list[tuple[int, int, Node]] = []
        self.reached: dict[bytes, Node] = {}

    def __len__(self) -> int:
        return len(self._heap)

    def push(self, identity: bytes) -> None:
        """Reach a commit, if it is there and was not reached before."""
        found = None if identity in self.reached else node(self._db, identity)
        if found is not None:
            heapq.heappush(self._heap, (-found.seconds, len(self.reached), found))
            self.reached[identity] = found

    def pop(self) -> Node | None:
        """The next commit; ``None`` if there is none."""
        return heapq.heappop(self._heap)[2] if self._heap else None
