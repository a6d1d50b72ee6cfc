"""Asking to come, vouching, and the answer by two people, with its reason and an appeal."""
