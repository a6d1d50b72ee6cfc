"""Pages of connections: what is linked, and signing in."""
