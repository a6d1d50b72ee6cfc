"""Commands of the guides."""
