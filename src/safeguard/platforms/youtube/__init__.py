"""YouTube: comments she received, as its Data API or yt-dlp gives them; those in a Takeout are her own."""
