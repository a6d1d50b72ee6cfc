"""Tests of the sample programme."""
