"""Tingsbok in the terminal: the Textual app over the core."""
