"""Browser records made for tests, full of planted secrets: what must be gone, and what must stay."""

import json
from base64 import b64encode
from collections.abc import Sequence

CALL = "https://x.com/i/api/graphql/Abc-123_x/SearchTimeline"
SECRETS = (
    "SECRET-cookie-header",
    "SECRET-cookie-object",
    "SECRET-bearer",
    "SECRET-csrf",
    "SECRET-query-token",
    "SECRET-query-string",
    "SECRET-fragment",
    "SECRET-post-data",
    "SECRET-post-param",
    "SECRET-set-cookie",
    "SECRET-response-cookie",
    "SECRET-websocket",
    "SECRET-initiator",
    "SECRET-body-elsewhere",
    "SECRET-body-beside",
    "SECRET-page-title",
    "SECRET-referer",
    "SECRET-other-site",
    "SECRET-comment",
    "SECRET-cache",
    "SECRET-mail",
)


def posted(number: int = 1, **changes: object) -> dict[str, object]:
    legacy = {
        "full_text": f"ارحلي من هنا {number}",
        "created_at": "Thu Jan 22 21:04:29 +0000 2026",
        "id_str": str(number),
        "lang": "ar",
        "conversation_id_str": "90",
        "in_reply_to_status_id_str": None,
    }
    return {
        "__typename": "Tweet",
        "rest_id": str(number),
        "core": {
            "user_results": {
                "result": {
                    "rest_id": "77",
                    "legacy": {"screen_name": "berta", "name": "Berta", "followers_count": 3},
                }
            }
        },
        "legacy": {**legacy, **changes},
        "views": {"count": "5"},
    }


def body(*tweets: object) -> str:
    entries = [
        {"content": {"itemContent": {"tweet_results": {"result": tweet}}}} for tweet in tweets
    ]
    instructions = [{"type": "TimelineAddEntries", "entries": entries}]
    viewer = {"email": "SECRET-mail", "token": "SECRET-body-beside", "full_text": 5}
    return json.dumps({"data": {"search": {"instructions": instructions}}, "viewer": viewer})


def entry(text: str, url: str = CALL, **content: object) -> dict[str, object]:
    return {
        "startedDateTime": "2026-01-22T21:04:29.000Z",
        "_initiator": {"url": "https://x.com/?t=SECRET-initiator"},
        "_webSocketMessages": [{"type": "send", "data": "SECRET-websocket"}],
        "comment": "SECRET-comment",
        "cache": {"beforeRequest": {"eTag": "SECRET-cache"}},
        "request": {
            "method": "GET",
            "url": f"{url}?variables=%7B%7D&auth_token=SECRET-query-token#SECRET-fragment",
            "headers": [
                {"name": "Cookie", "value": "auth_token=SECRET-cookie-header"},
                {"name": "authorization", "value": "Bearer SECRET-bearer"},
                {"name": "x-csrf-token", "value": "SECRET-csrf"},
                {"name": "referer", "value": "https://x.com/SECRET-referer"},
            ],
            "cookies": [{"name": "ct0", "value": "SECRET-cookie-object"}],
            "queryString": [{"name": "token", "value": "SECRET-query-string"}],
            "postData": {
                "mimeType": "application/json",
                "text": "SECRET-post-data",
                "params": [{"name": "p", "value": "SECRET-post-param"}],
            },
        },
        "response": {
            "status": 200,
            "headers": [{"name": "Set-Cookie", "value": "SECRET-set-cookie"}],
            "cookies": [{"name": "x", "value": "SECRET-response-cookie"}],
            "content": {"mimeType": "application/json", "text": text, **content},
        },
    }


def har(*entries: object) -> bytes:
    log = {
        "version": "1.2",
        "creator": {"name": "WebInspector", "version": "537.36"},
        "pages": [{"title": "https://x.com/SECRET-page-title"}],
        "entries": entries,
    }
    return json.dumps({"log": log}, ensure_ascii=False).encode()


def full(tweets: Sequence[object]) -> bytes:
    """Make a record with posts among everything that a browser would record as well."""
    return har(
        entry(json.dumps({"settings": "SECRET-body-elsewhere"}), "https://x.com/i/api/1.1/account"),
        entry(body(*tweets[:1])),
        entry(json.dumps({"full_text": "SECRET-other-site"}), "https://bank.example/graphql/a/b"),
        entry(b64encode(body(*tweets[1:]).encode()).decode(), encoding="base64"),
        entry("<html>SECRET-body-elsewhere", CALL),
    )
