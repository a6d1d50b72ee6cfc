"""Directory, introductions, mentoring (issue 9)."""
