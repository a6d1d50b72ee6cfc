"""Tests of text messages."""
