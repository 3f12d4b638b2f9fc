"""Pure functions from records, rows and revisions to the text and cells that are shown."""
