"""Tests of fuerza.floods."""
