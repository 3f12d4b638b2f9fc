"""The proof-reader for Swedish minutes: a text or a record in, findings out. Nothing here reads a file.

Each rule concerns itself with one thing and stands in a file of its own; :mod:`.rules` says which there are,
:mod:`.codes` what their codes mean. Every expression is bounded, so that no text can make a rule run away.
"""

from tingsbok.proofreading.codes import CODES
from tingsbok.proofreading.context import Context
from tingsbok.proofreading.names import Known, Names
from tingsbok.proofreading.rules import read_record, read_text

__all__ = ["CODES", "Context", "Known", "Names", "read_record", "read_text"]
