"""Tests of the pages of floods."""
