"""Tests of apart."""
