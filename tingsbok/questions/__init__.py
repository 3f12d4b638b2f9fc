"""What front ends ask an archive that no single record answers, one module a question.

A question finds the records by the index, so that its cost follows the answer and not the archive, and hands
them to the pure rules in :mod:`tingsbok.meetings` and :mod:`tingsbok.followup`.
"""
