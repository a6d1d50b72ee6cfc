"""Tests against real servers that this run starts, and stops again."""
