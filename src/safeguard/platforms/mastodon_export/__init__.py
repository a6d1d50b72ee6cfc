"""What a Mastodon account exports of itself: her own posts, and nothing that others wrote to her."""
