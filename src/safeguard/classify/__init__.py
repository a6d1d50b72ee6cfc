"""Scoring: what kind of post this seems to be, how sure the model is, and why, in codes.

It sorts; people decide. Start at `detector.Detector`.
"""
