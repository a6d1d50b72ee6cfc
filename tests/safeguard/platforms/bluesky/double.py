"""A double of one Bluesky server as its owner sees it, in memory, answering as the real one does.

What it answers was seen on the real network first (tests/real/bluesky); it is no proof of what that network does.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from safeguard.platforms.base import Access
from safeguard.platforms.bluesky.connector import Bluesky

HOST = "https://pds.example"
HER = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
BULLY = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
FRIEND = "did:plc:cccccccccccccccccccccccc"
OTHER = "did:plc:dddddddddddddddddddddddd"
LABELER = "did:plc:llllllllllllllllllllllll"
BEGIN = datetime(2026, 11, 1, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ACCESS = Access(account=HER, token="a-token", host=HOST)
Json = dict[str, Any]
Answering = Callable[[httpx2.Request], httpx2.Response]


class Wrong(Exception):
    """What a server says no with."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Double:
    """Call it with a request. `log` holds each method that was called; `answers` are given instead, one each."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.sent: list[Json] = []
        self.headers: list[httpx2.Headers] = []
        self.answers: dict[str, list[Answering]] = {}
        self.handles = {
            HER: "her.test",
            BULLY: "bully.test",
            FRIEND: "friend.test",
            OTHER: "o.test",
        }
        self.followed: set[str] = set()
        self.posts: dict[str, Json] = {}
        self.notices: list[Json] = []
        self.mutes: dict[str, Json] = {}
        self.muted_threads: set[str] = set()
        self.muted_lists: set[str] = set()
        self.records: dict[tuple[str, str], tuple[str, Json]] = {}
        self.preferences: list[Json] = []
        self.takes: list[str] | None = None
        self.labels: list[Json] = []
        self.page = 100
        self.now = NOW

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        method = request.url.path.removeprefix("/xrpc/")
        self.log.append(method)
        self.headers.append(request.headers)
        if self.answers.get(method):
            return self.answers[method].pop(0)(request)
        body = json.loads(request.content) if request.content else {}
        if body:
            self.sent.append(body)
        if request.headers.get("authorization") != f"Bearer {ACCESS.token}":
            return httpx2.Response(400, json={"error": "InvalidToken", "message": "no"})
        try:
            way = getattr(self, method.rpartition(".")[2])
            told = way(body) if request.method == "POST" else way(request.url.params)
        except Wrong as wrong:
            return httpx2.Response(wrong.status, json={"error": wrong.code, "message": "no"})
        return httpx2.Response(200, json=told) if told is not None else httpx2.Response(200)

    def connector(self) -> Bluesky:
        return Bluesky(httpx2.Client(transport=httpx2.MockTransport(self)), lambda: self.now)

    def loses(self, method: str, *, after: bool) -> None:
        """Have one answer lost on the way: after it was done, or before anything was."""

        def answer(request: httpx2.Request) -> httpx2.Response:
            if after:
                self(request)
            raise httpx2.ReadTimeout("lost", request=request)

        self.answers.setdefault(method, []).append(answer)

    def says(self, method: str, status: int = 200, **how: Any) -> None:
        """Have one call answered by this."""
        self.answers.setdefault(method, []).append(lambda _: httpx2.Response(status, **how))

    # What others write

    def write(self, by: str, text: str, at: datetime, **record: Any) -> Json:
        uri = f"at://{by}/app.bsky.feed.post/{len(self.posts):013d}"
        value = {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": iso(at),
            "langs": ["en"],
            **record,
        }
        post = {"uri": uri, "cid": _cid(value), "by": by, "record": value, "indexedAt": iso(at)}
        self.posts[uri] = post
        return post

    def notify(self, reason: str, post: Json, **more: Any) -> Json:
        """Tell her of a post; `at` of the notification is the post's, or given."""
        self.notices.append({"reason": reason, "post": post, "at": post["indexedAt"], **more})
        return post

    def told(
        self, reason: str, by: str, at: datetime, text: str = "go home", **record: Any
    ) -> Json:
        return self.notify(reason, self.write(by, text, at, **record))

    # What she asks

    def listNotifications(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        wanted = asked.get_list("reasons")
        shown = [each for each in self.notices if each["post"]["by"] not in self._silenced()]
        shown.sort(key=lambda each: each["at"], reverse=True)
        before = asked.get("cursor")
        if before:
            shown = [each for each in shown if each["at"] < before]
        limit = min(int(asked["limit"]), self.page)
        page, rest = shown[:limit], shown[limit:]
        found = [self._notice(each) for each in page if not wanted or each["reason"] in wanted]
        return {"notifications": found, **({"cursor": page[-1]["at"]} if rest else {})}

    def getPosts(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        uris = asked.get_list("uris")
        return {"posts": [self.view(self.posts[uri]) for uri in uris if uri in self.posts]}

    def getQuotes(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        def quotes_it(post: Json) -> bool:
            quoted = post["record"].get("embed", {}).get("record", {})
            return bool(quoted.get("uri") == asked["uri"])

        of = [post for post in self.posts.values() if quotes_it(post)]
        start = int(asked.get("cursor", "0"))
        more = {"cursor": str(start + 2)} if len(of) > start + 2 else {}
        return {"posts": [self.view(post) for post in of[start : start + 2]], **more}

    def getPostThread(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        if asked["uri"] not in self.posts:
            raise Wrong(400, "NotFound")
        return {"thread": self._node(self.posts[asked["uri"]], parents=True)}

    def getProfiles(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        dids = [did for did in asked.get_list("actors") if did in self.handles]
        return {"profiles": [self.profile(did) for did in dids]}

    def getMutes(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        return self._listed("mutes", sorted(self.mutes), asked)

    def getBlocks(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        return self._listed("blocks", sorted(self._blocked()), asked)

    def getList(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        viewer = {"muted": asked["list"] in self.muted_lists}
        return {"list": {"uri": asked["list"], "viewer": viewer}, "items": []}

    def getPreferences(self, _: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        return {"preferences": self.preferences}

    def getServices(self, _: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        more = {} if self.takes is None else {"reasonTypes": self.takes}
        return {"views": [{"uri": "at://x", **more}]}

    def queryLabels(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        of = [each for each in self.labels if each["uri"] == asked["uriPatterns"]]
        return {"labels": of}

    def getRecord(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        found = self.records.get((asked["collection"], asked["rkey"]))
        if not found:
            raise Wrong(400, "RecordNotFound")
        return {"uri": "at://x", "cid": found[0], "value": found[1]}

    def listRecords(self, asked: httpx2.QueryParams) -> Json:  # noqa: N802 -- the network's own name
        hers = [each for each in self.posts.values() if each["by"] == asked["repo"]]
        newest = hers[::-1][: int(asked["limit"])]
        return {
            "records": [
                {"uri": it["uri"], "cid": it["cid"], "value": it["record"]} for it in newest
            ]
        }

    # What she has done

    def putRecord(self, body: Json) -> Json:  # noqa: N802 -- the network's own name
        place = (body["collection"], body["rkey"])
        there = self.records.get(place)
        if "swapRecord" in body and body["swapRecord"] != (there[0] if there else None):
            raise Wrong(400, "InvalidSwap")
        self.records[place] = (_cid(body["record"]), body["record"])
        return {"uri": "at://x", "cid": self.records[place][0]}

    def deleteRecord(self, body: Json) -> Json:  # noqa: N802 -- the network's own name
        place = (body["collection"], body["rkey"])
        there = self.records.get(place)
        if "swapRecord" in body and there and body["swapRecord"] != there[0]:
            raise Wrong(400, "InvalidSwap")
        self.records.pop(place, None)
        return {}

    def muteActor(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.mutes[body.pop("actor")] = body

    def unmuteActor(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.mutes.pop(body["actor"], None)

    def muteThread(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.muted_threads.add(body["root"])

    def unmuteThread(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.muted_threads.discard(body["root"])

    def muteActorList(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.muted_lists.add(body["list"])

    def unmuteActorList(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.muted_lists.discard(body["list"])

    def putPreferences(self, body: Json) -> None:  # noqa: N802 -- the network's own name
        self.preferences = body["preferences"]

    def createReport(self, _: Json) -> Json:  # noqa: N802 -- the network's own name
        return {"id": 7}

    # How it shows things

    def view(self, post: Json) -> Json:
        shown = {name: post[name] for name in ("uri", "cid", "record", "indexedAt")}
        root = post["record"].get("reply", {}).get("root", {}).get("uri", post["uri"])
        more = {"embed": post["embed"]} if "embed" in post else {}
        return {
            **shown,
            **more,
            "author": self.profile(post["by"]),
            "replyCount": post.get("replyCount", len(self._answers(post))),
            "viewer": {"threadMuted": root in self.muted_threads},
        }

    def profile(self, did: str) -> Json:
        how = self.mutes.get(did)
        only = [name for name in ("onlyQuoteposts", "onlyReposts") if how and how.get(name)]
        viewer: Json = {"muted": how is not None and not only, "blockedBy": False}
        viewer |= {f"muted{name[0].upper()}{name[1:]}": True for name in only}
        if did in self.followed:
            viewer["following"] = f"at://{HER}/app.bsky.graph.follow/1"
        for (collection, rkey), (_, value) in self.records.items():
            if collection == "app.bsky.graph.block" and value["subject"] == did:
                viewer["blocking"] = f"at://{HER}/{collection}/{rkey}"
        return {
            "did": did,
            "handle": self.handles[did],
            "displayName": "Somebody",
            "createdAt": "2024-01-02T03:04:05.000Z",
            "viewer": viewer,
        }

    def _notice(self, told: Json) -> Json:
        post = told["post"]
        return {
            "uri": post["uri"],
            "cid": post["cid"],
            "author": self.profile(post["by"]),
            "reason": told["reason"],
            "record": post["record"],
            "isRead": False,
            "indexedAt": told["at"],
        }

    def _node(self, post: Json, *, parents: bool) -> Json:
        node: Json = {"$type": "app.bsky.feed.defs#threadViewPost", "post": self.view(post)}
        parent = post["record"].get("reply", {}).get("parent", {}).get("uri")
        if parents and parent:
            there = self.posts.get(parent)
            gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": parent, "notFound": True}
            node["parent"] = self._node(there, parents=True) if there else gone
        node["replies"] = [self._node(each, parents=False) for each in self._answers(post)]
        return node

    def _answers(self, post: Json) -> list[Json]:
        def answers(each: Json) -> bool:
            return bool(each["record"].get("reply", {}).get("parent", {}).get("uri") == post["uri"])

        return [each for each in self.posts.values() if answers(each)]

    def _listed(self, name: str, dids: list[str], asked: httpx2.QueryParams) -> Json:
        start = int(asked.get("cursor", "0"))
        more = {"cursor": str(start + 2)} if len(dids) > start + 2 else {}
        return {name: [self.profile(did) for did in dids[start : start + 2]], **more}

    def _blocked(self) -> set[str]:
        block = "app.bsky.graph.block"
        return {value["subject"] for (kind, _), (_, value) in self.records.items() if kind == block}

    def _silenced(self) -> set[str]:
        return {did for did, how in self.mutes.items() if not how} | self._blocked()


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def after(**time: float) -> datetime:
    return BEGIN + timedelta(**time)


def ref(post: Json) -> Json:
    return {"uri": post["uri"], "cid": post["cid"]}


def answers(to: Json, root: Json | None = None) -> Json:
    return {"root": ref(root or to), "parent": ref(to)}


def quotes(what: Json) -> Json:
    return {"$type": "app.bsky.embed.record", "record": ref(what)}


def _cid(value: Json) -> str:
    return "bafy" + hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:40]
