"""Codes that people read out, type and find on paper: how they are made and written."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read out as another
_GROUP = 4


def new_code(length: int) -> str:
    """Make a code by chance: each letter has almost five bits."""
    return "".join(secrets.choice(LETTERS) for _place in range(length))


def code_from(key: bytes, length: int) -> str:
    """Write the first bytes of a key as a code: the same key is always the same code."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in key[:length])


def in_groups(code: str, between: str = "-") -> str:
    """Write a code as one reads it out, four letters at a time."""
    return between.join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
