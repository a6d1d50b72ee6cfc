"""Tests of Instagram and Facebook exports."""
