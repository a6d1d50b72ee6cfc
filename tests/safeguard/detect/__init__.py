"""Detectors on made floods with known answers."""
