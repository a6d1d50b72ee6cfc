"""Tests of what a Mastodon account exports."""
