"""Circles: tests."""
