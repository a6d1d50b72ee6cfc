"""What can be done with duties and reports: every write of incidents is one of these."""

from fuerza.incidents.services.covering import (
    EndedBeforeItBegan,
    NotOfTheTeam,
    make_link,
    put_on_call,
    settle_contacts,
    take_off_call,
)
from fuerza.incidents.services.keeping import close, purge, remind
from fuerza.incidents.services.reporting import Sent, add, report, send_on
from fuerza.incidents.services.settling import (
    NeedsTwo,
    NotFree,
    agree,
    ask_in,
    is_aside_now,
    move,
    name,
    propose,
    step_aside,
    write,
)
from fuerza.incidents.services.writing import MoveRefused

__all__ = [
    "EndedBeforeItBegan",
    "MoveRefused",
    "NeedsTwo",
    "NotFree",
    "NotOfTheTeam",
    "Sent",
    "add",
    "agree",
    "ask_in",
    "close",
    "is_aside_now",
    "make_link",
    "move",
    "name",
    "propose",
    "purge",
    "put_on_call",
    "remind",
    "report",
    "send_on",
    "settle_contacts",
    "step_aside",
    "take_off_call",
    "write",
]
