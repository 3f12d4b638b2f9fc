"""Screens, one a file: they ask the gateway and show what it answers."""
