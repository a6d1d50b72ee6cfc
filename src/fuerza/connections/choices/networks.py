"""What is said of networks: how one signs in, what is asked for, what they can do and did not give."""

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A network that can be linked: its connector, what she is asked for, whether the operator needs an app there."""

    name: str
    label: Words = ""
    hint: Words = ""
    needs_app: bool = False
    blocks_show: bool = False


# A code stands in addresses, which stay in a browser's history and name no network.
NETWORKS = {
    "n1": Network(
        name="bluesky",
        label=_("Your handle"),
        hint=_("Such as name.bsky.social, without the @."),
        blocks_show=True,
    ),
    "n2": Network(
        name="mastodon",
        label=_("Your server, or your whole address"),
        hint=_("Such as mastodon.social, or @name@mastodon.social."),
    ),
    "n3": Network(name="x", needs_app=True),
    "n4": Network(name="youtube", needs_app=True),
    "n5": Network(name="instagram", needs_app=True),
}

# What is asked for, in plain words: a piece of a scope as the network writes it, and what it lets us do. The first
# piece that a scope holds says it; a scope that holds none is shown to the letter.
SCOPES: dict[str, Words] = {
    "listNotifications": _("read your notifications: mentions, replies, quotes"),
    "read:notifications": _("read your notifications: mentions, replies, quotes"),
    "getPostThread": _("read public posts and threads"),
    "getPosts": _("read public posts and threads"),
    "getQuotes": _("read public posts and threads"),
    "getFeed": _("read public posts and threads"),
    "read:statuses": _("read posts and threads that you may see"),
    "unmuteActorList": _("mute and unmute lists of accounts"),
    "muteActorList": _("mute and unmute lists of accounts"),
    "unmuteThread": _("mute and unmute threads"),
    "muteThread": _("mute and unmute threads"),
    "unmuteActor": _("mute and unmute accounts"),
    "muteActor": _("mute and unmute accounts"),
    "write:mutes": _("mute and unmute accounts and conversations"),
    "getMutes": _("see whom you muted and blocked"),
    "getBlocks": _("see whom you muted and blocked"),
    "getListMutes": _("see whom you muted and blocked"),
    "getListBlocks": _("see whom you muted and blocked"),
    "read:mutes": _("see whom you muted and blocked"),
    "read:blocks": _("see whom you muted and blocked"),
    "getRelationships": _("see whom you follow, so that nothing is done against them"),
    "getFollows": _("see whom you follow, so that nothing is done against them"),
    "read:follows": _("see whom you follow, so that nothing is done against them"),
    "graph.listblock": _("block lists of accounts"),
    "graph.listitem": _("make lists of accounts to mute or block"),
    "getList": _("see your lists"),
    "read:lists": _("see your lists"),
    "graph.list": _("make lists of accounts to mute or block"),
    "graph.block": _("block and unblock accounts"),
    "write:blocks": _("block and unblock accounts and servers"),
    "threadgate": _("set who may answer your posts, and hide answers"),
    "postgate": _("set who may quote your posts"),
    "Preferences": _("read and change your settings: the words you muted are among them"),
    "createReport": _("report posts and accounts, each confirmed by you"),
    "write:reports": _("report posts and accounts, each confirmed by you"),
    "read:reports": _("tell what became of your reports"),
    "getServices": _("find the moderation services that take reports"),
    "queryLabels": _("tell what became of your reports"),
    "read:filters": _("see your filters"),
    "write:filters": _("make and remove filters"),
    "write:notifications": _("change which notifications are held back"),
    "getProfile": _("see public profiles"),
    "read:accounts": _("see public profiles"),
    "offline.access": _("stay connected while you are away"),
    "tweet.moderate.write": _("hide answers to your posts"),
    "mute.write": _("mute and unmute accounts"),
    "tweet.read": _("read public posts, your mentions among them"),
    "users.read": _("see which account it is"),
    "youtube.readonly": _("see your channel, its videos and the comments on them"),
    "youtube.force-ssl": _(
        "do anything on your channel, as YouTube has no smaller right for hiding a comment; nothing else is used"
    ),
    "atproto": _("see which account it is"),
    "profile": _("see which account it is"),
}
# Any of these would make "cannot post as you, cannot read your messages" a lie.
NOT_HARMLESS = (
    "app.bsky.feed.post?",
    " write?",
    "chat.bsky",
    "repo:*",
    "rpc:*",
    "transition:",
    "write:statuses",
    "write:conversations",
)
HARMLESS = frozenset({"bluesky", "mastodon"})  # only where a scope can say so little

WHY_NOT: dict[str, Words] = {
    "denied": _("You said no there, so nothing was linked. You can begin again whenever you like."),
    "unknown_server": _(
        "No server of that name was found. Look at how it is written, and at the part after the last dot."
    ),
    "not_supported": _(
        "That server has no way in that Fuerza knows. It may run other software or an old version: ask whoever "
        "runs it, or bring what was said there as a file."
    ),
    "wrong_account": _(
        "You signed in there with another account than the one this is for. Sign out there first, then begin again."
    ),
    "wrong_server": _(
        "Another server answered than the one you went to, so nothing was linked. Begin again; if it happens "
        "twice, tell whoever runs this server."
    ),
    "stale": _(
        "That took too long, was used before, or was begun in another browser, so nothing was linked. Begin again here."
    ),
    "wrong_password": _(
        "Handle or app password are not right. Make a new app password there, and copy it as a whole."
    ),
    "not_app_password": _(
        "That is no app password: it looks like the one you sign in with. It was sent nowhere and is not kept. Make an "
        "app password in your settings there, and use that."
    ),
    "code_needed": _(
        "Your account asks for a code as well, which is good. Use an app password, not the password you sign in with."
    ),
    "down": _(
        "The network does not answer at the moment. Nothing was linked; try again in a while."
    ),
    "limited": _(
        "The network asked us to wait. Nothing was linked; try again in a quarter of an hour."
    ),
    "unreadable": _(
        "The network answered in a way that Fuerza does not know, so nothing was linked. Tell whoever runs this server."
    ),
}

# What a network could not give, by the codes of its connector; a code that is not here is said in general.
GAPS: dict[str, Words] = {
    "history_cut": _(
        "It no longer gave everything back to where reading stood: what lies between may be missing."
    ),
    "same_instant": _(
        "More came in one moment than it gives at once: some of that may be missing."
    ),
    "dropped": _(
        "Your settings there throw some notifications away before anybody sees them. Change “drop” to “filter” there."
    ),
    "gone": _("Some posts were deleted there before they could be read."),
    "unreadable": _("Some mentions are in a form that can't be read yet, and were passed over."),
    "history": _("Earlier versions of some edited posts were not given."),
    "quotes": _("Not all quotes of your posts were given."),
    "unread_replies": _("Some answers to comments could not be read."),
    "older_replies": _("It gives no older answers than the ones read here."),
    "older_media": _("Only what was said under your newest posts is read."),
    "out_of_reach": _("There was more than it gives at all."),
}
ANY_GAP = _("It did not give everything: something may be missing.")

# What a desk can do on a network, by the capabilities of its connector, in the order in which it is said.
ABILITIES: dict[str, Words] = {
    "read.mentions": _("read mentions, replies and quotes"),
    "read.thread": _("show what stands around a post"),
    "mute": _("mute accounts"),
    "mute_thread": _("mute threads"),
    "mute_list": _("mute whole lists of accounts"),
    "filter": _("hide words"),
    "block": _("block accounts"),
    "block_domain": _("block whole servers"),
    "reply_gate": _("set who may answer you"),
    "quote_gate": _("set who may quote you"),
    "hide_reply": _("hide answers"),
    "report": _("report, each confirmed by you"),
    "report.service": _("report to another moderation service than the network's own"),
    "report.status": _("tell what became of a report"),
}
