"""Tests of helping."""
