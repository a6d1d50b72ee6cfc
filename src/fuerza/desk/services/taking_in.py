"""Taking in: a page of posts becomes sealed mentions, in one transaction, whether she is there or not.

Per page one content key is made and sealed to her keyring and to every grant in force. What stands in clear is
named in `models.Mention`; the rest is one encrypted body.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from django.db import transaction

from fuerza.acts.choices import Category
from fuerza.acts.queries import account_key
from fuerza.connections import services as connections
from fuerza.connections.models import Connection, Import
from fuerza.connections.queries import native_key
from fuerza.core import bulk, crypto, hooks, http, jobs
from fuerza.core.ids import uuid7
from fuerza.core.keyrings import readers_of
from fuerza.desk.choices import KINDS, Decision, Source
from fuerza.desk.models import Mention, PageKey, Score
from fuerza.desk.queries import body_of, body_place
from fuerza.desk.services.noticing import is_new_account, named, signs_of, urgency_with
from fuerza.desk.services.tallies import Cell, count
from fuerza.people import queries as people
from fuerza.people.models import Person
from safeguard.classify.labels import is_sure_support
from safeguard.classify.records import Score as Scored
from safeguard.detect.copy_paste import Signer
from safeguard.detect.offline import Sign
from safeguard.platforms.base import Connector
from safeguard.platforms.names import in_clear
from safeguard.records import Page, Post

Scorer = Callable[[Sequence[str]], list[Scored]]
Beat = Callable[[int], None]
PAGES_A_RUN = 20
LONG_ENOUGH = timedelta(minutes=1)
PLAIN = "mention"  # what a kind becomes that has no name: its own word stays sealed
KEY = 16  # bytes: nobody finds two alike among 2**128, and each index holds them
SHORT_KEY = 8  # bytes: one false match among a million posts in forty million such desks
MENTION = (
    "id",
    "person",
    "connection",
    "import_made",
    "kind",
    "source",
    "platform",
    "native_key",
    "author_key",
    "text_key",
    "post_key",
    "about_key",
    "signature",
    "content_key_id",
    "sealed",
    "language",
    "category",
    "severity",
    "urgency",
    "signs",
    "is_new_account",
    "may_keep",
    "decision",
    "written_at",
    "taken_in_at",
)
_SCORE = ("mention", "model", "point", "heads", "labels", "severity")


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a page: how many were new, were here already, or carried a known id with another text.

    `has_more` says that the network has more to give right now.
    """

    new: int
    known: int
    changed: tuple[str, ...] = ()
    has_more: bool = False


class Stored(NamedTuple):
    """A mention just taken in, with its text in clear: what may be looked at while she is away.

    What bears a sign of danger offline is never put away by a rule. A file's is not `is_live`: it is staged.
    """

    id: uuid.UUID
    post: Post
    scored: Scored
    signs: tuple[Sign, ...]
    is_live: bool


class Keys(msgspec.Struct, frozen=True):
    """The keyed hashes by which mentions are compared without being read."""

    native: bytes
    author: bytes
    text: bytes
    post: bytes
    about: bytes


class _New(msgspec.Struct, frozen=True):
    """One post that is not here yet, with all that can be told only while its text is in clear."""

    post: Post
    scored: Scored
    keys: Keys
    signature: bytes
    signs: tuple[Sign, ...]


class _Hand(msgspec.Struct, frozen=True):
    """What every mention of one page has in common."""

    person_id: uuid.UUID
    connection_id: uuid.UUID | None
    import_id: uuid.UUID | None
    source: Source
    decision: Decision
    data_key: bytes
    content_key: crypto.ContentKey
    now: datetime


def pull(
    *, connection: Connection, score: Scorer, clock: Callable[[], datetime], beat: Beat
) -> bool:
    """Read an account forward, page by page, for a minute at most; say whether there is more to read now.

    What is left waits behind the other accounts: one with years to read must not keep the rest from being read.
    """
    began = clock()
    with http.client() as reach:
        for number in range(1, PAGES_A_RUN + 1):
            taken = refresh(connection=connection, score=score, now=clock(), reach=reach)
            beat(number)
            if not taken.has_more:
                return False
            if clock() - began >= LONG_ENOUGH:
                break
    return True


def refresh(
    *,
    connection: Connection,
    score: Scorer,
    now: datetime,
    network: Connector | None = None,
    reach: http.Client | None = None,
) -> Taken:
    """Fetch one page from the network and take it in; what went wrong stands on the connection afterwards.

    The network is asked outside any transaction. Call again while `has_more`.
    """
    before = connection.cursor
    page = connections.fetch(connection=connection, now=now, network=network, reach=reach)
    if page is None:
        return Taken(new=0, known=0)
    scores = score([post.text for post in page.posts])
    taken = take_in(origin=connection, page=page, scores=scores, now=now)
    has_more = not page.is_last and page.retry_at is None and connection.cursor != before
    return msgspec.structs.replace(taken, has_more=has_more)


