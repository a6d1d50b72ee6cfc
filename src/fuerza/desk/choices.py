"""The words that the desk's rows may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    STAGED = "staged", _("not yet taken in")
    WAITING = "waiting", _("waiting")
    FINE = "fine", _("fine")
    HIDDEN = "hidden", _("hidden")
    RULED = "ruled", _("hidden by your rules")
    KEPT = "kept", _("kept")
    MUTED = "muted", _("muted")
    BLOCKED = "blocked", _("blocked")
    REPORTED = "reported", _("reported")


UNDOABLE = (Decision.FINE, Decision.HIDDEN, Decision.KEPT, Decision.MUTED, Decision.BLOCKED)
KEEPS_FIRST = (Decision.KEPT, Decision.MUTED, Decision.BLOCKED, Decision.REPORTED)


class Source(models.TextChoices):
    API = "api", _("from the network")
    FILE = "file", _("from a file")
    SEEN = "seen", _("as seen by you")


class GroupKind(models.TextChoices):
    TEXT = "text", _("the same text")
    PILE_ON = "pile_on", _("a pile-on")


# Why a text was scored so: what the library's rules saw (safeguard.classify.rules), without the rule's language.
REASONS = {
    "doxxing.address": _("It gives what looks like an address."),
    "doxxing.coordinates": _("It gives the coordinates of a place."),
    "doxxing.email": _("It gives what looks like a private e-mail address."),
    "doxxing.identity": _("It gives what looks like an identity number."),
    "doxxing.number_plate": _("It gives what looks like a number plate."),
    "doxxing.person": _("It gives away where you can be found, your real name, or whom you love."),
    "doxxing.phone": _("It gives what looks like a telephone number."),
    "fixation": _(
        "It claims a closeness to you, as fixated people do. By itself this is no threat."
    ),
    "hate.go_back": _("It tells you to go back to where you came from."),
    "insult.accusing": _("It accuses you in an insulting way."),
    "insult.direct": _("It insults you directly."),
    "insult.name": _("It calls you a name."),
    "insult.woman": _("It insults you as a woman."),
    "intimate.fake": _("It speaks of a faked sexual picture."),
    "intimate.leak": _("It speaks of making intimate pictures public."),
    "selfharm.urge": _("It urges you to hurt yourself."),
    "sexism.place": _("It tells you what a woman's place is."),
    "sexism.slur": _("It uses a sexist slur."),
    "sexual.body": _("It makes a sexual remark about your body."),
    "sexual.demand": _("It makes a sexual demand."),
    "sexual.fantasy": _("It tells a sexual fantasy about you."),
    "sexual.gaze": _("It makes a sexual remark about how you look."),
    "silencing.force": _("It says that you will be made to be silent."),
    "silencing.order": _("It orders you to be silent."),
    "silencing.raid": _("It calls on others to come after you."),
    "stalking.seen": _("It says that somebody saw you somewhere."),
    "stalking.where": _("It says that somebody knows where you are."),
    "support": _("It is written in support."),
    "threat.conditional": _("It says what will happen if you go on."),
    "threat.death": _("It speaks of your death."),
    "threat.harm": _("It speaks of harm that is to come to you."),
    "threat.incite": _("It calls on others to hurt you."),
    "threat.sexual": _("It threatens sexual violence."),
    "threat.veiled": _("It hints at what could happen to you."),
    "threat.violence": _("It threatens violence."),
    "threat.wish": _("It wishes you harm."),
    "words": _("Of all its words, this weighed most for the model:"),
    "whole": _("No single word: the text as a whole reads so to the model."),
    "cut": _("It is very long: only its beginning was read."),
}
OFFLINE = {
    "hers": _("It holds a place that you gave."),
    "address": _("It may say where you live."),
    "route": _("It may speak of your ways and hours."),
    "workplace": _("It may say where you work."),
    "approach": _("It may speak of coming to you."),
    "weapon": _("It names what may be a weapon."),
    "next": _("It may say that you are next."),
    "fixation": _(
        "It claims a closeness to you, as fixated people do. By itself this is no threat."
    ),
}  # of danger offline (safeguard.detect.offline), and "hers" for a place that she gave
POINTS = {
    "more": _("finds more, and raises more false alarms"),
    "balanced": _("between finding more and fewer false alarms"),
    "hers": _("moved by what you corrected"),
    "fewer": _("raises fewer false alarms, and misses more"),
}
SEVERITIES = {4: _("grave"), 3: _("serious"), 2: _("hostile"), 1: _("hurtful")}
KINDS = {
    "mention": _("a mention"),
    "reply": _("a reply"),
    "quote": _("a quote"),
    "comment": _("a comment"),
    "dm": _("a direct message"),
    "chat": _("a chat message"),
    "sms": _("a text message"),
    "mail": _("an e-mail"),
    "seen": _("what you saw"),
}
