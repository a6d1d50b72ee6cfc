"""Campaigns: what is handed out, and days together."""