@transaction.atomic
def take_in(
    *, origin: Connection | Import, page: Page, scores: Sequence[Scored], now: datetime
) -> Taken:
    """Store a page of posts with their raw bytes, sealed to their owner, and move the cursor.

    All or nothing: a page that fails half-way is read again from its start, and posts already stored are
    passed over, so reading a page twice changes nothing. An import's posts stay staged until it completes.
    Whoever sorts by her own wishes is asked twice: before, for the scores, and after, with what was stored.
    """
    person = Person.objects.select_for_update().get(pk=origin.person_id)  # tallies must add up
    hand = _hand(origin, person, now)
    keyed = [keys_of(hand.data_key, post) for post in page.posts]
    seen = _stored(person, [keys.native for keys in keyed])
    new, changed = [], []
    hers = _as_she_sorts(person, scores)
    for post, scored, keys in zip(page.posts, hers, keyed, strict=True):
        if keys.native not in seen:
            new.append((post, scored, keys))
        elif seen[keys.native] != keys.text:
            changed.append(post.id)
        seen.setdefault(keys.native, keys.text)
    stored = _store(hand, _told(hand, new))
    for _name, hook in hooks.each("stored"):
        hook(person, stored, now=now)
    if isinstance(origin, Connection):
        connections.move_on(connection=origin, page=page, now=now)
        connections.borrow(connection=origin, page=page, now=now)
        jobs.enqueue("desk.find", key=str(person.pk), now=now, person=person.pk)
    known = len(page.posts) - len(new) - len(changed)
    return Taken(new=len(new), known=known, changed=tuple(changed))


def _as_she_sorts(person: Person, scores: Sequence[Scored]) -> Sequence[Scored]:
    for _name, hook in hooks.each("scores"):
        scores = hook(person, scores)
    return scores


def category_of(scored: Scored) -> Category:
    """Name the one category under which the desk counts a mention."""
    if scored.labels:
        return Category(scored.labels[0])
    if is_sure_support(scored):
        return Category.SUPPORT
    return Category.NOTHING if scored.can_tell else Category.UNKNOWN


def _stored(person: Person, natives: list[bytes]) -> dict[bytes, bytes]:
    rows = Mention.objects.filter(person=person, native_key__in=natives)
    return {bytes(one): bytes(two) for one, two in rows.values_list("native_key", "text_key")}


def _hand(origin: Connection | Import, person: Person, now: datetime) -> _Hand:
    is_live = isinstance(origin, Connection)
    readers = readers_of(people.readers_of(person, now))
    return _Hand(
        person_id=person.pk,
        connection_id=origin.pk if is_live else None,
        import_id=None if is_live else origin.pk,
        source=Source.API if is_live else Source.FILE,
        decision=Decision.WAITING if is_live else Decision.STAGED,
        data_key=crypto.data_key(person.pk),
        content_key=crypto.new_content_key(owner_id=person.pk, readers=readers),
        now=now,
    )


def keys_of(secret: bytes, post: Post) -> Keys:
    author = post.author.id or post.author.handle.casefold()
    about = post.quoted or post.in_reply_to
    return Keys(
        native=native_key(secret, post),
        author=account_key(secret, post.platform, author),
        text=crypto.keyed(secret, "text", post.text)[:KEY],
        post=_post_key(secret, post.platform, post.id),
        about=_post_key(secret, post.platform, about) if about else b"",
    )


def _post_key(secret: bytes, platform: str, post_id: str) -> bytes:
    return crypto.keyed(secret, "post", f"{platform}|{post_id}")[:SHORT_KEY]


def _told(hand: _Hand, new: Sequence[tuple[Post, Scored, Keys]]) -> list[_New]:
    """Sign and look through all of a page at once."""
    signatures = Signer(hand.data_key).sign_all([post.text for post, _scored, _keys in new])
    signs = signs_of(hand.person_id, [(post, scored) for post, scored, _keys in new])
    return [
        _New(*it, signature, found)
        for it, signature, found in zip(new, signatures, signs, strict=True)
    ]


def _store(hand: _Hand, new: Sequence[_New]) -> list[Stored]:
    PageKey.objects.create(id=hand.content_key.id, person_id=hand.person_id)
    ids = [uuid7() for _ in new]
    bulk.insert(Mention, MENTION, (_row(hand, pk, it) for pk, it in zip(ids, new, strict=True)))
    bulk.insert(Score, _SCORE, (_score(pk, it.scored) for pk, it in zip(ids, new, strict=True)))
    if hand.decision is not Decision.STAGED:
        count(
            hand.person_id,
            Counter(
                Cell(
                    it.post.written_at.date(),
                    in_clear(it.post.platform, otherwise=hand.source),
                    category_of(it.scored),
                    hand.decision,
                )
                for it in new
            ),
        )
    is_live = hand.connection_id is not None
    return [
        Stored(pk, it.post, it.scored, it.signs, is_live) for pk, it in zip(ids, new, strict=True)
    ]


def _row(hand: _Hand, pk: uuid.UUID, new: _New) -> tuple[object, ...]:
    post, scored, keys = new.post, new.scored, new.keys
    return (
        pk,
        hand.person_id,
        hand.connection_id,
        hand.import_id,
        post.kind if post.kind in KINDS else PLAIN,
        hand.source,
        in_clear(post.platform, otherwise=hand.source),
        keys.native,
        keys.author,
        keys.text,
        keys.post,
        keys.about,
        new.signature,
        hand.content_key.id,
        crypto.encrypt(hand.content_key.secret, body_of(post, scored, new.signs), body_place(pk)),
        scored.language,
        category_of(scored),
        scored.severity,
        urgency_with(scored, new.signs),
        named(new.signs),
        is_new_account(post),
        post.may_keep,
        hand.decision,
        post.written_at,
        hand.now,
    )


def _score(mention_id: uuid.UUID, scored: Scored) -> tuple[object, ...]:
    """Give the score's row. Reasons go into the sealed body: a feature's name may be a word of the text."""
    return (
        mention_id,
        scored.model,
        scored.point,
        scored.heads,
        scored.labels,
        scored.severity,
    )
