"""Mastodon: our parsers and connector against a double and against recordings."""
