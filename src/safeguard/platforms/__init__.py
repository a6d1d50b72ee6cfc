"""Networks and files: connectors read and act, importers read, and both give Posts.

Start at `base`, which holds what every one of them promises, and `registry`, which finds them by
name.
"""
