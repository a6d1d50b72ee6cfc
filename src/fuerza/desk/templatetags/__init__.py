"""The words of the desk's pages."""
