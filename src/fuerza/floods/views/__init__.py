"""Pages of floods and of what may come to her door."""
