"""Tests of networks and files."""
