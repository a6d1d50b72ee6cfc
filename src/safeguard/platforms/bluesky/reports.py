"""Reports, to the moderation service that she chooses; her server passes them on.

The network does not tell one report from a second one of the same, and nobody but moderators can look one up: a report
whose answer was lost stays uncertain, and whoever calls sends it only once.
"""

from typing import Any

import regex

from safeguard.platforms.base import Access, Act, Outcome, PlatformError, Refused
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import words
from safeguard.platforms.bluesky.reasons import reason_type, taken_by
from safeguard.platforms.bluesky.replies import AnswerLost, fields
from safeguard.platforms.bluesky.shown import post_view, profile

BLUESKY = "did:plc:ar7c4by46qjdydhdevvrndac"  # Bluesky's own moderation service
_LONGEST_NOTE = 2_000  # graphemes, the lexicon's own
_CLUSTER = regex.compile(r"\X")


class Reports:
    """Reports a post or an account, and says what the service shows of its answer."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def act(self, access: Access, act: Act, _key: str) -> Outcome:
        labeler = self._labeler(access, act.options.get("labeler", ""))
        reason = taken_by(reason_type(act.reason), self._takes(access, labeler))
        if not reason:
            raise Refused("not_here")
        if len(_CLUSTER.findall(act.note)) > _LONGEST_NOTE:
            raise Refused("invalid")
        body: dict[str, object] = {"reasonType": reason, "subject": self._subject(access, act)}
        if act.note:
            body["reason"] = act.note
        try:
            answer = self._calls.tell(
                access, "com.atproto.moderation.createReport", body, labeler=labeler
            )
            if answer.code == "InvalidRequest":  # no such service, or none that takes this
                raise Refused("invalid")
            self._calls.refuse(answer)
        except AnswerLost:
            return Outcome(certain=False)
        try:
            number = fields(answer.body).get("id")
        except PlatformError:  # it was taken, and nobody knows under which number
            number = None
        if not isinstance(number, int):
            return Outcome(certain=False)
        return Outcome(remote_ref=f"{labeler}|{number}|{act.post or act.target}")

    def status(self, access: Access, remote_ref: str) -> str:
        """Say `answered` where the service has put a label on what was reported, which it does in public."""
        labeler, _, rest = remote_ref.partition("|")
        subject = rest.partition("|")[2]
        asked = (("uriPatterns", subject), ("sources", labeler))
        body = self._calls.get(access, "com.atproto.label.queryLabels", asked, labeler=labeler)
        labels = fields(body).get("labels")
        shown: dict[str, bool] = {}
        for each in labels if isinstance(labels, list) else []:
            if isinstance(each, dict) and each.get("src") == labeler:
                shown[words(each, "val")] = each.get("neg") is not True
        return "answered" if any(shown.values()) else ""

    def _labeler(self, access: Access, named: str) -> str:
        """Give the id of the service that is named by its id or its handle; without a name, Bluesky's own."""
        if not named or named.startswith("did:"):
            return named or BLUESKY
        return words(profile(self._calls, access, named.strip().removeprefix("@")), "did")

    def _takes(self, access: Access, labeler: str) -> frozenset[str]:
        """Ask which reasons a service takes; empty where it does not say."""
        asked = (("dids", labeler), ("detailed", "true"))
        views = fields(self._calls.get(access, "app.bsky.labeler.getServices", asked)).get("views")
        view = views[0] if isinstance(views, list) and views else {}
        takes = view.get("reasonTypes") if isinstance(view, dict) else None
        return frozenset(map(str, takes)) if isinstance(takes, list) else frozenset()

    def _subject(self, access: Access, act: Act) -> dict[str, Any]:
        if not act.post:
            return {"$type": "com.atproto.admin.defs#repoRef", "did": act.target}
        cid = act.options.get("cid") or words(post_view(self._calls, access, act.post), "cid")
        return {"$type": "com.atproto.repo.strongRef", "uri": act.post, "cid": cid}
