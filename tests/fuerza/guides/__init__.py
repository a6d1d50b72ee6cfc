"""The guides, tested."""
