"""Helpers' and safety advisers' side: the queue, what takes two, limits on reading."""
