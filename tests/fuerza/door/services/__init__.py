"""Tests of door's services."""
