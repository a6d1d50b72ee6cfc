"""Instagram's professional accounts, by the API with Instagram login (docs/platforms/instagram.md)."""
