"""Tests of X archives."""
