"""What a mention's sealed body holds, and how a page of them is opened with two queries."""

import uuid
from collections.abc import Sequence

import msgspec

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.vault import queries as vault
from fuerza.vault.choices import ExhibitState
from safeguard.classify.records import Reason, Score
from safeguard.detect.offline import Sign
from safeguard.records import Post

_DESTROYED = (ExhibitState.ENDING, ExhibitState.SHREDDED)


class Body(msgspec.Struct, frozen=True):
    """The post itself, and why it was scored as it was: reasons may quote it, so they are sealed with it.

    `signs` are those of danger offline, each with the place in the text that it rests on.
    """

    post: Post
    why: tuple[Reason, ...] = ()
    signs: tuple[Sign, ...] = ()


def body_of(post: Post, scored: Score | None, signs: tuple[Sign, ...] = ()) -> bytes:
    return msgspec.msgpack.encode(Body(post, scored.why if scored else (), signs))


def body_place(mention_id: uuid.UUID) -> bytes:
    return crypto.place("desk_mention", mention_id, "sealed")


def read(mentions: Sequence[Mention], opened: Opened | None) -> dict[uuid.UUID, Body]:
    """Open the bodies of `mentions`; one that this reader holds no key for, or that was destroyed, is left out.

    A kept mention's body has moved into its exhibit and is read from there.
    """
    if opened is None:
        return {}
    here = [mention for mention in mentions if mention.sealed and not _is_destroyed(mention)]
    keys = opened.content_keys({mention.content_key_id for mention in here})
    bodies = {
        mention.pk: _body(
            crypto.decrypt(
                keys[mention.content_key_id], bytes(mention.sealed), body_place(mention.pk)
            )
        )
        for mention in here
        if mention.content_key_id in keys
    }
    moved = {mention.exhibit_id: mention for mention in mentions if not mention.sealed}
    exhibits = [mention.exhibit for mention in moved.values() if mention.exhibit]
    for exhibit, body in vault.bodies_of(exhibits, opened=opened) if exhibits else ():
        bodies[moved[exhibit.pk].pk] = Body(vault.post_of(body))
    return bodies


def _is_destroyed(mention: Mention) -> bool:
    """Say whether she destroyed it: a body may lie here a few minutes longer where it was kept by the switch."""
    return mention.exhibit is not None and mention.exhibit.state in _DESTROYED


def pictures_of(mention: Mention, opened: Opened | None) -> list[tuple[uuid.UUID, int]]:
    """Name the pictures that were kept with a mention; each is shown by the vault, drawn anew."""
    if opened is None or mention.exhibit is None:
        return []
    return vault.pictures_of(mention.exhibit, opened=opened)


def _body(plain: bytes) -> Body:
    return msgspec.msgpack.decode(plain, type=Body)
