"""How Hindi groups its numbers."""
