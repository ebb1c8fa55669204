"""Letters as they are written."""
