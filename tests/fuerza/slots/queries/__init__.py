"""What may be read of turns and tables."""
