"""Presence over time and the reach of hashtags, privately (issue 9)."""
