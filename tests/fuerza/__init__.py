"""Tests of the site, mirroring src/fuerza."""
