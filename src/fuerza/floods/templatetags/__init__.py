"""Words of floods for templates."""
