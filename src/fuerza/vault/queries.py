"""What was kept, read by the person who asks; and the way from her opened keyring to what an exhibit says.

Rows come without their sealed bodies (up to 12 MB each): `bodies_of` reads those one at a time.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.db.models import Count, Q, QuerySet

from fuerza.core import crypto, keyrings, locks
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.people.queries import is_shared
from fuerza.vault.choices import AnchorState, ExhibitState
from fuerza.vault.models import (
    Anchor,
    CaseKey,
    Checkpoint,
    Custody,
    Exhibit,
    Fetching,
    LogKey,
    Package,
)
from safeguard.evidence import Assessment, Medium, read_record
from safeguard.records import Author, Post


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What lies sealed in an exhibit: the exact bytes of record.json, the files it describes, and what was thought."""

    record: bytes
    raw: bytes
    media: tuple[Medium, ...] = ()
    assessment: Assessment | None = None
    reason: str = ""


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """How her vault is locked: by the server's key or her own, and what a reset left to wait for or to take up."""

    is_open: bool
    is_by_server: bool
    has_put_aside: bool
    wait_until: datetime | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far the log vouches for an exhibit: signed since when, stamped by whom, and what stands in the way."""

    signed_at: datetime | None = None
    stamped_by: tuple[str, ...] = ()
    of: int = 0
    troubles: tuple[Anchor, ...] = ()


def body_place(exhibit_id: uuid.UUID) -> bytes:
    return crypto.place("vault_exhibit", exhibit_id, "body")


def exhibits_of(person: Person) -> QuerySet[Exhibit]:
    """Her exhibits, newest first, destroyed ones among them, without their bodies."""
    hers = Exhibit.objects.filter(person=person).select_related("beside")
    return hers.defer("sealed", "beside__sealed").order_by("-number")


def kept_by(person: Person) -> QuerySet[Exhibit]:
    """Those that are still there to be opened and handed over."""
    return exhibits_of(person).filter(state=ExhibitState.KEPT)


def openable_by(person: Person, *, opened: Opened) -> QuerySet[Exhibit]:
    """Those of hers that this keyring opens: what a package can be made of."""
    cases = CaseKey.objects.filter(person=person).values_list("pk", flat=True)
    return kept_by(person).filter(case_key__in=list(opened.content_keys(cases)))


def with_pictures(person: Person, exhibits: Iterable[Exhibit]) -> QuerySet[Exhibit]:
    """These of hers that are still there, and the pictures that stand beside them."""
    named = [each.pk for each in exhibits]
    return kept_by(person).filter(Q(pk__in=named) | Q(beside__in=named))


def beside(exhibits: Iterable[Exhibit]) -> QuerySet[Exhibit]:
    """The pictures that stand beside these."""
    return Exhibit.objects.filter(beside__in=[each.pk for each in exhibits]).defer("sealed")


def exhibit_of(person: Person, pk: uuid.UUID) -> Exhibit | None:
    return exhibits_of(person).select_related("receipt", "beside").filter(pk=pk).first()


def fetching_of(exhibit: Exhibit) -> Fetching | None:
    """What became of the pictures of an exhibit; None where nobody has asked for them."""
    return Fetching.objects.filter(exhibit=exhibit).first()


def standing_of(exhibit: Exhibit) -> Standing:
    """Say how far the log vouches for an exhibit; who is asked no longer counts where she has stamped it."""
    leaf = exhibit.leaves.order_by("index").first()
    if leaf is None:
        return Standing()
    covering = Checkpoint.objects.filter(size__gt=leaf.index)
    stamps = Anchor.objects.filter(checkpoint__in=covering, state=AnchorState.STAMPED)
    stamped_by = set(stamps.values_list("authority", flat=True))
    signed_at = covering.order_by("id").values_list("made_at", flat=True).first()
    return Standing(
        signed_at=signed_at,
        stamped_by=tuple(sorted(stamped_by)),
        of=len(stamped_by | authorities().keys()),
        troubles=tuple(each for each in troubles() if each.authority not in stamped_by),
    )


def last_signed_at() -> datetime | None:
    """Say when the log was signed last; None where it never was."""
    return Checkpoint.objects.order_by("-id").values_list("made_at", flat=True).first()


def authorities() -> dict[str, str]:
    """Map the authorities that are asked for stamps, by their names, to their addresses."""
    return {urlsplit(url).hostname or "": url for url in settings.ENV.tsa_urls}


def troubles() -> list[Anchor]:
    """List what the last try with an authority failed at, where it has failed."""
    asked = Anchor.objects.filter(authority__in=authorities(), state=AnchorState.WAITING)
    return list(asked.exclude(error="").order_by("authority"))


def log_keys() -> QuerySet[LogKey]:
    """The keys that sign and signed the log, the one in use first: for anybody."""
    return LogKey.objects.order_by("-made_at")


def custody_of(exhibit: Exhibit) -> QuerySet[Custody]:
    """What happened to an exhibit, oldest first."""
    return exhibit.custody.order_by("id").select_related("exhibit")


def reference_of(line: Custody) -> str:
    """Open what a platform or an office calls what was sent there; "" where it said nothing."""
    if not line.sealed_ref:
        return ""
    exhibit = line.exhibit
    held = SealedKey.objects.filter(key_id=reference_key_id(exhibit.pk)).first()
    if held is None:  # from before such numbers had a key of their own
        return crypto.open_personal(
            exhibit.person_id, bytes(line.sealed_ref), reference_place(line)
        )
    where = reference_key_place(exhibit.pk)
    secret = crypto.decrypt(crypto.data_key(exhibit.person_id), bytes(held.sealed), where)
    return crypto.decrypt(secret, bytes(line.sealed_ref), reference_place(line)).decode()


def reference_place(line: Custody) -> bytes:
    return crypto.place("vault_custody", line.pk, "ref")


def reference_key_id(exhibit_id: uuid.UUID) -> uuid.UUID:
    """Name the key of the numbers on an exhibit's custody: one that goes with the exhibit, unlike her data key."""
    return uuid.uuid5(exhibit_id, "custody")


