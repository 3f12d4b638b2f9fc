"""Measurements of whole commands on made-up archives; never part of the tests."""
