"""Where an archive's files lie and how they are saved: one protocol, three stores.

:mod:`~tingsbok.store.git` is the real one, :mod:`~tingsbok.store.files` a plain folder without history,
:mod:`~tingsbok.store.memory` for tests and previews. Everything above this package knows only
:class:`~tingsbok.store.base.Store`.
"""

from tingsbok.store.base import Author, Commit, Dirty, Entry, Store, Write

__all__ = ["Author", "Commit", "Dirty", "Entry", "Store", "Write"]
