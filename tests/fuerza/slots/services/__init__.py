"""What is done with turns and tables."""
