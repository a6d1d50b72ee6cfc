"""TikTok's "Download your data", as JSON: direct messages she received; comments in it are her own."""
