"""What writes to acts: planning them, doing them, undoing them; lists she brings, and whom she has silenced."""

from fuerza.acts.services.acting import forget_effort, run_account
from fuerza.acts.services.answering import ask_for_answers, open_reports
from fuerza.acts.services.gathering import forget_gathered, gather, gather_on
from fuerza.acts.services.listing import ListRefused, Wish, bring_list
from fuerza.acts.services.looking import look_ahead
from fuerza.acts.services.planning import AT_ONCE, Target, Terms, go_ahead, plan
from fuerza.acts.services.reaching import lend_what_waits
from fuerza.acts.services.steering import (
    done_by_hand,
    end_due,
    leave_out,
    put_in,
    run_again,
    stop,
    take_back,
    undo,
)

__all__ = [
    "AT_ONCE",
    "ListRefused",
    "Target",
    "Terms",
    "Wish",
    "ask_for_answers",
    "bring_list",
    "done_by_hand",
    "end_due",
    "forget_effort",
    "forget_gathered",
    "gather",
    "gather_on",
    "go_ahead",
    "leave_out",
    "lend_what_waits",
    "look_ahead",
    "open_reports",
    "plan",
    "put_in",
    "run_account",
    "run_again",
    "stop",
    "take_back",
    "undo",
]
