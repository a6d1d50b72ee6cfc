"""The JSON faces, one file a domain (issue 3 brings the first)."""
