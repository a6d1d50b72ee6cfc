"""Bluesky: reading, acting and signing in over plain AT Protocol calls, on any server of that network."""
