"""X, by the organisation's own approved app: API v2, paid per use (docs/platforms/x.md)."""
