"""What is noticed of a text while it is still in clear: signs of danger offline, the age of its account."""

import uuid
from collections.abc import Iterable, Sequence

from fuerza.core import hooks
from fuerza.desk.queries import raised
from safeguard.classify.labels import urgency_of
from safeguard.classify.records import Score as Scored
from safeguard.detect.escalation import SOON
from safeguard.detect.escalation import urgency_of as level_of
from safeguard.detect.flood import NEW
from safeguard.detect.offline import Sign
from safeguard.records import Post


def is_new_account(post: Post) -> bool | None:
    """Say whether an account was less than a month old when it wrote; None where its age is not given."""
    since = post.author.created_at
    return None if since is None else post.written_at - since < NEW


def signs_of(person_id: uuid.UUID, posts: Iterable[tuple[Post, Scored]]) -> list[tuple[Sign, ...]]:
    """Ask whoever looks for what reaches into her life offline: now, for the texts are sealed next."""
    finders = [hook(person_id) for _name, hook in hooks.each("signs")]
    return [
        tuple(sign for find in finders for sign in find(post.text, scored))
        for post, scored in posts
    ]


def urgency_with(scored: Scored, signs: Sequence[Sign]) -> int:
    """Put what bears a sign above all that bears none, whatever the model thinks of its words."""
    above = max(0, level_of((sign.kind for sign in signs), scored.labels) - SOON)
    return raised(urgency_of(scored), scored.labels, has_signs=bool(signs), above=above)


def named(signs: Sequence[Sign]) -> str:
    return ",".join(dict.fromkeys(sign.kind for sign in signs))
