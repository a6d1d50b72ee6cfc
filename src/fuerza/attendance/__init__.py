"""Invitations, registrations, venue layers, check-in, incidents, feedback (issue 7)."""
