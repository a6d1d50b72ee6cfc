"""Stories published with consent, and their feeds (issue 9)."""
