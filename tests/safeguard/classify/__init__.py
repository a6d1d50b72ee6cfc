"""Scoring: rules, features, the baseline, the detector."""
