"""What helpers do at a desk, in words: a sentence for each verb that its owner's trail may hold of somebody else."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fuerza.acts.choices import ActionKind

DAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
BY_HAND = timedelta(
    hours=12
)  # so long a card stays switched by hand: a forgotten one must not promise anybody
AGAIN = timedelta(hours=1)  # whoever was told that somebody asks is told again after that
AN_ADVISER_STAYS = timedelta(days=7)
ENOUGH = 5  # people, from which on a median says nothing about one of them
LATELY = timedelta(days=90)  # so far back the median goes
A_TURN = timedelta(minutes=30)  # for so long nobody else is sent to a group that somebody took
A_MINUTE = timedelta(minutes=1)
SPARED = [
    (4, _("4 hours")),
    (12, _("12 hours")),
    (24, _("one day")),
    (72, _("three days")),
]

DEEDS = {
    "desk.entered": _("%(name)s came to the desk."),
    "desk.watched": _("%(name)s looked at a list, without its texts."),
    "desk.read": _("%(name)s looked at a list, and could read its texts."),
    "desk.saw": _("%(name)s looked at one message, without its text."),
    "desk.opened": _("%(name)s opened the text of one message."),
    "desk.decided_fine": _("%(name)s marked messages as fine."),
    "desk.decided_hidden": _("%(name)s hid messages."),
    "desk.decided_kept": _("%(name)s kept messages as evidence."),
    "desk.decided_muted": _("%(name)s muted accounts."),
    "desk.decided_blocked": _("%(name)s proposed to block accounts."),
    "desk.undid": _("%(name)s undid what was decided."),
    "connections.began": _("%(name)s gave the second yes to what another helper had proposed."),
    "vault.kept": _("%(name)s kept an exhibit."),
    "vault.viewed": _("%(name)s opened an exhibit."),
    "cases.listed": _("%(name)s saw a case in a list."),
    "cases.read": _("%(name)s looked at a case."),
    "cases.unfolded": _("%(name)s opened words that were written into a case."),
    "cases.added": _("%(name)s put something into a case."),
    "cases.took_out": _("%(name)s took something out of a case."),
    "cases.changed_incident": _("%(name)s changed the incident log of a case."),
    **{
        f"cases.{verb}_{kind}": _(
            "%(name)s wrote into a case, or took back what was written there."
        )
        for verb in ("wrote", "took_out", "put_back")
        for kind in ("incident", "note", "alias")
    },
    "packs.began": _("%(name)s began to prepare a report from a case."),
    "packs.filled": _("%(name)s wrote into a report prepared from a case."),
    "packs.opened": _("%(name)s looked at a report prepared from a case."),
    "helping.took": _("%(name)s took on a group of messages."),
    "helping.asked": _("%(name)s asked the owner of the desk about a message."),
    "helping.prepared": _("%(name)s prepared a report, which only the owner of the desk can send."),
    "helping.took_up": _("%(name)s came as a safety adviser, because you asked."),
    "helping.read_asking": _("%(name)s read what you wrote when you asked."),
    "helping.stepped_back": _("%(name)s can't be your safety adviser."),
    "helping.handed_over": _("%(name)s asked another safety adviser to go on."),
    "helping.debriefed": _("%(name)s wrote down how it went."),
    "helping.shut": _("%(name)s ended helping you as a safety adviser."),
    "grant ended": _("%(name)s gave the help up."),
    **{
        f"connections.planned_{kind}": _(
            "%(name)s had something planned that platforms are asked to do."
        )
        for kind in ActionKind.values
    },
}
TOGETHER = {  # what one act does to many, noted for each
    "vault.kept": ngettext_lazy(
        "%(name)s kept %(n)s exhibit.", "%(name)s kept %(n)s exhibits.", "number"
    ),
    "cases.added": ngettext_lazy(
        "%(name)s put %(n)s thing into a case.",
        "%(name)s put %(n)s things into a case.",
        "number",
    ),
    "cases.took_out": ngettext_lazy(
        "%(name)s took %(n)s thing out of a case.",
        "%(name)s took %(n)s things out of a case.",
        "number",
    ),
}
OTHERWISE = _("%(name)s did something that has no words here (%(verb)s).")
SEEN = {"numbers": _("the numbers"), "urgent": _("most urgent first")}
A_PAUSE = timedelta(minutes=3)  # between two texts: a longer one was no reading
READS = ("cases.unfolded", "desk.opened", "desk.read", "vault.viewed")
