"""A whole Bluesky network on this machine (directory, server, AppView, moderation), and what only it can show."""
