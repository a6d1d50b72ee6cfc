"""Words that exist nowhere else: where one of them turns up, something of hers has come out.

SECRET is what opens her accounts elsewhere; no page at all may show it.
SAID is what others wrote to her and what she wrote about it; it may be in the body of a page that is meant to show
it, and nowhere else. WHO is names and handles of people.
"""

SAID = {
    "text": "quokkaferry",
    "handle": "wombatlamp",
    "author name": "numbatlantern",
    "author id": "tapirspoon",
    "post id": "echidnaladder",
    "address": "bilbycandle",
    "raw": "dugongkettle",
    "kept text": "potoroowindow",
    "seen text": "kakapobucket",
    "seen by": "taniwhacrayon",
    "seen where": "weddellpillow",
    "seen link": "galahthimble",
    "picture name": "cassowaryspade",
    "file text": "bandicootsaddle",
    "file handle": "dunnartanvil",
    "file platform": "mulgaraharp",
    "file kind": "kowariflute",
    "file language": "ningauiviola",
    "report note": "pademelonbrush",
    "passphrase": "quokkalantern",
    "her handle": "lorikeetclock",
    "list name": "brolgabasket",
    "listed handle": "pottoroocurtain",
    "gathered handle": "bettongmarble",
    "place": "cuscusthreshold",
    "question": "dibblerlectern",
    "answer": "phascogaletrumpet",
    "prepared note": "antechinuspiano",
    "asking": "kultarrlighthouse",
    "debrief": "planigalesextant",
    "pack answer": "pademelonteapot",
    "pack note": "quendacompass",
    "case title": "currawongpepper",
    "alias": "mopokehinge",
    "incident": "wombatorchard",
    "case note": "gliderpencil",
    "alarm's words": "wallabytrumpet",
    "plan": "dasyurepillar",
    "rule's word": "mulgarateapot",
    "rule's account": "dibblerpuddle",
    "list's name": "phascogalemitten",
    "sought": "nabarlekribbon",
    "why invited": "numbatcurtain",
    "invited address": "bettongpostbox",
    "badge": "kowarilantern",
    "own words": "pademelonchimes",
    "name in papers": "quollpassport",
    "need": "tapirpillow",
    "district": "wombatquarter",
    "exact place": "echidnagate",
    "arrival": "quokkadoorbell",
    "kept out because": "numbatgavel",
    "told why": "bilbynotice",
    "objection": "tapirpetition",
    "not to meet": "potoroofence",
    "not to meet because": "wombathedge",
    "how to reach": "echidnabell",
    "asked from": "galahletterbox",
    "asks as": "kowarivisitor",
    "what she asks": "dunnartquestion",
    "what she answers": "quendareply",
    "reader's reason": "kultarrverdict",
    "known how": "bettongschool",
    "number on the way": "bilbyswitchboard",
    "what she reported": "bilbystaircase",
    "note on a report": "cuscusnotebook",
    "number on call": "dingotelephone",
    "turn": "bilbymicrophone",
    "name at a table": "numbatstool",
    "check-up": "wombatpadlock",
    "joined handle": "quollchorus",
}
WHO = {"name": "kookaburramirror", "avoided because": "thylacinegate"}
SECRET = {
    "token": "quollbasket",
    "refresh token": "bettonganchor",
    "proof key": "numbatharbour",
    "app's secret": "wallarooladle",
    "pending sign-in": "potoroocabinet",
    "app password": "brushtailgong",
    "push address": "pygmypossumreed",
}
EVERYTHING = {**SAID, **WHO, **SECRET}


def found_in(body: bytes | str) -> set[str]:
    """Name the canaries of what was said, and of what opens her accounts, that are in there."""
    low = (body.decode("utf-8", "replace") if isinstance(body, bytes) else body).casefold()
    return {name for name, word in (SAID | SECRET).items() if word in low}
