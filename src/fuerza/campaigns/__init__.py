"""What a campaign hands out and where, and days on which members speak together."""
