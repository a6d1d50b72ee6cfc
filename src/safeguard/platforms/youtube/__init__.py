"""YouTube: comments on her channel, by the Data API v3 or from a file (docs/platforms/youtube.md)."""
