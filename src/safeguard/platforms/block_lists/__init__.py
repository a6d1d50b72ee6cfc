"""Lists of accounts and domains as Mastodon, its admins, FediBlockHole and plain text have them.

Start at `reader`; `addresses` says what an account or a domain is, `writing` writes her own lists out.
"""
