"""Turns, tables and check-up lists."""
