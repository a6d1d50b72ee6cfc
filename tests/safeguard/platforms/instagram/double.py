"""A double of the Instagram API with Instagram login: media, comments, tags, hiding and sign-in, as documented.

Read from developers.facebook.com/docs/instagram-platform (see docs/platforms/instagram.md for the pages and
days). It is ours and was never compared with Instagram itself.
"""

from datetime import timedelta
from typing import Any

import httpx2

from safeguard.platforms.instagram.connector import Instagram
from tests.safeguard.platforms.doubles import NOW, client, clock, form_of

HER = "17841400000000001"
Json = dict[str, Any]
ALONG = 25  # comments, or replies, that come with what they belong to


class InstagramDouble:
    """Media, and comments by id in the order they were written."""

    def __init__(self) -> None:
        self.media: list[str] = ["m1"]
        self.comments: dict[str, Json] = {}
        self.place: dict[str, tuple[str, str]] = {}  # id -> medium, the comment it replies to
        self.tags: list[Json] = []
        self.hidden: set[str] = set()
        self.requests: list[httpx2.Request] = []
        self.permissions: object = "instagram_business_basic,instagram_business_manage_comments"
        self.me: Json = {"user_id": HER, "username": "marisol"}

    def connector(self) -> Instagram:
        return Instagram(client(self), clock)

    def say(self, text: str, *, by: str = "bob", medium: str = "m1", to: str = "") -> str:
        """Have somebody comment on a medium of hers, or reply; give the comment's id."""
        number = len(self.comments)
        id_ = f"{17_900_000 + number}"
        at = NOW - timedelta(days=1) + timedelta(seconds=number)
        self.comments[id_] = {
            "id": id_,
            "text": text,
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "username": by,
            "from": {"id": f"igs-{by}", "username": by},
            **({"parent_id": to} if to else {}),
        }
        self.place[id_] = (medium, to)
        return id_

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        path = request.url.path
        if path in {"/oauth/access_token", "/access_token", "/refresh_access_token"}:
            return self._sign_in(request)
        if request.headers.get("authorization") != "Bearer a-token":
            return httpx2.Response(400, json=_error(190))
        return self._graph(request, path.removeprefix("/v26.0"))

    def _graph(self, request: httpx2.Request, path: str) -> httpx2.Response:
        query = dict(request.url.params)
        if path == "/me":
            return httpx2.Response(200, json=self.me)
        if path == "/me/media":
            return httpx2.Response(200, json=self._media(int(query["limit"])))
        if path == f"/{HER}/tags":
            return httpx2.Response(200, json={"data": self.tags})
        if path.endswith("/comments"):
            medium, most = path.split("/")[1], int(query["limit"])
            return httpx2.Response(200, json=self._listed(medium, int(query["after"]), most))
        return self._comment(request, path.strip("/"), query)

    def _media(self, most: int) -> Json:
        found = [
            {
                "id": medium,
                "permalink": f"https://www.instagram.com/p/{medium}/",
                "comments": self._listed(medium, 0, ALONG),
            }
            for medium in self.media[:most]
        ]
        return {"data": found, **_paging(most, len(self.media))}

    def _listed(self, medium: str, start: int, most: int, to: str = "") -> Json:
        ids = [id_ for id_, place in self.place.items() if place == (medium, to)][::-1]
        data = []
        for id_ in ids[start : start + most]:
            said = {**self.comments[id_], "hidden": id_ in self.hidden}
            replies = {} if to else self._listed(medium, 0, ALONG, to=id_)
            data.append({**said, "replies": replies} if replies.get("data") else said)
        return {"data": data, **_paging(start + most, len(ids))}

    def _comment(self, request: httpx2.Request, id_: str, query: Json) -> httpx2.Response:
        if id_ not in self.comments:
            return httpx2.Response(400, json=_error(100, 33))
        if request.method == "GET":
            return httpx2.Response(200, json={"hidden": id_ in self.hidden, "id": id_})
        (self.hidden.add if query["hide"] == "true" else self.hidden.discard)(id_)
        return httpx2.Response(200, json={"success": True})

    def _sign_in(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/oauth/access_token":
            if form_of(request)["code"] != "a-code":
                return httpx2.Response(400, json={"error_type": "OAuthException", "code": 400})
            short = {"access_token": "short", "user_id": HER, "permissions": self.permissions}
            return httpx2.Response(200, json={"data": [short]})
        if request.url.params["access_token"] not in {"short", "old"}:
            return httpx2.Response(400, json=_error(190))
        return httpx2.Response(
            200, json={"access_token": "a-token", "token_type": "bearer", "expires_in": 5_184_000}
        )


def _paging(end: int, count: int) -> Json:
    more = {"next": "https://graph.instagram.com/next"} if end < count else {}
    return {"paging": {"cursors": {"before": "0", "after": str(end)}, **more}}


def _error(code: int, subcode: int = 0) -> Json:
    error = {"message": "no", "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return {"error": {**error, "error_subcode": subcode} if subcode else error}
