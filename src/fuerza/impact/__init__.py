"""Listening before, feedback after, and the report that says what changed and nothing about anybody."""
