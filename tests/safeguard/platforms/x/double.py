"""A double of X's API v2: mentions, mutes, hidden replies, lookups and sign-in, as its documentation says.

Read from github.com/xdevplatform/docs (see docs/platforms/x.md for the pages and days). It is ours and was never
compared with X itself.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from safeguard.platforms.x.connector import X
from tests.safeguard.platforms.doubles import NOW, client, clock, form_of

HER = "1000"
REACH = 800
FIRST_ID = 1_900_000_000_000_000_000
ME = {"data": {"id": HER, "username": "marisol", "name": "Marisol"}}
Json = dict[str, Any]


class XDouble:
    """Posts are kept as X writes them, the oldest first."""

    def __init__(self, her: str = HER) -> None:
        self.her = her
        self.posts: list[Json] = []
        self.muted: set[str] = set()
        self.hidden: set[str] = set()
        self.gone: dict[str, str] = {}
        self.requests: list[httpx2.Request] = []
        self.reach = REACH
        self.scope = ""

    def connector(self) -> X:
        return X(client(self), clock)

    def say(self, text: str, *, by: str = "2001", **more: object) -> str:
        """Have somebody mention her; give the post's id."""
        number = len(self.posts)
        at = NOW - timedelta(days=1) + timedelta(seconds=number)
        id_ = str(FIRST_ID + number * 1_000)
        self.posts.append(
            {
                "id": id_,
                "text": text,
                "author_id": by,
                "created_at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "conversation_id": id_,
                "edit_history_tweet_ids": [id_],
                "lang": "en",
                **more,
            }
        )
        return id_

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if request.url.path == "/2/oauth2/token":
            return self._token(request)
        if request.headers.get("authorization") != "Bearer a-token":
            return httpx2.Response(401, json={"title": "Unauthorized", "status": 401})
        return self._api(request, request.url.path)

    def _api(self, request: httpx2.Request, path: str) -> httpx2.Response:
        query = dict(request.url.params)
        if path == "/2/users/me":
            return httpx2.Response(200, json=ME)
        if path == f"/2/users/{self.her}/mentions":
            return self._mentions(query)
        if path == "/2/tweets":
            return self._lookup(query["ids"].split(","))
        if path.startswith(f"/2/users/{self.her}/muting"):
            return self._mute(request, path)
        return self._hide(path.split("/")[3], json.loads(request.content))

    def _mentions(self, query: Json) -> httpx2.Response:
        most = int(query.get("max_results", "10"))
        if not 5 <= most <= 100:
            return httpx2.Response(400, json={"title": "Invalid Request"})
        since, until = int(query.get("since_id", "0")), int(query.get("until_id", str(10**20)))
        known = [post for post in reversed(self.posts) if post["id"] not in self.gone]
        window = [post for post in known[: self.reach] if since < int(post["id"]) < until]
        found = window[:most]
        if not found:
            return httpx2.Response(200, json={"meta": {"result_count": 0}})
        meta = {"result_count": len(found), "newest_id": found[0]["id"]}
        if len(window) > most:
            meta["next_token"] = "7140dibdnow9c7btw"
        users = [_user(id_) for id_ in dict.fromkeys(post["author_id"] for post in found)]
        return httpx2.Response(
            200, json={"data": found, "includes": {"users": users}, "meta": meta}
        )

    def _lookup(self, ids: list[str]) -> httpx2.Response:
        here = {post["id"]: post for post in self.posts if post["id"] not in self.gone}
        errors = [
            {
                "resource_id": id_,
                "resource_type": "tweet",
                "title": "Not Found Error",
                "type": f"https://api.x.com/2/problems/{self.gone.get(id_, 'resource-not-found')}",
            }
            for id_ in ids
            if id_ not in here
        ]
        return httpx2.Response(
            200, json={"data": [here[id_] for id_ in ids if id_ in here], "errors": errors}
        )

    def _hide(self, post: str, asked: Json) -> httpx2.Response:
        if post not in {each["id"] for each in self.posts} or post in self.gone:
            return httpx2.Response(404, json={"title": "Not Found Error"})
        (self.hidden.add if asked["hidden"] else self.hidden.discard)(post)
        return httpx2.Response(200, json={"data": {"hidden": asked["hidden"]}})

    def _mute(self, request: httpx2.Request, path: str) -> httpx2.Response:
        if request.method == "DELETE":
            self.muted.discard(path.rsplit("/", 1)[1])
            return httpx2.Response(200, json={"data": {"muting": False}})
        self.muted.add(json.loads(request.content)["target_user_id"])
        return httpx2.Response(200, json={"data": {"muting": True}})

    def _token(self, request: httpx2.Request) -> httpx2.Response:
        form = form_of(request)
        if form.get("code", form.get("refresh_token")) not in {"a-code", "a-refresh"}:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return httpx2.Response(
            200,
            json={
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": "a-token",
                "refresh_token": "a-refresh",
                "scope": self.scope,
            },
        )


def _user(id_: str) -> Json:
    return {
        "id": id_,
        "username": f"user{id_}",
        "name": f"User {id_}",
        "created_at": datetime(2020, 1, 1, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "public_metrics": {"followers_count": 12},
    }
