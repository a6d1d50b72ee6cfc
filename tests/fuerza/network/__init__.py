"""Network: tests."""
