"""YouTube, against a double of it, and its files."""
