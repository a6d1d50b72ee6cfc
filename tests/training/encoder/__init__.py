"""Tests of what trains the encoder; what needs torch is checked by the command itself."""
