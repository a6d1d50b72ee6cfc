"""Incidents' promises, module by module."""
