"""Attendance's promises, module by module."""
