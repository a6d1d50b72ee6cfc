"""Things to keep, for the vault's tests: mild, and easy to look for in bytes."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from fuerza.vault.services import Keepable, capture_now
from safeguard.evidence import Assessment, Medium
from safeguard.records import Author, Post

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
WORDS = "nobody wants to read you, orchid seller"


def keepable(number: int = 1, *, text: str = WORDS, media: tuple[Medium, ...] = ()) -> Keepable:
    post = Post(
        platform="bluesky",
        id=f"at://example/{number}",
        kind="reply",
        author=Author(handle=f"loud{number}.example", id=f"did:plc:{number}", name="Loud One"),
        text=text,
        written_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        raw=f'{{"text":"{text}","n":{number}}}'.encode(),
        url=f"https://social.example/{number}",
        language="en",
    )
    assessment = Assessment(model="baseline-1", point="calm", heads={"insult": 0.91})
    return Keepable(
        post=post,
        capture=capture_now("api", now=NOW),
        media=media,
        assessment=assessment,
        reason="third one this week",
    )


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 90)).save(out, kind)
    return out.getvalue()
