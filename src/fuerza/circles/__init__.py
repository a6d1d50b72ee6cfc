"""Small, private, facilitated circles (issue 9)."""
