"""The words of the pages of connections."""
