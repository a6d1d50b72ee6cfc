"""Tests of the pages of cases."""
