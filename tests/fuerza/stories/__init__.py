"""Stories: tests."""
