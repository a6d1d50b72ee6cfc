"""Tests of lists of accounts and domains."""
