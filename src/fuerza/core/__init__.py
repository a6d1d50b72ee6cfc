"""Audit trail, disclosure policy, encryption, jobs, hooks, mail, frame of every page; imports no domain."""
