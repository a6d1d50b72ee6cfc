"""What may be read of campaigns."""
