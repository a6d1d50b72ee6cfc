"""Accounts, roles, consent, grants to helpers and advisers, avoid edges, sessions."""
