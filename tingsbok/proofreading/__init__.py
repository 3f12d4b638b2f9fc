"""The proof-reader for Swedish minutes: a text or a record in, findings out. Nothing here reads a file.

Each rule concerns itself with one thing and stands in a file of its own; :mod:`.rules` says which there are,
:mod:`.codes` what their codes mean. The rules are loaded by whoever asks for them: most verbs never do.
Every expression is bounded, so that no text can make a rule run away.
"""

from tingsbok.proofreading.codes import CODES
from tingsbok.proofreading.context import Context, known_names
from tingsbok.proofreading.names import Known, Names

__all__ = ["CODES", "Context", "Known", "Names", "known_names"]
