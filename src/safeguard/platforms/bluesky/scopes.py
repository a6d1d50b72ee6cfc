"""What is asked of her server, to the letter: one set to watch, one to act, neither to post nor to read messages.

The syntax is atproto's (https://atproto.com/specs/permission): `rpc:METHOD?aud=*` lets a method be called in her
name at any service, `repo:COLLECTION` lets records of that kind be made, changed and deleted in her account.
"""

_BOTH = (
    "rpc:app.bsky.actor.getProfiles?aud=*",
    "rpc:app.bsky.feed.getPosts?aud=*",
)
_WATCH = (
    "rpc:app.bsky.notification.listNotifications?aud=*",
    "rpc:app.bsky.feed.getPostThread?aud=*",
    "rpc:app.bsky.feed.getQuotes?aud=*",
)
_ACT = (
    "rpc:app.bsky.graph.muteActor?aud=*",
    "rpc:app.bsky.graph.unmuteActor?aud=*",
    "rpc:app.bsky.graph.muteActorList?aud=*",
    "rpc:app.bsky.graph.unmuteActorList?aud=*",
    "rpc:app.bsky.graph.muteThread?aud=*",
    "rpc:app.bsky.graph.unmuteThread?aud=*",
    "rpc:app.bsky.graph.getMutes?aud=*",
    "rpc:app.bsky.graph.getBlocks?aud=*",
    "rpc:app.bsky.graph.getList?aud=*",
    "rpc:app.bsky.actor.getPreferences?aud=*",
    "rpc:app.bsky.actor.putPreferences?aud=*",
    "rpc:app.bsky.labeler.getServices?aud=*",
    "rpc:com.atproto.moderation.createReport?aud=*",
    "rpc:com.atproto.label.queryLabels?aud=*",
    "repo:app.bsky.graph.block",
    "repo:app.bsky.graph.list",
    "repo:app.bsky.graph.listitem",
    "repo:app.bsky.graph.listblock",
    "repo:app.bsky.feed.threadgate",
    "repo:app.bsky.feed.postgate",
)
SCOPES = {
    "watch": " ".join(("atproto", *_BOTH, *_WATCH)),
    "act": " ".join(("atproto", *_BOTH, *_ACT)),
}
ALL = " ".join(("atproto", *_BOTH, *_WATCH, *_ACT))
APP_PASSWORD = "app-password"  # noqa: S105 -- the name of a way in, not a password
