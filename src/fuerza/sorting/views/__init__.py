"""Pages of sorting: all of them hers alone."""
