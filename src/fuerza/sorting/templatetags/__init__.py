"""Words for sorting."""
