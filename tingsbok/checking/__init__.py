"""Checking a whole archive, and only what may have changed since the last time.

The checks themselves are in :mod:`tingsbok.checks`; here it is decided which records they are run on.
"""

from tingsbok.checking.changes import approvals
from tingsbok.checking.run import Checking, Progress

__all__ = ["Checking", "Progress", "approvals"]
