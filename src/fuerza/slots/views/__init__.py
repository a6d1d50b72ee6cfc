"""Pages of slots: her turn and her table, the queue for whoever runs it, her check-up list."""
