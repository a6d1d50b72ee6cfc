"""Training: what it takes in, and what it refuses."""
