"""Tests of the library, path by path."""
