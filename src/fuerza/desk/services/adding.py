"""Adding what she saw: a screenshot, words or a link from her phone, kept as "as seen by me" at once.

Everything is skippable but one of the three. What never passes through an API (X, TikTok, chats) comes in here.
"""

import uuid
from collections import Counter
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.acts.choices import Category
from fuerza.core import audit, crypto
from fuerza.core.ids import uuid7
from fuerza.desk.choices import Decision, Source
from fuerza.desk.models import Mention, Score
from fuerza.desk.services.assessing import assessment_of
from fuerza.desk.services.noticing import named, signs_of, urgency_with
from fuerza.desk.services.taking_in import Keys, Scorer, category_of, keys_of
from fuerza.desk.services.tallies import Cell, count
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.models import Exhibit
from safeguard.classify.records import Score as Scored
from safeguard.detect.copy_paste import Signer
from safeguard.evidence import Medium
from safeguard.platforms.names import in_clear
from safeguard.records import Author, Post


class NothingWasGiven(ValueError):
    """Neither a screenshot nor words nor a link was given: there is nothing to keep."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What she gave. `platform` and `who` are her words; `when` is None where she skipped it.

    `once` names the form it came by: sent again, it is the same.
    """

    text: str = ""
    link: str = ""
    picture: Medium | None = None
    when: datetime | None = None
    platform: str = ""
    who: str = ""
    once: uuid.UUID | None = None


@transaction.atomic
def add_seen(*, person: Person, seen: Seen, score: Scorer, now: datetime) -> Mention:
    """Keep what she saw as an exhibit and show it on her desk; works while her desk is locked.

    Raises:
        NothingWasGiven: all three are empty.
        KeepingFailed: the vault could not keep it; nothing was stored.
    """
    if not (seen.text.strip() or seen.link.strip() or seen.picture):
        raise NothingWasGiven
    post = _post(seen, now)
    before = _stored(person, post)
    if before is not None:
        return before
    scored = score([seen.text])[0] if seen.text.strip() else None
    kept = vault.keep(
        person=person,
        items=[
            vault.Keepable(
                post=post,
                capture=vault.capture_now("seen", now=now),
                media=(seen.picture,) if seen.picture else (),
                assessment=assessment_of(scored),
                reason="seen",
            )
        ],
        by=person,
        now=now,
    )
    mention = _mention(person, post, scored, kept[0], now)
    audit.note(person.pk, person.pk, "desk.added_seen", mention.pk, at=now)
    return mention


def _post(seen: Seen, now: datetime) -> Post:
    given = {
        "text": seen.text,
        "link": seen.link,
        "when": seen.when,
        "where": seen.platform,
        "who": seen.who,
        "entered_at": now,
    }
    return Post(
        platform=seen.platform.casefold() or "seen",
        id=str(seen.once or uuid7()),
        kind="seen",
        author=Author(handle=seen.who),
        text=seen.text,
        url=seen.link,
        written_at=seen.when or now,
        raw=msgspec.json.encode(given),
    )


def _stored(person: Person, post: Post) -> Mention | None:
    native = keys_of(crypto.data_key(person.pk), post).native
    return Mention.objects.filter(person=person, native_key=native).first()


def _mention(
    person: Person, post: Post, scored: Scored | None, exhibit: Exhibit, now: datetime
) -> Mention:
    secret = crypto.data_key(person.pk)
    keys: Keys = keys_of(secret, post)
    platform = in_clear(post.platform, otherwise=Source.SEEN)
    [signs] = signs_of(person.pk, [(post, scored)]) if scored else [()]
    mention = Mention.objects.create(
        person=person,
        exhibit=exhibit,
        kind=post.kind,
        source=Source.SEEN,
        platform=platform,
        native_key=keys.native,
        author_key=keys.author,
        text_key=keys.text,
        post_key=keys.post,
        signature=Signer(secret).sign(post.text),
        content_key_id=exhibit.pk,
        language=scored.language if scored else "und",
        category=category_of(scored) if scored else Category.UNKNOWN,
        severity=scored.severity if scored else 0,
        urgency=urgency_with(scored, signs) if scored else 0,
        signs=named(signs),
        decision=Decision.KEPT,
        written_at=post.written_at,
        taken_in_at=now,
    )
    if scored:
        Score.objects.create(
            mention=mention,
            model=scored.model,
            point=scored.point,
            heads=scored.heads,
            labels=list(scored.labels),
            severity=scored.severity,
        )
    cell = Cell(post.written_at.date(), platform, mention.category, mention.decision)
    count(person.pk, Counter([cell]))
    return mention
