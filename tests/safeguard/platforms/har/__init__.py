"""Tests of what a browser recorded."""
