"""What staff do with meetings, one module an act.

An act reads what it needs, works out all that changes as one :class:`~tingsbok.actions.Work`, and leaves it
to the front end to show the work (:meth:`Archive.preview`) or to carry it out (:meth:`Archive.carry_out`).
The rules themselves are pure functions in :mod:`tingsbok.meetings` and :mod:`tingsbok.followup`.
"""
