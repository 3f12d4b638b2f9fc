"""``python -m tingsbok``."""

from tingsbok.cli import program

program()
