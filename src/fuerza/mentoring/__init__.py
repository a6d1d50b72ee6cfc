"""Mentoring and rounds of introductions: a proposal that can be replayed, and that a person reviews."""
