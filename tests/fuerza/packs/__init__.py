"""Tests of report packs."""
