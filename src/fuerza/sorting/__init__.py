"""Her own rules, what she corrected, and the search over what was said to her."""
