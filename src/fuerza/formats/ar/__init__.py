"""How Arabic groups its numbers."""
