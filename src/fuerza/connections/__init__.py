"""Linked social accounts, imports, sync cursors, the action queue."""
