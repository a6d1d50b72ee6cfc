"""From a draft to a post: identifiers of the platform's shape, and bytes as its sender would send.

Bluesky and Mastodon posts carry the JSON of our own sample network; posts from X come as rows of an
archive file, in the columns that file import documents, because X is not connected in the demo.
"""

import hashlib
from datetime import datetime
from random import Random
from typing import Literal

import msgspec

from fuerza.site.sample.crowd import Member, letters
from safeguard.records import Author, Post

HANDLES = {
    "bluesky": "marisol.example",
    "mastodon": "@marisol@social.example",
    "x": "marisol.example",
}
HER_ID = "did:example:marisol"

Tone = Literal[
    "threat", "doxxing", "sexual", "insult", "fixation", "criticism", "support", "ordinary"
]


Kind = Literal[Tone, "raid", "pile_on"]


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """How a post hangs together with others; '' where it does not."""

    form: Literal["mention", "reply", "quote"] = "mention"
    in_reply_to: str = ""
    conversation: str = ""
    quoted: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A post before it is sent."""

    kind: Kind
    tone: Tone
    member: Member
    text: str
    at: datetime
    thread: Thread
    id: str


def post_id(platform: str, author_id: str, rng: Random) -> str:
    """An identifier for a post of the platform's shape."""
    if platform == "bluesky":
        return f"at://{author_id}/app.bsky.feed.post/{letters(rng, 13)}"
    return str(rng.randrange(10**17, 10**18))


def addressed(text: str, platform: str, form: str) -> str:
    """The text with her handle in front, where the platform needs it to reach her."""
    needs_handle = form == "mention" or platform == "mastodon"
    return f"@{HANDLES[platform].lstrip('@')} {text}" if needs_handle else text


def to_post(draft: Draft, *, edited_at: datetime | None = None) -> Post:
    """The post as its platform, or its file, hands it to us."""
    platform, author = draft.member.platform, draft.member.author
    post = Post(
        platform=platform,
        id=draft.id,
        kind=draft.thread.form,
        author=author,
        text=draft.text,
        written_at=draft.at,
        raw=b"",
        content_id=_content_id(platform, draft.text, edited_at),
        url=f"{author.url}/{draft.id.rpartition('/')[2]}",
        language="" if platform == "x" else draft.member.voice.language.partition("-")[0],
        in_reply_to=draft.thread.in_reply_to,
        conversation=draft.thread.conversation,
        addressed_to=HANDLES[platform],
        quoted=draft.thread.quoted,
    )
    return msgspec.structs.replace(post, raw=_row(post) if platform == "x" else _reply(post))


def _content_id(platform: str, text: str, edited_at: datetime | None) -> str:
    if platform == "bluesky":
        return hashlib.sha256(text.encode()).hexdigest()[:24]
    return edited_at.isoformat() if edited_at else ""


def _reply(post: Post) -> bytes:
    """What the sample network answers: every field we read, under its own name."""
    fields = msgspec.structs.asdict(post)
    del fields["raw"], fields["media"]
    fields["author"] = _author(post.author)
    return msgspec.json.encode({"network": "sample", **fields})


def _author(author: Author) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(author).items() if value != ""}


def _row(post: Post) -> bytes:
    """A line of an archive file, in the columns of file import."""
    row = {
        "platform": post.platform,
        "id": post.id,
        "kind": post.kind,
        "author_id": post.author.id,
        "author_handle": post.author.handle,
        "author_name": post.author.name,
        "text": post.text,
        "created_at": post.written_at,
        "url": post.url,
        "in_reply_to": post.in_reply_to,
        "conversation": post.conversation,
        "addressed_to": post.addressed_to,
    }
    return msgspec.json.encode(row)