def reference_key_place(exhibit_id: uuid.UUID) -> bytes:
    return crypto.place("vault_custody", exhibit_id, "key")


def packages_of(person: Person) -> QuerySet[Package]:
    """The packages she made, newest first, with how many exhibits each held."""
    counted = Package.objects.filter(person=person).annotate(held=Count("exhibits"))
    return counted.order_by("-made_at")


def lock_of(person: Person, *, opened: Opened | None, now: datetime) -> Lock:
    keyring = keyrings.keyring_of(person.id)
    wait = keyring.wait_until if keyring else None
    return Lock(
        is_open=opened is not None,
        is_by_server=keyring is not None and "server" in keyring.wraps,
        has_put_aside=locks.has_put_aside(person.id),
        wait_until=wait if wait and now < wait else None,
    )


def must_lock_first(person: Person) -> bool:
    """Say whether she has to set a lock of her own before anything more comes in: others have a desk here, too."""
    return is_shared() and not person.is_demo and not locks.has_own_lock(person.id)


def cases_reached(exhibits: Iterable[Exhibit], *, opened: Opened) -> set[uuid.UUID]:
    """Name the cases among these exhibits that this keyring opens: those from before a reset are not among them."""
    return set(opened.content_keys({each.case_key_id for each in exhibits}))


def item_keys(exhibits: Iterable[Exhibit], *, opened: Opened) -> dict[uuid.UUID, bytes]:
    """Open the item keys that this keyring reaches: one query, and one more for each case among them.

    Through their home first, then (two queries more) through whatever case of hers they have joined: a helper in a
    case holds that case's key alone. An exhibit is missing from the answer when its key was destroyed, or when
    nothing that leads to it is sealed to this keyring (but to one from before a reset).
    """
    by_case: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for exhibit in exhibits:
        by_case[exhibit.case_key_id].append(exhibit.id)
    keys = _held_by(by_case, opened)
    missing = {pk for ids in by_case.values() for pk in ids} - keys.keys()
    if not missing:
        return keys
    joined: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    ways = SealedKey.objects.filter(key_id__in=missing).exclude(holder_id__in=by_case)
    for holder, pk in ways.values_list("holder_id", "key_id"):
        joined[holder].append(pk)
    return keys | _held_by(joined, opened)


