"""X archives made for tests: every layout, no word of them by a real person."""

import json
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HER_ID, HER_HANDLE = "1001", "ana_writes"
THEM = "2002"
Value = Mapping[str, object]


def tweet(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editsRemaining": "5"}},
        "retweeted": False,
        "source": '<a href="https://mobile.example" rel="nofollow">Web</a>',
        "entities": {
            "hashtags": [],
            "user_mentions": [{"screen_name": "b", "indices": ["0", "2"]}],
        },
        "favorite_count": "3",
        "id_str": str(number),
        "created_at": "Thu Jan 22 21:04:29 +0000 2026",
        "full_text": f"Gracias por venir, {number}",
        "lang": "es",
        **changes,
    }


def message(number: int = 1, sender: str = THEM, **changes: object) -> dict[str, object]:
    return {
        "messageCreate": {
            "recipientId": HER_ID if sender != HER_ID else THEM,
            "reactions": [],
            "urls": [],
            "text": f"أعرف أين تعملين {number}",
            "mediaUrls": [],
            "senderId": sender,
            "id": str(number),
            "createdAt": "2026-01-22T21:04:29.123Z",
            **changes,
        }
    }


def conversation(*messages: Value, name: str = f"{HER_ID}-{THEM}") -> dict[str, object]:
    return {"dmConversation": {"conversationId": name, "messages": list(messages)}}


def script(
    name: str, *items: object, part: int = 0, style: Mapping[str, object] | None = None
) -> bytes:
    style = {"indent": 2, "separators": (", ", " : ")} if style is None else style
    body = json.dumps(items, ensure_ascii=False, **style)  # type: ignore[arg-type]  # json's own options
    return f"window.YTD.{name}.part{part} = {body}".encode()


def account(number: str = HER_ID, handle: str = HER_HANDLE) -> bytes:
    inner = {"accountId": number, "username": handle, "accountDisplayName": "Ana", "email": "a@b.c"}
    return script("account", {"account": inner})


def manifest(number: str = HER_ID, handle: str = HER_HANDLE) -> bytes:
    config = {
        "userInfo": {"accountId": number, "userName": handle, "displayName": "Ana"},
        "dataTypes": {"tweets": {"files": [{"fileName": "data/tweets.js", "count": "1"}]}},
    }
    return b"window.__THAR_CONFIG = " + json.dumps(config, indent=2).encode()


def packed(**files: bytes) -> bytes:
    """Pack files whose names are written with __ for a slash and _ for a hyphen or a dot's place."""
    return packed_as({_name(name): data for name, data in files.items()})


def packed_as(files: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def _name(name: str) -> str:
    return f"data/{name.replace('_', '-')}.js"


def archive(**more: bytes) -> bytes:
    """Make an archive as of 2026: an account, posts in two parts, messages from two and a group."""
    return packed(
        **{
            "manifest": manifest(),
            "account": account(),
            "tweets": script("tweets", {"tweet": tweet(1)}),
            "tweets_part1": script(
                "tweets",
                {"tweet": tweet(2, in_reply_to_status_id_str="9", in_reply_to_screen_name="b")},
                part=1,
            ),
            "direct_messages": script(
                "direct_messages", conversation(message(11), message(12, HER_ID))
            ),
            "direct_messages_group": script(
                "direct_messages_group",
                conversation(
                    message(13, "3003", text="hola"),
                    {"joinConversation": {"initiatingUserId": "3003"}},
                    name="77",
                ),
            ),
            "block": script("block", {"blocking": {"accountId": "5", "userLink": "https://x"}}),
            **more,
        }
    )
