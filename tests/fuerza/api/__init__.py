"""Tests of the JSON faces and of `fuerza detect`."""
