"""How a domain hands over, and gives up, what it holds of a person.

Each domain with personal data has a `privacy.py` that registers two hooks by name:

    @hooks.register("privacy", "desk:export")
    def export(person: Person, key: Opened | None) -> Iterator[Part]: ...

    @hooks.register("privacy", "desk:erase")
    def erase(person: Person) -> None: ...

`export` yields files; `key` is her opened keyring, or None while she is locked (then it says in a file what it
could not open). `erase` deletes rows and files; her keys are gone by then, so it must not need them, and running
it twice changes nothing (erasures are replayed after a restore).
"""

import msgspec


class Part(msgspec.Struct, frozen=True):
    """One file of her copy: a plain path below the domain's folder, and its bytes."""

    path: str
    content: bytes


def as_json(value: object) -> bytes:
    """Write a part as a person may read it: one field a line."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)
