"""Widgets: data in by method or reactive, wishes out by message; no files, no archive, no network."""
