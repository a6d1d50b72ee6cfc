"""serve, worker, migrate, check, backup, restore, jobs list, jobs retry."""
