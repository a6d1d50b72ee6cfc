"""What follows editions from outside, tested."""
