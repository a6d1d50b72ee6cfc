"""Tending: tests."""
