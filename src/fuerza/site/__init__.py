"""Home, search, 'who can see me', privacy export and erase: the only place that joins peers."""
