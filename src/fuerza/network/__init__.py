"""Directory by consent, offers and asks, introductions that both must want."""
