"""Tests of door's queries."""
