"""Tests of sorting."""
