"""Tests of door's views."""
