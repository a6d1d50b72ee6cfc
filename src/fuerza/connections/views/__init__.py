"""Pages of connections: what is linked, signing in at a network, and what each plan did and does."""
