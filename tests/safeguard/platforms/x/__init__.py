"""X, against a double of it."""
