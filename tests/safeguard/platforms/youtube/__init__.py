"""YouTube, against a double of it."""
