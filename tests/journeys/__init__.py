"""A few end-to-end paths in a real browser."""
