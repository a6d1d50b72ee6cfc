"""What may be read of incidents, and by whom."""
