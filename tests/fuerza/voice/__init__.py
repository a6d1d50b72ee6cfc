"""Voice: tests."""
