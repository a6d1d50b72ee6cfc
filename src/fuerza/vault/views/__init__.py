"""Pages of the vault: what was kept and its package, her lock, pictures fetched to it."""
