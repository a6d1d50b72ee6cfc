"""The pieces of a page that need a little code."""
