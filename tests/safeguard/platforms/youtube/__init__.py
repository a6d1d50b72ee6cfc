"""Tests of YouTube files."""
