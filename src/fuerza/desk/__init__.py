"""Mentions, scores, groups, pile-ons, decisions: the safety desk."""
