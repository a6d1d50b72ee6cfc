"""Small, private, facilitated circles: who is in one, what was agreed, and what is said there."""
