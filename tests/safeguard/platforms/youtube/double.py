"""A double of YouTube's Data API v3: comment threads, replies, moderation and sign-in, as its documentation says.

Read from developers.google.com/youtube/v3 (see docs/platforms/youtube.md for the pages and days). It is ours and
was never compared with YouTube itself.
"""

from datetime import timedelta
from typing import Any

import httpx2

from safeguard.platforms.youtube.connector import YouTube
from tests.safeguard.platforms.doubles import NOW, client, clock, form_of

HER = "UCher"
Json = dict[str, Any]
ALONG = 2  # replies that come with a thread, where the documentation says "a subset"


class YouTubeDouble:
    """Comments by id, in the order they were written."""

    def __init__(self) -> None:
        self.comments: dict[str, Json] = {}
        self.status: dict[str, str] = {}
        self.requests: list[httpx2.Request] = []
        self.channels: list[Json] = [{"id": HER, "snippet": {"customUrl": "@marisol"}}]

    def connector(self) -> YouTube:
        return YouTube(client(self), clock)

    def say(
        self, text: str, *, by: str = "UCbob", to: str = "", kind: str = "youtube#comment"
    ) -> str:
        """Have somebody comment on her video, or reply to a comment; give its id."""
        number = len(self.comments)
        id_ = f"{to}.r{number:04}" if to else f"c{number:04}"
        at = (NOW - timedelta(days=1) + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        snippet = {
            "videoId": "v1",
            "channelId": HER,
            "textDisplay": text,
            "textOriginal": text,
            "authorDisplayName": f"@{by}",
            "authorChannelId": {"value": by},
            "publishedAt": at,
            "updatedAt": at,
        }
        if to:
            snippet["parentId"] = to
        self.comments[id_] = {"kind": kind, "etag": "e", "id": id_, "snippet": snippet}
        return id_

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        path, query = request.url.path, dict(request.url.params)
        if request.url.host == "oauth2.googleapis.com":
            return self._sign_in(request)
        has_key = request.headers.get("x-goog-api-key") == "a-key"
        has_token = request.headers.get("authorization") == "Bearer a-token"
        if not (has_key or has_token):
            return httpx2.Response(401, json=_error("authError"))
        if path.endswith("/channels"):
            return httpx2.Response(200, json={"items": self.channels})
        if path.endswith("/commentThreads"):
            return self._threads(query)
        if path.endswith("/setModerationStatus"):
            return self._moderate(query)
        return self._list(query, is_owner=has_token)

    def _shown(self, parent: str) -> list[Json]:
        return [
            it
            for it in self.comments.values()
            if it["snippet"].get("parentId", "") == parent
            and self.status.get(it["id"], "published") == "published"
        ]

    def _threads(self, query: Json) -> httpx2.Response:
        newest = self._shown("")[::-1]
        start, most = int(query.get("pageToken", "0")), int(query["maxResults"])
        page: Json = {"items": [self._thread(top) for top in newest[start : start + most]]}
        if len(newest) > start + most:
            page["nextPageToken"] = str(start + most)
        return httpx2.Response(200, json=page)

    def _thread(self, top: Json) -> Json:
        replies = self._shown(top["id"])
        thread = {
            "kind": "youtube#commentThread",
            "id": top["id"],
            "snippet": {"topLevelComment": top, "totalReplyCount": len(replies), "videoId": "v1"},
        }
        return {**thread, "replies": {"comments": replies[:ALONG]}} if replies else thread

    def _list(self, query: Json, *, is_owner: bool) -> httpx2.Response:
        if "parentId" in query:
            replies = self._shown(query["parentId"])
            start, most = int(query.get("pageToken", "0")), int(query["maxResults"])
            page: Json = {"items": replies[start : start + most]}
            if len(replies) > start + most:
                page["nextPageToken"] = str(start + most)
            return httpx2.Response(200, json=page)
        found = [self.comments[id_] for id_ in query["id"].split(",") if id_ in self.comments]
        items = []
        for it in found:
            status = self.status.get(it["id"], "published")
            if is_owner:
                snippet = {**it["snippet"], "moderationStatus": status}
                items.append({**it, "snippet": snippet})
            elif status == "published":
                items.append(it)
        return httpx2.Response(200, json={"items": items})

    def _moderate(self, query: Json) -> httpx2.Response:
        id_, status = query["id"], query["moderationStatus"]
        if id_ not in self.comments:
            return httpx2.Response(400, json=_error("processingFailure"))
        if self.status.get(id_) == "rejected":
            return httpx2.Response(400, json=_error("operationNotSupported"))
        self.status[id_] = status
        return httpx2.Response(204)

    def _sign_in(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/revoke":
            return httpx2.Response(200)
        form = form_of(request)
        if form.get("code", form.get("refresh_token")) not in {"a-code", "a-refresh"}:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        tokens = {"access_token": "a-token", "refresh_token": "a-refresh", "expires_in": 3599}
        return httpx2.Response(200, json=tokens)


def _error(reason: str) -> Json:
    return {"error": {"code": 403, "errors": [{"reason": reason, "domain": "youtube"}]}}
