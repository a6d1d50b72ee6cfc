"""Places, editions, partners, sessions, hashtags, campaigns."""
