"""Mentoring: tests."""
