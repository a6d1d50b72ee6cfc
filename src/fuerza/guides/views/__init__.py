"""Pages of the guides: for everybody, without signing in."""
