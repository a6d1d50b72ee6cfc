"""The pages of vetting."""