def _held_by(
    by_case: Mapping[uuid.UUID, Collection[uuid.UUID]], opened: Opened
) -> dict[uuid.UUID, bytes]:
    keys: dict[uuid.UUID, bytes] = {}
    for case, private in opened.content_keys(by_case).items():
        keys |= crypto.content_keys(by_case[case], holder_id=case, private=private)
    return keys


def bodies_of(exhibits: Iterable[Exhibit], *, opened: Opened) -> Iterator[tuple[Exhibit, Body]]:
    """Open exhibits in the order of their numbers, holding one body at a time; three queries for one case.

    Exhibits that this keyring does not reach (see item_keys) are passed over.
    """
    keys = item_keys(exhibits, opened=opened)
    rows = Exhibit.objects.filter(pk__in=keys).order_by("number")
    for exhibit in rows.iterator(chunk_size=1):
        plain = crypto.decrypt(keys[exhibit.id], bytes(exhibit.sealed), body_place(exhibit.id))
        yield exhibit, msgspec.msgpack.decode(plain, type=Body)


def body_of(exhibit: Exhibit, *, opened: Opened) -> Body | None:
    """Open one exhibit, or None when this keyring does not reach it."""
    return next((body for _exhibit, body in bodies_of([exhibit], opened=opened)), None)


def pictures_of(exhibit: Exhibit, *, opened: Opened) -> list[tuple[uuid.UUID, int]]:
    """Name what can be shown of an exhibit, and of those that stand beside it: each by its exhibit and its number."""
    beside = exhibit.pictures.filter(state=ExhibitState.KEPT).defer("sealed")
    return [
        (each.pk, number)
        for each, body in bodies_of([exhibit, *beside], opened=opened)
        for number in range(1, len(body.media) + 1)
    ]


def post_of(body: Body) -> Post:
    """Read the post back from the record that was made of it."""
    record = read_record(body.record)
    source, writer = record.source, record.source.author
    return Post(
        platform=source.platform,
        id=source.native_id or "",
        kind=record.identity.type,
        author=Author(
            handle=writer.handle or "",
            id=writer.id or "",
            name=writer.display_name or "",
            url=writer.url or "",
            created_at=writer.account_created_at,
        ),
        text=record.content.text,
        written_at=source.created_at,
        raw=body.raw,
        content_id=source.content_id or "",
        url=source.urls[0] if source.urls else "",
        language=source.language or "",
        in_reply_to=source.in_reply_to or "",
        conversation=source.conversation or "",
        addressed_to=source.addressed_to or "",
        quoted=source.quoted or "",
        media=source.media,
    )


def case_secrets(
    case_keys: Collection[uuid.UUID], *, opened: Opened
) -> dict[uuid.UUID, dict[uuid.UUID, bytes]]:
    """Open cases' keys and those that they replaced, as far as this keyring holds them: case -> key -> secret.

    A case's newest key comes first. What was sealed to the case before somebody's help ended opens with an older
    one, until it is sealed anew. One query in each database, whatever their number.
    """
    owners = CaseKey.objects.filter(pk__in=case_keys).values("person")
    replaced = CaseKey.objects.filter(person__in=owners, replaced_by__isnull=False)
    older = {by: old for old, by in replaced.values_list("pk", "replaced_by")}
    chains = {each: list(_chain(each, older)) for each in case_keys}
    held = opened.content_keys({key for chain in chains.values() for key in chain})
    return {
        each: {key: held[key] for key in chain if key in held} for each, chain in chains.items()
    }


def _chain(newest: uuid.UUID, older: Mapping[uuid.UUID | None, uuid.UUID]) -> Iterator[uuid.UUID]:
    key: uuid.UUID | None = newest
    while key is not None:
        yield key
        key = older.get(key)
