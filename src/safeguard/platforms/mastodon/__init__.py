"""Mastodon and what speaks its API (GoToSocial, Pleroma and others), each by what it can, not by its version.

Start at `connector`; `authorizer` is the way in, `server` how its replies become answers or errors.
"""
