"""The safety centre, the handbook, strategies (issue 8)."""
