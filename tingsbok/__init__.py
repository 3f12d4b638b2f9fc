"""Tingsbok: meetings and decisions as plain text under git. This package is the headless core."""

__version__ = "0.1.0"
