"""YouTube: comments on her channel's videos, by the Data API v3 (docs/platforms/youtube.md)."""
