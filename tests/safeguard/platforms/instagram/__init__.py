"""Instagram, against a double of it."""
